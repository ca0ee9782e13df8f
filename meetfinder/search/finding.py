"""Finds meetings: one page of hits in the order asked for, and how many there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from meetfinder.clock import utc
from meetfinder.db import db
from meetfinder.directory.listing import Listing
from meetfinder.directory.reading import listings
from meetfinder.directory.schedule import is_running
from meetfinder.search import cursor as cursors
from meetfinder.search import ordering, space
from meetfinder.search.query import TOTAL_CAP, BadCursor, Found, Hit, SearchQuery, Sort
from meetfinder.search.rows import DUAL_TAG, FAMILY_TAG, STALE_TAG, place_of
from meetfinder.search.scan import Row, Scan
from meetfinder.search.tables import Flag
from meetfinder.search.truth import Truth
from meetfinder.search.windows import minute_of, moment_of
from meetfinder.search.wish import Wish, read_wish

OLDEST_CURSOR = timedelta(days=2)
SPARE = 12
"""Rows read beyond a page, because some of them turn out to be later than their row says, or not held."""


@dataclass(frozen=True, slots=True)
class Place:
    """One hit before its listing is read."""

    section: int
    row: Row


def find(query: SearchQuery) -> Found:
    """Return a page of the meetings that match, and their number up to TOTAL_CAP.

    With a place: those one can go to within the radius; `attendance` with `online` or `phone` finds those
    joined from afar too, which have no distance and come after the others (but for `sort=next`). Without a
    place: those one can join from afar. For `audience="family"`: family groups and what is stated to be open.
    Raises BadCursor for a cursor that no answer to this search contained.
    """
    resumed = cursors.decode(query)
    now = utc(query.now) if resumed is None else _first_page_at(resumed, query)
    scan, wish = open_scan(query, now=now, wanted=query.limit + SPARE)
    if wish.hopeless:
        return Found((), 0, total_capped=False, next_cursor="")
    places = _page(scan, wish, query, resumed)
    shown, more = places[: query.limit], len(places) > query.limit
    hits = make_hits([place.row for place in shown], scan=scan, wish=wish, now=utc(query.now))
    if resumed is None and not more:
        total, capped = len(places), False
    else:
        total, capped = total_of(scan, wish)
    ending = _cursor_after(shown[-1], scan) if more else None
    return Found(
        hits, total, total_capped=capped, next_cursor=cursors.encode(ending, query) if ending else ""
    )


def open_scan(query: SearchQuery, *, now: datetime, wanted: int) -> tuple[Scan, Wish]:
    """Return the search as the tables understand it."""
    connection = db.session.connection()
    wish, tags = read_wish(connection, query)
    here = None if query.latitude is None or query.longitude is None else (query.latitude, query.longitude)
    radius = min(query.within_km, space.FARTHEST_KM)
    return Scan(connection, now, tags, here, radius, wanted), wish


def sections_of(scan: Scan, wish: Wish, sort: Sort, *, beyond: int = 0) -> list[ordering.Section]:
    """Return the parts of an answer in their order, none of them read yet."""
    return [
        section
        for number, part in enumerate(fresh_first(scan, wish))
        for section in _sections(scan, part, sort, beyond=0 if number else beyond)
    ]


def _sections(scan: Scan, wish: Wish, sort: Sort, *, beyond: int) -> list[ordering.Section]:
    near, remote = bool(wish.going and scan.here), bool(wish.remote)
    if sort == Sort.NEXT:
        sections = [ordering.by_start(scan, wish, remote=False)] if near else []
        sections += [ordering.by_start(scan, wish, remote=True)] if remote else []
        return [ordering.merged(*sections)]
    if sort == Sort.DISTANCE:
        sections = [ordering.by_distance(scan, wish, beyond=beyond)] if near else []
        return sections + ([ordering.by_start(scan, wish, remote=True)] if remote else [])
    marked = scan.tags.group(FAMILY_TAG if wish.for_family else DUAL_TAG)
    sections = [ordering.best_near(scan, wish, marked)] if near else []
    return sections + ([ordering.best_remote(scan, wish, marked)] if remote else [])


def fresh_first(scan: Scan, wish: Wish) -> list[Wish]:
    """Return what is to be looked for first and what last: stale listings are found after all others."""
    stale = scan.tags.group(STALE_TAG)
    if not stale or wish.never & Flag.STALE:
        return [wish]
    return [wish.but(never=Flag.STALE), wish.but(group=stale)]


def total_of(scan: Scan, wish: Wish) -> tuple[int, bool]:
    """Return how many match, at most TOTAL_CAP, and whether there are more."""
    total = 0
    for remote in (False, True):
        if wish.remote if remote else wish.going and scan.here:
            total += _count(scan, wish, remote=remote)
        if total > TOTAL_CAP:
            return TOTAL_CAP, True
    return total, False


def make_hits(rows: Iterable[Row], *, scan: Scan, wish: Wish, now: datetime) -> tuple[Hit, ...]:
    """Read the listings of rows and say of each how far it is and when it is next."""
    rows = list(rows)
    found = listings([row.meeting_id for row in rows], now=now)
    truth = Truth(scan, wish)
    return tuple(_hit(found[row.meeting_id], row, truth, now) for row in rows if row.meeting_id in found)


def _hit(listing: Listing, row: Row, truth: Truth, now: datetime) -> Hit:
    coming = truth.coming(listing.schedule)
    scan, place = truth.scan, place_of(listing)
    distance = None
    if scan.here and place and row.square != ordering.FROM_AFAR:
        square = space.chord_2(scan.point, space.Point(row.x, row.y, row.z))
        distance = space.kilometres(scan.here, place, square)
    return Hit(listing, distance, coming, running=coming is not None and is_running(coming, now))


def _first_page_at(resumed: cursors.Cursor, query: SearchQuery) -> datetime:
    """Return when the first page was made, so that all pages have one order."""
    then = moment_of(min(resumed.minute, 1 << 40)) if abs(resumed.minute) < 1 << 26 else utc(query.now)
    if abs(utc(query.now) - then) > OLDEST_CURSOR:
        raise BadCursor(query.cursor)
    return then


def _cursor_after(place: Place, scan: Scan) -> cursors.Cursor:
    row = place.row
    return cursors.Cursor(minute_of(scan.now), place.section, row.lead, row.square, row.meeting_id)


def _page(scan: Scan, wish: Wish, query: SearchQuery, resumed: cursors.Cursor | None) -> list[Place]:
    """Return one hit more than the page has, so that it is known whether there is another page."""
    beyond = resumed.square if resumed and resumed.section == 0 and query.sort == Sort.DISTANCE else 0
    places: list[Place] = []
    for number, section in enumerate(sections_of(scan, wish, query.sort, beyond=beyond)):
        if resumed and number < resumed.section:
            continue
        groups = _after(section, resumed) if resumed and number == resumed.section else section
        for group in groups:
            places += (Place(number, row) for row in group)
            if len(places) > query.limit:
                return places
    return places


def _after(section: ordering.Section, resumed: cursors.Cursor) -> Iterator[list[Row]]:
    """Yield what comes after the hit that the cursor names."""
    ended = (resumed.lead, resumed.square)
    passed = False
    for group in section:
        key = (group[0].lead, group[0].square)
        if key > ended or (key == ended and passed):
            yield group
        elif key == ended:
            ids = [row.meeting_id for row in group]
            if resumed.meeting_id in ids:
                passed = True
                yield group[ids.index(resumed.meeting_id) + 1 :]


def _count(scan: Scan, wish: Wish, *, remote: bool) -> int:
    """Return how many match, exactly up to TOTAL_CAP and else something above."""
    sure = scan.count(wish, remote=remote, limit=TOTAL_CAP + 1)
    others: set[int] = set()
    if sure <= TOTAL_CAP:
        for batch in Truth(scan, wish).holding(scan.doubtful(wish, remote=remote), remote=remote):
            others.update(row.meeting_id for row in batch)
            if sure + len(others) > TOTAL_CAP:
                break
    return sure + len(others)
