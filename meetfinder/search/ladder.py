"""The whole answer to a search: rung after rung, so that nobody ends at "nothing found" (design §6)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import islice

from meetfinder.clock import utc
from meetfinder.search import ordering
from meetfinder.search.finding import SPARE, fresh_first, make_hits, open_scan, total_of
from meetfinder.search.forming import finders, groups_forming
from meetfinder.search.query import Answer, Hit, Rung, SearchQuery, Step
from meetfinder.search.rows import DUAL_TAG, FAMILY_TAG, WELCOMING_TAG
from meetfinder.search.scan import Row, Scan
from meetfinder.search.soonest import soonest
from meetfinder.search.tables import GOING, REMOTE, Flag
from meetfinder.search.windows import DAY
from meetfinder.search.wish import ANY_FLAG, Wish

NEAR_LIMIT, LIMIT = 10, 5
DEDICATED = Flag.DEDICATED | Flag.TAGGED
"""What the rungs call dual-diagnosis groups: dedicated ones, and those whose source tags them so. Those that
welcome it are meetings for others too, and lead the next rung."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The rows of a rung, not yet read."""

    step: Step
    rows: tuple[Row, ...]
    total: int
    more: bool


def answer(query: SearchQuery) -> Answer:
    """Return every rung that has something; the finders are always there once fellowships are known.

    Filters hold on every rung of meetings, the radius on those that are near. Meetings for families only are
    left to their own rung, which comes right after the soonest when the search is for somebody else.
    """
    now = utc(query.now)
    scan, wish = open_scan(query, now=now, wanted=NEAR_LIMIT + SPARE)
    founds = [] if wish.hopeless else _meetings(scan, wish)
    hits = iter(make_hits((row for found in founds for row in found.rows), scan=scan, wish=wish, now=now))
    rungs = [_rung(found, tuple(islice(hits, len(found.rows)))) for found in founds if found.rows]
    groups = groups_forming(scan.here, country=query.country, within_km=query.within_km, now=now, limit=LIMIT)
    if groups:
        rungs.append(Rung(Step.FORMING, groups=groups, total=len(groups)))
    cards = finders(query)
    if cards:
        rungs.append(Rung(Step.FINDERS, fellowships=cards, total=len(cards)))
    return Answer(query, tuple(rungs))


def _rung(found: _Found, hits: tuple[Hit, ...]) -> Rung:
    return Rung(found.step, hits=hits, total=found.total, total_capped=found.more)


def _meetings(scan: Scan, wish: Wish) -> list[_Found]:
    """Return the rungs of meetings in their order."""
    mine = wish._replace(also=ANY_FLAG).but(never=Flag.FAMILY_ONLY)
    certain = (wish if wish.for_family else mine).but(never=Flag.STALE)
    near = _dual_near(scan, mine), _others_near(scan, mine)
    remote = _dual_remote(scan, mine)
    first = soonest(
        scan,
        certain,
        near=None if wish.for_family or any(map(_has_others, near)) else _fresh(near),
        dual_remote=remote.rows,
    )
    rungs = [*near, remote, _dual_far(scan, mine, near[0])]
    family = _family(scan, wish)
    rungs.insert(0 if wish.for_family else len(rungs), family)
    return [_Found(Step.SOONEST, first, len(first), more=False), *rungs]


def _has_others(found: _Found) -> bool:
    """Say whether there are more than the rung shows."""
    return found.more or found.total > len(found.rows)


def _fresh(near: tuple[_Found, _Found]) -> tuple[Row, ...]:
    return tuple(row for found in near for row in found.rows if not row.flags & Flag.STALE)


def _near(scan: Scan, wish: Wish, order: Callable[[Scan, Wish], ordering.Section], limit: int) -> list[Row]:
    """Return the first rows in an order, stale ones only where there is room after all others."""
    rows: list[Row] = []
    for part in fresh_first(scan, wish):
        if len(rows) <= limit:
            rows += _first(order(scan, part), limit - len(rows))
    return rows


def _dual_near(scan: Scan, wish: Wish) -> _Found:
    wish = wish.but(also=int(DEDICATED), group=scan.tags.group(DUAL_TAG))
    if not _can_go(scan, wish):
        return _Found(Step.DUAL_NEAR, (), 0, more=False)
    rows = _near(scan, wish, ordering.best_marked, NEAR_LIMIT)
    return _counted(Step.DUAL_NEAR, scan, wish, rows)


def _others_near(scan: Scan, wish: Wish) -> _Found:
    others = wish.but(never=DEDICATED)
    if not _can_go(scan, others):
        return _Found(Step.OTHERS_NEAR, (), 0, more=False)
    return _counted(Step.OTHERS_NEAR, scan, others, _near(scan, others, _welcoming_first, NEAR_LIMIT))


def _welcoming_first(scan: Scan, wish: Wish) -> ordering.Section:
    welcoming = wish.but(also=int(Flag.WELCOMING), group=scan.tags.group(WELCOMING_TAG))
    if not welcoming.hopeless:
        yield from ordering.by_distance(scan, welcoming)
    yield from ordering.by_distance(scan, wish.but(never=Flag.WELCOMING))


def _dual_remote(scan: Scan, wish: Wish) -> _Found:
    """Return what one can join within 24 hours, whatever attendance was asked for."""
    wish = wish._replace(remote=REMOTE, going=Flag(0)).but(
        also=int(DEDICATED), never=Flag.STALE, group=scan.tags.group(DUAL_TAG)
    )
    rows = [] if wish.hopeless else _first(ordering.by_start(scan, wish, remote=True, until=DAY), LIMIT)
    return _Found(Step.DUAL_REMOTE, tuple(rows[:LIMIT]), min(LIMIT, len(rows)), more=len(rows) > LIMIT)


def _dual_far(scan: Scan, wish: Wish, near: _Found) -> _Found:
    """Return the nearest beyond the radius."""
    wish = wish._replace(going=GOING).but(also=int(DEDICATED), group=scan.tags.group(DUAL_TAG))
    rows: list[Row] = []
    if _can_go(scan, wish):
        seen = {row.meeting_id for row in near.rows}
        farther = scan.everywhere(wanted=LIMIT + SPARE, seen=near.total)
        rows = _near(farther, wish, partial(ordering.by_distance, beyond=scan.certain + 1), LIMIT + 1)
        rows = [row for row in rows if row.meeting_id not in seen]
    return _Found(Step.DUAL_FAR, tuple(rows[:LIMIT]), min(LIMIT, len(rows)), more=len(rows) > LIMIT)


def _family(scan: Scan, wish: Wish) -> _Found:
    """Return what is for family: near, else what they can join within 24 hours.

    When the search is for them, open meetings follow those of their own.
    """
    limit = NEAR_LIMIT if wish.for_family else LIMIT
    marked = scan.tags.group(FAMILY_TAG)
    wish = wish._replace(ranks=(Flag.FAMILY, Flag(0), Flag(0)))
    rows: list[Row] = []
    if wish.for_family and wish.also != ANY_FLAG and wish.going and scan.here:
        rows = _near(scan, wish, partial(ordering.best_near, marked=marked), limit)
        if rows:
            return _counted(Step.FAMILY, scan, wish, rows, limit)
    own = wish.but(also=int(Flag.FAMILY), group=marked)
    if _can_go(scan, own):
        rows = _near(scan, own, ordering.by_distance, limit)
    if rows:
        return _counted(Step.FAMILY, scan, own, rows, limit)
    own = own._replace(remote=REMOTE, going=Flag(0)).but(never=Flag.STALE)
    if not own.hopeless:
        rows = _first(ordering.by_start(scan, own, remote=True, until=DAY), limit)
    return _Found(Step.FAMILY, tuple(rows[:limit]), min(limit, len(rows)), more=len(rows) > limit)


def _can_go(scan: Scan, wish: Wish) -> bool:
    return bool(scan.here and wish.going and not wish.hopeless)


def _first(section: Iterable[list[Row]], limit: int) -> list[Row]:
    """Return the first rows, one more than `limit` where there are so many."""
    rows: list[Row] = []
    for group in section:
        rows += group
        if len(rows) > limit:
            break
    return rows[: limit + 1]


def _counted(step: Step, scan: Scan, wish: Wish, rows: list[Row], limit: int = NEAR_LIMIT) -> _Found:
    """Return a rung with how many there are within the radius."""
    if len(rows) <= limit:
        return _Found(step, tuple(rows), len(rows), more=False)
    total, more = total_of(scan, wish._replace(remote=Flag(0)))
    return _Found(step, tuple(rows[:limit]), total, more)
