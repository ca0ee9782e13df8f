"""What there is near a place: the whole answer, or one list of everything within the distance."""

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from meetfinder import places, search
from meetfinder.places.place import Place
from meetfinder.search.query import KM_PER_MILE, Answer, Found, SearchQuery, Step
from meetfinder.web import filters
from meetfinder.web.finder.addresses import calendar_address, near_address
from meetfinder.web.finder.paging import last_page, page_of_hits
from meetfinder.web.finder.panel import read_panel
from meetfinder.web.finder.plan_items import planned, wishes_for_plan
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.parameters import BadParameter
from meetfinder.web.site import base_url, settings

DISTANCES = (5, 10, 25, 50, 100)
"""Offered in the unit in use."""
MOST_NAMESAKES = 5
NO_FILTERS = frozenset({"within", "unit", "sort", "page", "lang", "for", filters.PLAN})
"""What takes nothing away from what is near."""


def near(area: str) -> Response | str | tuple[str, int]:
    """Show the answer for an area; 301 to its canonical address, 404 where nothing is known by it."""
    place = places.area(area)
    if place is None:
        return render_template("finder/near_unknown.html", country=settings().country), 404
    if place.area != area:
        return redirect(near_address(place.area, filters.canonical(request.args)), 301)
    try:
        query = filters.read_query(request.args, place=place, settings=settings(), now=now(), clear=False)
        page = filters.page_of(request.args)
    except BadParameter as problem:
        return _refused(place, problem), 400
    wants_list = "page" in request.args or "sort" in request.args
    found = page_of_hits(query, page) if wants_list else None
    if found is not None and page > (last := last_page(found)):
        return redirect(_link(filters.with_value(request.args, "page", str(last))), 302)
    return _answered(place, query, found if found and found.hits else None, page)


def _refused(place: Place, problem: BadParameter) -> str:
    return render_template(
        "finder/near_refused.html",
        place=place,
        message=problem.message,
        rest=filters.without(request.args, problem.name),
        help_country=place.country,
    )


def _answered(place: Place, query: SearchQuery, found: Found | None, page: int) -> str:
    answer = search.answer(query) if found is None else None
    unit = filters.unit_of(request.args, country=place.country)
    return render_template(
        "finder/near.html",
        place=place,
        query=query,
        found=found,
        page=page,
        last=last_page(found) if found else 1,
        answer=answer,
        everything=_total(answer) if answer else 0,
        panel=read_panel(request.args, query, search.count(query)),
        filtered=bool(filters.canonical(_without_measure(request.args))),
        unit=unit,
        within=f"{query.within_km / (KM_PER_MILE if unit == 'mi' else 1):.6g}",
        distances=DISTANCES,
        namesakes=_namesakes(place),
        with_value=lambda name, value: _link(filters.with_value(request.args, name, value)),
        without=lambda name, value=None: _link(filters.without(request.args, name, value)),
        kept=[
            (name, value)
            for name, value in request.args.items(multi=True)
            if name in filters.FINDER_FORMS and name not in {"page", "for"}
        ],
        planned=planned(),
        plan_choice=url_for("finder.plan_choice", near=place.area, **wishes_for_plan()),
        map_address=near_address(
            place.area, filters.without(request.args, "page"), endpoint="finder.near_map"
        ),
        calendar=calendar_address(place.area, request.args),
        host=base_url().partition("//")[2],
        help_country=place.country,
    )


def _total(answer: Answer) -> int:
    """Return how many meetings are within the distance; above 1,000 once one of the two rungs is capped."""
    rungs = [rung for step in (Step.DUAL_NEAR, Step.OTHERS_NEAR) if (rung := answer.rung(step))]
    return sum(rung.total for rung in rungs) + any(rung.total_capped for rung in rungs)


def _without_measure(args: MultiDict[str, str]) -> MultiDict[str, str]:
    return MultiDict((name, value) for name, value in args.items(multi=True) if name not in NO_FILTERS)


def _link(wishes: str) -> str:
    return f"?{wishes}" if wishes else request.path


def _namesakes(place: Place) -> tuple[Place, ...]:
    """Return other places of the same name or code, so that nobody stays in the wrong Springfield."""
    if place.kind == "point":
        return ()
    located = places.locate(place.name, place.country or None)
    others = (other for other in (*located.places, *located.elsewhere) if other.area != place.area)
    return tuple(others)[:MOST_NAMESAKES]
