"""Searches of the API: meetings, the whole answer, and one meeting."""

from dataclasses import replace

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from meetfinder import clock, search
from meetfinder.directory.help import helplines_of
from meetfinder.directory.naming import id_of
from meetfinder.directory.reading import listing_by_public_id
from meetfinder.directory.schedule import is_running, next_occurrence
from meetfinder.directory.whereabouts import moved_to, was_listed
from meetfinder.places import Place
from meetfinder.search.query import BadCursor, Found, Rung, SearchQuery, Sort
from meetfinder.web.api import items
from meetfinder.web.api.position import PLACE_NAMES, asked_country, place_item, read_position
from meetfinder.web.errors import Problem
from meetfinder.web.filters import CLEAR_NAMES, read_query
from meetfinder.web.parameters import BadParameter, refuse_unknown
from meetfinder.web.site import settings

ANSWER_NAMES = (*PLACE_NAMES, *(name for name in CLEAR_NAMES if name != "sort"))
MEETINGS_NAMES = (*PLACE_NAMES, *CLEAR_NAMES, "limit", "cursor")


def meetings() -> Response:
    """Return the meetings that were asked for, and no others: there may be none."""
    refuse_unknown(request.args, MEETINGS_NAMES)
    place, query = read_search()
    found = find_page(query)
    return jsonify(
        {
            "place": place_item(place) if place else None,
            "total": found.total,
            "total_capped": found.total_capped,
            "meetings": [items.hit_item(hit) for hit in found.hits],
            "next": found.next_cursor or None,
        }
    )


def answer() -> Response:
    """Return the whole ladder of an answer, which is never empty, and the helplines of the country."""
    refuse_unknown(request.args, ANSWER_NAMES)
    place, query = read_search()
    told = search.answer(query)
    return jsonify(
        {
            "place": place_item(place) if place else None,
            "rungs": [_rung_item(rung) for rung in told.rungs],
            "helplines": [items.helpline_item(card) for card in helplines_of(query.country)],
        }
    )


def meeting(slug: str) -> WerkzeugResponse:
    """Return one meeting; its old addresses lead to the present one."""
    refuse_unknown(request.args, ())
    now = clock.now()
    wanted = id_of(slug)
    listing = listing_by_public_id(moved_to(wanted) or wanted, now=now)
    if listing is None:
        if was_listed(wanted):
            raise Problem(410, "This meeting is no longer listed: it has ended or was taken away.")
        raise Problem(404, "No meeting has this address.")
    if listing.slug != slug:
        return redirect(url_for(".meeting", slug=listing.slug), 301)
    coming = next_occurrence(listing.schedule, now=now) if listing.status == "active" else None
    running = coming is not None and is_running(coming, now)
    return jsonify(
        items.meeting_item(
            listing, distance_km=None, next_start=coming.start if coming else None, running=running
        )
    )


def read_search() -> tuple[Place | None, SearchQuery]:
    """Return where and what is searched; raise BadParameter for what only makes sense around a place."""
    place = read_position(request.args)
    query = read_query(request.args, place=place, settings=settings(), now=clock.now(), clear=True)
    if place is None:
        query = replace(query, country=asked_country(request.args))
        if "in_person" in query.attendance:
            raise BadParameter("near", "near is missing: say a postcode or town to find meetings to go to.")
        for name, useless in (("within", "within" in request.args), ("sort", query.sort == Sort.DISTANCE)):
            if useless:
                raise BadParameter(name, f"{name} needs a place: add near, or lat and lon.")
    return place, query


def find_page(query: SearchQuery) -> Found:
    """Search; raise BadParameter for a cursor that is none of ours."""
    try:
        return search.find(query)
    except BadCursor:
        raise BadParameter("cursor", "cursor must be the `next` of an answer to the same search.") from None


def _rung_item(rung: Rung) -> items.Item:
    return {
        "step": rung.step.value,
        "total": rung.total,
        "total_capped": rung.total_capped,
        "meetings": [items.hit_item(hit) for hit in rung.hits],
        "groups": [items.group_item(far.group, distance_km=far.distance_km) for far in rung.groups],
        "fellowships": [items.finder_item(card) for card in rung.fellowships],
    }
