"""Lists of the API: groups, fellowships and places."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Response, jsonify, request

from meetfinder import clock
from meetfinder.directory.fellowship_reading import all_fellowships
from meetfinder.directory.reading import group_listing
from meetfinder.directory.whereabouts import group_page
from meetfinder.search.query import TOTAL_CAP, SearchQuery, Sort
from meetfinder.web.api import items
from meetfinder.web.api.position import PLACE_NAMES, named, place_item
from meetfinder.web.api.searches import find_page, read_search
from meetfinder.web.filters import LARGEST_LIMIT
from meetfinder.web.parameters import BadParameter, Reader, refuse_unknown

GROUPS_NAMES = (*PLACE_NAMES, "within", "unit", "kind", "fellowship", "limit", "cursor")
FELLOWSHIPS_NAMES: tuple[str, ...] = ()
PLACES_NAMES = ("q", "country")


def groups() -> Response:
    """Return groups: those that meet around a place, nearest first, or all of them page by page."""
    refuse_unknown(request.args, GROUPS_NAMES)
    place, query = read_search()
    found = _groups_near(query) if place else _every_group(query)
    return jsonify({"place": place_item(place) if place else None, **found})


def fellowships() -> Response:
    """Return every fellowship by name."""
    refuse_unknown(request.args, FELLOWSHIPS_NAMES)
    return jsonify({"fellowships": [items.fellowship_item(facts) for facts in all_fellowships()]})


def places_named() -> Response:
    """Return the places that a text may mean; none and suggestions for a text that means nothing."""
    refuse_unknown(request.args, PLACES_NAMES)
    read = Reader(request.args, strict=True)
    text = read.one("q", ".{1,100}", "a postcode or town of at most 100 characters")
    if not text:
        raise BadParameter("q", "q is missing: give a postcode or a town.")
    return jsonify(named(text, request.args))


def _every_group(query: SearchQuery) -> items.Item:
    """Page by public id, which never changes, so that no group is told twice or left out."""
    page = group_page(
        fellowships=query.fellowships,
        kinds=query.kinds,
        after=query.cursor,
        limit=query.limit + 1,
        now=query.now,
    )
    shown = page[: query.limit]
    more = len(page) > query.limit
    return {
        "groups": [items.group_item(group) for group in shown],
        "next": shown[-1].public_id if more else None,
    }


def _groups_near(query: SearchQuery) -> items.Item:
    """Page by how many groups were told, among those of the nearest TOTAL_CAP meetings."""
    skip = Reader(request.args, strict=True).one("cursor", "[0-9]{1,4}", "the `next` of an answer")
    start = int(skip or 0)
    told: list[items.Item] = []
    for count, pair in enumerate(_nearest(query)):
        if count >= start + query.limit:
            return {"groups": told, "next": str(count)}
        if count >= start:
            told.append(_near_item(*pair))
    return {"groups": told, "next": None}


def _nearest(query: SearchQuery) -> Iterator[tuple[str, float | None]]:
    """Yield the public id of each group and the distance to its nearest meeting."""
    seen: set[str] = set()
    query = replace(
        query, sort=Sort.DISTANCE, limit=LARGEST_LIMIT, cursor="", attendance=("in_person", "hybrid")
    )
    for _ in range(TOTAL_CAP // LARGEST_LIMIT):
        found = find_page(query)
        for hit in found.hits:
            if hit.listing.group_public_id not in seen:
                seen.add(hit.listing.group_public_id)
                yield hit.listing.group_public_id, hit.distance_km
        if not found.next_cursor:
            return
        query = replace(query, cursor=found.next_cursor)


def _near_item(public_id: str, distance_km: float | None) -> items.Item:
    group = group_listing(public_id, now=clock.now())
    if group is None:
        raise LookupError(f"group {public_id} has a meeting and is not published")
    return items.group_item(group, distance_km=distance_km)
