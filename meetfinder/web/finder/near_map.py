"""What is near an area, on a map: one number a place, and the same numbers in the list beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from meetfinder import places, search
from meetfinder.directory.listing import Venue
from meetfinder.places import maps
from meetfinder.places.place import Place
from meetfinder.search.query import MILE_COUNTRIES, Hit, SearchQuery, Step
from meetfinder.web import filters
from meetfinder.web.finder.addresses import near_address
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.site import settings

MOST_MEETINGS, MOST_PLACES = 60, 20
"""More discs would hide one another on a phone."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the map and what meets there; `bearing` is one of eight directions from the middle."""

    number: int
    venue: Venue
    distance_km: float
    bearing: str
    hits: tuple[Hit, ...]


def near_map(area: str) -> Response | str | tuple[str, int]:
    """Show the places of an answer on a map; raises BadParameter for a filter that it cannot use."""
    place = places.area(area)
    if place is None:
        return render_template("finder/near_unknown.html", country=settings().country), 404
    wishes = filters.canonical(request.args)
    if place.area != area:
        return redirect(near_address(place.area, wishes, endpoint="finder.near_map"), 301)
    query = filters.read_query(request.args, place=place, settings=settings(), now=now(), clear=False)
    unit = filters.unit_of(request.args, country=place.country)
    hits, is_far = _hits(query)
    stops = _stops(hits, place)
    return render_template(
        "finder/near_map.html",
        place=place,
        query=query,
        stops=stops,
        is_far=is_far,
        unit=unit,
        wishes=wishes,
        draw=lambda title: _drawn(stops, place, query, unit=unit, title=title),
        help_country=place.country,
    )


def venue_map(venue: Venue, title: str) -> Markup:
    """Return a map of a venue, for templates; empty where its place is not known."""
    if venue.latitude is None or venue.longitude is None:
        return Markup()
    unit = "mi" if venue.country in MILE_COUNTRIES else "km"
    mark = maps.Mark(venue.latitude, venue.longitude, venue.precision)
    return Markup(maps.draw_place(mark, unit=unit, title=title))  # noqa: S704  It escapes what it is given.


def _hits(query: SearchQuery) -> tuple[Sequence[Hit], bool]:
    """Return what one can go to within the distance, or else the nearest beyond, and whether it is that."""
    found = search.find(replace(query, limit=MOST_MEETINGS)).hits
    if near := [hit for hit in found if _is_somewhere(hit)]:
        return near, False
    rung = search.answer(query).rung(Step.DUAL_FAR)
    return [hit for hit in (rung.hits if rung else ()) if _is_somewhere(hit)], True


def _is_somewhere(hit: Hit) -> bool:
    venue = hit.listing.venue
    return (
        hit.listing.in_person and hit.distance_km is not None and bool(venue and venue.latitude is not None)
    )


def _stops(hits: Iterable[Hit], place: Place) -> list[Stop]:
    """Return the places of hits in their order, each with all of its hits."""
    together: dict[tuple[float | None, float | None, str], list[Hit]] = {}
    for hit in hits:
        venue = hit.listing.venue
        if venue is not None:
            together.setdefault((venue.latitude, venue.longitude, venue.precision), []).append(hit)
    return [_stop(number, group, place) for number, group in enumerate(together.values(), 1)][:MOST_PLACES]


def _stop(number: int, hits: list[Hit], place: Place) -> Stop:
    venue, far = hits[0].listing.venue, hits[0].distance_km
    if venue is None or venue.latitude is None or venue.longitude is None or far is None:
        raise ValueError("Only hits with a place are put on a map.")
    bearing = maps.direction((place.latitude, place.longitude), (venue.latitude, venue.longitude))
    return Stop(number, venue, far, bearing, tuple(hits))


def _drawn(stops: list[Stop], place: Place, query: SearchQuery, *, unit: str, title: str) -> Markup:
    marks = [
        maps.Mark(
            stop.venue.latitude or 0.0, stop.venue.longitude or 0.0, stop.venue.precision, str(stop.number)
        )
        for stop in stops
    ]
    center = (place.latitude, place.longitude)
    drawn = maps.draw_results(center, marks, query.within_km, unit=unit, title=title)
    return Markup(drawn)  # noqa: S704  It escapes what it is given.
