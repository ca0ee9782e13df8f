"""Takes what somebody typed and sends them to an address that holds an area only."""

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from meetfinder import places
from meetfinder.places.forms import family
from meetfinder.places.place import Located, Place
from meetfinder.web import filters
from meetfinder.web.finder.addresses import near_address
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.finder.world import countries
from meetfinder.web.languages import lazy_gettext
from meetfinder.web.parameters import BadParameter
from meetfinder.web.site import settings

LONGEST_PLACE = 200
NOT_TYPED = lazy_gettext("Type a postcode or a town.")
TOO_LONG = lazy_gettext(
    "Type only a postcode or a town: at most %(number)s characters.", number=LONGEST_PLACE
)
NO_COUNTRY = lazy_gettext("Choose a country from the list, or “Any country”.")
UNKNOWN = lazy_gettext(
    "Check the spelling, try only the town or only the first part of the postcode, or choose another country."
)


def find_again() -> Response:
    """Send somebody who reloads or types this address to the box."""
    return redirect(url_for("finder.home"), 303)


def find() -> Response | str | tuple[str, int]:
    """Answer 303 to the place, 200 with a choice of several, or 422 with what was typed and what to do."""
    form = _wishes(request.form)
    typed = "".join(filter(str.isprintable, request.form.get("place", ""))).strip()
    country = request.form.get("country", settings().country).strip().upper()
    problem = _problem(typed, country, form)
    if problem:
        return _page(form, typed, country, error=problem, status=422)
    located = places.locate(typed, country or None)
    if len(located.places) == 1 and not _is_foreign_number(typed, country, located.places[0]):
        return redirect(near_address(located.places[0].area, filters.canonical(form)), 303)
    if located.places:
        return _page(form, typed, country, located=located)
    return _page(form, typed, country, located=located, error=str(UNKNOWN), status=422)


def _is_foreign_number(typed: str, country: str, place: Place) -> bool:
    """Say whether digits alone mean a postcode of another country than the chosen one: a slip, most often.

    A code with letters, such as SW1A 1AA or K1A 0B1, is of one country only and is not doubted.
    """
    if not country or place.kind != "postcode" or any(map(str.isalpha, typed)):
        return False
    return place.country not in family(country)


def _wishes(form: MultiDict[str, str]) -> MultiDict[str, str]:
    """Return the filters among the fields, without the one that everybody sends."""
    kept = MultiDict(
        (name, value)
        for name, value in form.items(multi=True)
        if name in filters.FINDER_FORMS and name != "page" and value and (name, value) != ("for", "me")
    )
    return MultiDict(kept)


def _problem(typed: str, country: str, form: MultiDict[str, str]) -> str:
    """Return a sentence that says which field is wrong and what to do, or an empty text."""
    if country and country not in countries():
        return str(NO_COUNTRY)
    try:
        filters.read_query(form, place=None, settings=settings(), now=now(), clear=False)
    except BadParameter as problem:
        return problem.message
    if len(typed) > LONGEST_PLACE:
        return str(TOO_LONG)
    return "" if typed else str(NOT_TYPED)


def _page(
    form: MultiDict[str, str],
    typed: str,
    country: str,
    *,
    located: Located | None = None,
    error: str = "",
    status: int = 200,
) -> tuple[str, int]:
    page = render_template(
        "finder/find.html",
        typed=typed,
        country=country if country in countries() else settings().country,
        audience=form.get("for", "me"),
        kept=[(name, value) for name, value in form.items(multi=True) if name != "for"],
        filters=filters.canonical(form),
        choices=located.places + located.elsewhere if located else (),
        suggestions=located.suggestions if located else (),
        error=error,
        unknown=located is not None and not located.places,
    )
    return page, status
