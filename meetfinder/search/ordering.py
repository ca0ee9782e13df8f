"""The exact order of rows: by true distance or start, ties by next start, then by slug."""

import heapq
import math
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, groupby, islice, takewhile

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Location, Meeting
from meetfinder.directory.naming import meeting_slug
from meetfinder.directory.prepared import Prepared, among
from meetfinder.search import space
from meetfinder.search.asking import BANDS_KM
from meetfinder.search.hours import HORIZON
from meetfinder.search.scan import Row, Scan
from meetfinder.search.statements import START_OF_RANK, Order
from meetfinder.search.tables import IRREGULAR, Flag
from meetfinder.search.truth import Truth
from meetfinder.search.windows import DAY
from meetfinder.search.wish import Group, Wish

Section = Iterator[list[Row]]
"""Groups of rows that sort alike, each already in its final order."""
FROM_AFAR = 1 << 61
"""Stands for the distance of what has none, so that it comes last."""
OTHERS = 3
"""The rank of what has none of the marks of `Wish.ranks`."""
MOST_TIED = 200
_FAR = (int(space.CHORD_KM * space.DECIMETRES)) ** 2


def by_distance(scan: Scan, wish: Wish, *, beyond: int = 0) -> Section:
    """Return those near the place, nearest first; `beyond` is the key at which an earlier page ended."""
    truth = Truth(scan, wish)
    if beyond > _FAR:
        beyond = space.chord_bounds(math.sqrt(beyond) / space.DECIMETRES)[0]
    rows = _unique(truth.holding(scan.nearest(wish, beyond=beyond), remote=False))
    return _tied(_settled(rows, _least_distance, lambda row: _true_distance(scan, row)), truth)


def by_start(
    scan: Scan,
    wish: Wish,
    *,
    remote: bool,
    order: Order = Order.START,
    since: int = -DAY,
    until: int = HORIZON,
    ties: bool = True,
) -> Section:
    """Return those near or from afar, by next start (with `Order.RANK` within their ranks).

    `since` and `until` (inclusive) are minutes from now of the starts that are wanted. Without `ties` those
    that start together come one by one, by id.
    """
    truth = Truth(scan, wish)
    batches = scan.coming(wish, remote=remote, order=order, since=since, until=until + 1)
    rows = _unique(_loaded(truth, truth.holding(batches, remote=remote)))
    settled = _settled(rows, _key, lambda row: _true_start(truth, row))
    if until < HORIZON:
        settled = takewhile(lambda row: row.lead <= until, settled)
    found = (row._replace(square=FROM_AFAR) for row in settled) if remote else settled
    return _tied(found, None) if ties else ([row] for row in found)


def best_marked(scan: Scan, wish: Wish) -> Section:
    """Return those near the place, band by band and rank by rank; for wishes that few can meet."""
    truth = Truth(scan, wish)
    rows = _unique(truth.holding(scan.nearest(wish, order=Order.BEST), remote=False))
    return _tied(rows, truth)


def best_near(scan: Scan, wish: Wish, marked: Group) -> Section:
    """Return those near the place: band by band, those with a mark of the wish before the others."""
    truth = Truth(scan, wish)
    ranks = wish.ranks[0] | wish.ranks[1] | wish.ranks[2]
    special = wish.but(also=_both(wish.also, ranks), group=marked)
    others = _flat(truth.holding(scan.nearest(wish.but(never=ranks)), remote=False))
    if wish.ranks[1]:
        first = _flat(truth.holding(scan.nearest(special, order=Order.BEST), remote=False))
    else:  # With a single rank the order by distance is that by bands, and needs less to be read.
        first = _in_bands(_flat(truth.holding(scan.nearest(special), remote=False)), rank=0)
    return _tied(_distinct(_merged_late(first, _in_bands(others, rank=OTHERS))), truth)


def best_remote(scan: Scan, wish: Wish, marked: Group) -> Iterator[list[Row]]:
    """Return those one can join from afar: those with a mark first, each by next start."""
    ranks = wish.ranks[0] | wish.ranks[1] | wish.ranks[2]
    yield from by_start(
        scan, wish.but(also=_both(wish.also, ranks), group=marked), remote=True, order=Order.RANK
    )
    for group in by_start(scan, wish.but(never=ranks), remote=True):
        yield [row._replace(lead=row.lead + FROM_AFAR) for row in group]


def merged(*sections: Section) -> Section:
    """Return what is near and what is from afar in one order; no two of them have the same key."""
    return heapq.merge(*sections, key=lambda group: _key(group[0]))


def _key(row: Row) -> tuple[int, int]:
    return row.lead, row.square


def _both(also: int, ranks: Flag) -> int:
    """Return one mask for two: whoever has a mark of the ranks has what is asked besides, or none has."""
    return int(ranks) if also < 0 else also & int(ranks)


def _merged_late(marked: Iterator[Row], others: Iterator[Row]) -> Iterator[Row]:
    """Merge both by their keys, and read none of the others as long as only marked rows can come first."""
    for row in marked:
        if row.lead >= OTHERS:
            yield from heapq.merge(chain([row], marked), others, key=_key)
            return
        yield row
    yield from others


def _in_bands(rows: Iterable[Row], *, rank: int) -> Iterator[Row]:
    bands = [space.chord_bounds(km)[1] for km in BANDS_KM]
    for row in rows:
        band = sum(row.square > limit for limit in bands)
        yield row._replace(lead=band * 4 + rank)


def _flat(batches: Iterable[list[Row]]) -> Iterator[Row]:
    for batch in batches:
        yield from batch


def _loaded(truth: Truth, batches: Iterable[list[Row]]) -> Iterator[list[Row]]:
    for batch in batches:
        truth.load(batch)
        yield batch


def _distinct(rows: Iterable[Row]) -> Iterator[Row]:
    seen: set[int] = set()
    for row in rows:
        if row.meeting_id not in seen:
            seen.add(row.meeting_id)
            yield row


def _unique(batches: Iterable[list[Row]]) -> Iterator[Row]:
    return _distinct(_flat(batches))


def _settled(
    rows: Iterable[Row], least: Callable[[Row], tuple[int, int]], exact: Callable[[Row], Row]
) -> Iterator[Row]:
    """Yield rows by their exact keys, though they come by the least that these may be."""
    waiting: list[tuple[tuple[int, int], int, Row]] = []
    for row in rows:
        floor = (least(row), row.meeting_id)
        while waiting and waiting[0][:2] < floor:
            yield heapq.heappop(waiting)[2]
        true = exact(row)
        heapq.heappush(waiting, (_key(true), true.meeting_id, true))
    while waiting:
        yield heapq.heappop(waiting)[2]


def _least_distance(row: Row) -> tuple[int, int]:
    if row.square <= _FAR:
        return _key(row)
    return row.lead, int(max(0.0, space.nearest_km(row.square)) * space.DECIMETRES) ** 2


def _true_distance(scan: Scan, row: Row) -> Row:
    if row.square <= _FAR or scan.here is None:
        return row
    km = space.geodesic_km(scan.here, space.degrees(space.Point(row.x, row.y, row.z)))
    return row._replace(square=round(km * space.DECIMETRES) ** 2)


def _true_start(truth: Truth, row: Row) -> Row:
    """Put an irregular row where its next occurrence is; it came at the first minute that it might be."""
    if not row.flags & IRREGULAR:
        return row
    ranked = (row.lead + DAY) // START_OF_RANK * START_OF_RANK
    return row._replace(lead=ranked + truth.start(row))


def _tied(rows: Iterable[Row], truth: Truth | None) -> Section:
    """Yield rows with equal keys together, sorted by next start (where `truth` is given), then by slug.

    Thousands may start online at the same minute; more than MOST_TIED are left in the order of their ids.
    """
    for _, group in groupby(rows, key=_key):
        tied = list(islice(group, MOST_TIED + 1))
        if len(tied) > MOST_TIED:
            yield from ([row] for row in chain(tied, group))
        else:
            yield _sorted(tied, truth) if len(tied) > 1 else tied


def _sorted(tied: list[Row], truth: Truth | None) -> list[Row]:
    starts = dict.fromkeys((row.meeting_id for row in tied), 0)
    if truth is not None:
        truth.load(tied)
        starts = {row.meeting_id: truth.start(row) for row in tied}
    slugs: dict[int, str] = {}
    if len(set(starts.values())) < len(starts):
        slugs = _slugs(tied)
    return sorted(tied, key=lambda row: (starts[row.meeting_id], slugs.get(row.meeting_id, "")))


def _slugs(rows: list[Row]) -> dict[int, str]:
    found = _SLUGS.rows(db.session.connection(), [row.meeting_id for row in rows])
    return {
        number: meeting_slug(town=city or "", weekday=weekday, start_minute=minute, public_id=public_id)
        for number, public_id, weekday, minute, city in found
    }


_SLUGS = Prepared(
    select(Meeting.id, Meeting.public_id, Meeting.weekday, Meeting.start_minute, Location.city)
    .select_from(Meeting)
    .outerjoin(Location, Meeting.location_id == Location.id)
    .where(among(Meeting.id))
)
