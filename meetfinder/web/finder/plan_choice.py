"""Choosing the meetings of a plan near an area: by ticking them, or one for each of the coming days."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import places, search
from meetfinder.clock import utc, zone
from meetfinder.directory.schedule import occurrences
from meetfinder.places.place import Place
from meetfinder.search.query import Hit, SearchQuery, Step
from meetfinder.web import filters
from meetfinder.web.finder.plan_items import (
    MOST,
    entries,
    item_of,
    planned,
    read_items,
    wishes_for_plan,
)
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.parameters import BadParameter, Reader
from meetfinder.web.site import settings

MOST_OFFERED, MOST_LOOKED_AT = 24, 100
LONGEST = 7
NEAR = "near"


def choose() -> Response | str:
    """Offer meetings near an area to tick; with `days`, send to a plan with one for each of so many days."""
    place, days = _place(), Reader(request.args, strict=False).whole("days", LONGEST, LONGEST)
    query = filters.read_query(request.args, place=place, settings=settings(), now=now(), clear=False)
    if "days" in request.args:
        found = [item_of(hit.listing) for hit in one_a_day(query, place, days)]
        return redirect(url_for("finder.plan", m=_together(planned(), found)), 302)
    already = entries(read_items(request.args.getlist("m")), now=now())
    known = {entry.public_id for entry in already}
    offered = [hit for hit in _offered(query) if hit.listing.public_id not in known]
    return render_template(
        "finder/plan_choice.html",
        place=place,
        already=[entry for entry in already if entry.listing],
        offered=offered[:MOST_OFFERED],
        item_of=item_of,
        most=MOST,
        longest=LONGEST,
        days_address=url_for(
            "finder.plan_choice", **{**wishes_for_plan(), "near": place.area, "days": LONGEST}
        ),
        unit=filters.unit_of(request.args, country=place.country),
        help_country=place.country,
    )


def _together(chosen: Iterable[str], found: Iterable[str]) -> list[str]:
    """Return what was chosen before and then what was found, each meeting once, as many as a plan holds."""
    kept = {item.partition("-")[0]: item for item in chosen}
    for item in found:
        kept.setdefault(item.partition("-")[0], item)
    return list(kept.values())[:MOST]


def one_a_day(query: SearchQuery, place: Place, days: int) -> Iterator[Hit]:
    """Yield for each coming day the best meeting that is not taken yet; a day without one is left out.

    The best is the first of an answer; where nothing near is held that day, one that can be joined from home.
    """
    hits = _offered(replace(query, limit=MOST_LOOKED_AT))
    today = now().astimezone(zone(place.timezone)).date()
    taken: set[str] = set()
    for number in range(days):
        held = [hit for hit in hits if _held_on(hit, today + timedelta(days=number), place)]
        fresh = [hit for hit in held if hit.listing.public_id not in taken]
        if fresh:
            taken.add(fresh[0].listing.public_id)
            yield fresh[0]


def _held_on(hit: Hit, day: date, place: Place) -> bool:
    """Say whether a meeting starts on a day of the place searched, and has not yet begun."""
    here = zone(place.timezone)
    coming = occurrences(hit.listing.schedule, after=now(), before=now() + timedelta(days=LONGEST + 1))
    return any(utc(one.start).astimezone(here).date() == day for one in coming if utc(one.start) > now())


def _offered(query: SearchQuery) -> Sequence[Hit]:
    """Return what is near, the best first, then what can be joined from home; no paused ones."""
    near = search.find(replace(query, limit=MOST_LOOKED_AT)).hits
    rung = search.answer(query).rung(Step.DUAL_REMOTE)
    seen = {hit.listing.id for hit in near}
    hits = [*near, *(hit for hit in (rung.hits if rung else ()) if hit.listing.id not in seen)]
    return [hit for hit in hits if hit.listing.status != "paused" and hit.next is not None]


def _place() -> Place:
    code = Reader(request.args, strict=False).one(NEAR)
    place = places.area(code) if code else None
    if place is None:
        raise BadParameter(NEAR, "near must be an area such as us-78610: search for a place first.")
    return place
