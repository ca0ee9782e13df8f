"""Meetings as a calendar, a table and a map: all of them, those of a search, and one by itself."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from meetfinder import clock, places, search
from meetfinder.directory.listing import Listing
from meetfinder.directory.naming import id_of
from meetfinder.directory.reading import listing_by_public_id
from meetfinder.directory.whereabouts import was_listed
from meetfinder.exchange.csv import writer as csv_writer
from meetfinder.exchange.geojson import writer as geojson_writer
from meetfinder.exchange.icalendar import writer as calendar_writer
from meetfinder.exchange.published import published
from meetfinder.exchange.publisher import Publisher
from meetfinder.search.query import SearchQuery
from meetfinder.web.feeds import asked, store
from meetfinder.web.feeds.version import version
from meetfinder.web.filters import CLEAR_NAMES, LARGEST_LIMIT, read_query
from meetfinder.web.parameters import BadParameter, Reader, refuse_unknown
from meetfinder.web.site import settings

NAMES, NEAR, BY_CODE = "names", "near", "n"
MOST_FOUND = 1000
"""Meetings of a search that are written at most, the nearest first."""
YES = "yes"


@dataclass(frozen=True, slots=True)
class Form:
    """A format, and what writes it from listings, publisher, the present moment and whether to name them."""

    name: str
    mimetype: str
    write: Callable[[Iterable[Listing], Publisher, datetime, bool], Iterator[str]]


def _calendar(listings: Iterable[Listing], publisher: Publisher, now: datetime, names: bool) -> Iterator[str]:
    return calendar_writer.write(listings, calendar_writer.Options(publisher=publisher, now=now, names=names))


FORMS = {
    "ics": Form("ics", "text/calendar", _calendar),
    "csv": Form("csv", "text/csv", lambda rows, by, _now, _names: csv_writer.write(rows, by)),
    "geojson": Form(
        "geojson", geojson_writer.MEDIA_TYPE, lambda rows, by, _now, _names: geojson_writer.write(rows, by)
    ),
}


def meetings(form: str) -> Response:
    """Send all meetings in a form, those of some fellowships and sources, or those that a search finds."""
    kind = FORMS.get(form)
    if kind is None:
        abort(404)
    names = _names()
    if NEAR in request.args or (set(CLEAR_NAMES) - {"fellowship"}) & set(request.args):
        return _of_search(kind, names=names)
    chosen = asked.selection(NAMES)
    publisher, now = asked.publisher(), clock.now()
    file = asked.file_name(f"meetings-{names}" if kind.name == "ics" else "meetings", chosen)
    return store.answer(
        f"{file}.{kind.name}" if asked.is_kept(chosen) else kind.name,
        version(kind.name, names, chosen, publisher, today=now.date()),
        lambda: kind.write(published(chosen, now=now), publisher, now, names),
        mimetype=kind.mimetype,
        keep=asked.is_kept(chosen),
    )


def calendar_of_meeting(slug: str) -> AnyResponse:
    """Send one meeting as a calendar; 301 where the slug is out of date, 410 where the meeting is gone."""
    refuse_unknown(request.args, (NAMES,))
    now, names = clock.now(), _names()
    public_id = id_of(slug)
    listing = listing_by_public_id(public_id, now=now)
    if listing is None:
        abort(410 if was_listed(public_id) else 404)
    if listing.slug != slug:
        wish = YES if names else None
        return redirect(url_for("feeds.calendar_of_meeting", slug=listing.slug, names=wish), 301)
    publisher = asked.publisher()
    return store.answer(
        "meeting",
        version("meeting", names, listing, publisher, today=now.date()),
        lambda: _calendar([listing], publisher, now, names),
        mimetype=FORMS["ics"].mimetype,
        keep=False,
    )


def _of_search(form: Form, *, names: bool) -> Response:
    refuse_unknown(request.args, (NEAR, NAMES, BY_CODE, "source", "without", *CLEAR_NAMES))
    publisher, now = asked.publisher(), clock.now()
    query = _query(now)
    sources = set(request.args.getlist("source"))
    permitted = asked.permitted_sources()
    without = set(request.args.getlist("without"))
    if sources - permitted:
        raise BadParameter("source", "source must be a list that may be re-published from here.")
    # A search goes by the clock, so its answer is good for this minute.
    minute = now.replace(second=0, microsecond=0)
    wishes = sorted(request.args.items(multi=True))
    return store.answer(
        form.name,
        version(form.name, names, wishes, publisher, minute, today=now.date()),
        lambda: form.write(
            _found(query, (sources or permitted) - without, own=not sources), publisher, now, names
        ),
        mimetype=form.mimetype,
        keep=False,
    )


def _query(now: datetime) -> SearchQuery:
    """Return the search: around an area, filters in clear as in the API or by code as on our pages."""
    code = Reader(request.args, strict=True).one(NEAR)
    place = places.area(code) if code else None
    if code and place is None:
        raise BadParameter(NEAR, "near must be an area such as us-78610, gb-sw1a or us-tx-austin.")
    by_code = BY_CODE in request.args
    query = read_query(request.args, place=place, settings=settings(), now=now, clear=not by_code)
    return replace(query, limit=LARGEST_LIMIT)


def _found(query: SearchQuery, sources: set[str] | frozenset[str], *, own: bool) -> Iterator[Listing]:
    """Yield what the search finds of these sources and, where `own`, of what groups list here themselves."""
    seen = 0
    while seen < MOST_FOUND:
        page = search.find(query)
        for hit in page.hits:
            source = hit.listing.source
            if (own and source is None) or (source is not None and source.slug in sources):
                yield hit.listing
        seen += len(page.hits)
        if not page.next_cursor:
            return
        query = replace(query, cursor=page.next_cursor)


def _names() -> bool:
    return Reader(request.args, strict=True).choice(NAMES, (YES, "no"), "no") == YES
