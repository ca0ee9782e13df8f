"""The one meeting that a person can be at first, in whatever way."""

import math

from meetfinder.search import ordering, space
from meetfinder.search.hours import HORIZON
from meetfinder.search.rows import DUAL_TAG
from meetfinder.search.scan import Row, Scan
from meetfinder.search.tables import IRREGULAR, REMOTE, Flag
from meetfinder.search.truth import NO_START, Truth
from meetfinder.search.wish import Wish

GRACE_MINUTES = 15
"""One may still come in so long after the start."""
MINUTES_PER_KM = 1.0
"""How long the way takes at best; without it a meeting 40 km off would be the soonest while it ends."""
CLOSE_KM = 5.0
"""What is looked at first: where many start at once, the first of them is close by."""
_DUAL = int(Flag.DEDICATED | Flag.TAGGED)


def soonest(
    scan: Scan, wish: Wish, *, near: tuple[Row, ...] | None, dual_remote: tuple[Row, ...]
) -> tuple[Row, ...]:
    """Return the row of that meeting, or nothing.

    `near` holds all rows near the place when they are known to be so few, else None; `dual_remote` the first
    dual-diagnosis ones to be joined from afar.
    """
    afar = wish._replace(remote=REMOTE, going=Flag(0))
    found = _first_from_afar(scan, afar)
    if near is not None:
        started = _with_starts(scan, wish, near)
        found += [row for row in started if row.lead >= -GRACE_MINUTES and _in_reach(row)]
    elif scan.here and wish.going:
        latest = min((row.lead for row in found), default=HORIZON)
        found += _first_near(scan, wish, latest)
    if not found:
        return _running(scan, wish)
    first = min(found, key=_by_lead)
    if wish.for_family:
        return (first,)
    # Of those that start in the same minute a dual-diagnosis one is shown; nobody is told to wait for one.
    latest = first.lead
    dual = [
        row for row in (*found, *dual_remote) if row.flags & _DUAL and -GRACE_MINUTES <= row.lead <= latest
    ]
    if near is None and scan.here and wish.going and (group := scan.tags.group(DUAL_TAG)):
        dual += _first_near(scan, wish.but(also=_DUAL, group=group), latest)
    return (min(dual, key=_by_lead, default=first),)


def _running(scan: Scan, wish: Wish) -> tuple[Row, ...]:
    """Return what began first and has not ended, for when nothing else is left of the time asked for."""
    if not scan.here or not wish.going:
        return ()
    groups = ordering.by_start(scan, wish, remote=False, until=-GRACE_MINUTES - 1, ties=False)
    return tuple(next(groups, ()))


def _by_lead(row: Row) -> tuple[int, int]:
    return row.lead, row.square


def _first_from_afar(scan: Scan, wish: Wish) -> list[Row]:
    if not wish.groups and not wish.when:
        first = scan.first_from_afar(wish, since=-GRACE_MINUTES)
        if first is not None and not first.flags & IRREGULAR:
            return [first._replace(square=ordering.FROM_AFAR)]
    groups = ordering.by_start(scan, wish, remote=True, since=-GRACE_MINUTES, ties=False)
    return next(iter(groups), [])[:1]


def _first_near(scan: Scan, wish: Wish, latest: int) -> list[Row]:
    """Return what starts first among what can still be reached, looking no farther than that."""
    if wish.rare:
        return _first_in_reach(scan, wish, -GRACE_MINUTES, latest)
    close = _first_within(scan, CLOSE_KM, wish, -GRACE_MINUTES, latest)
    # Of what starts together the closer is taken, so that farther off only what starts before counts.
    latest = close[0].lead - 1 if close else latest
    return (
        _first_in_reach(scan, wish, -GRACE_MINUTES, min(0, latest))
        or _first_in_reach(scan, wish, 1, latest)
        or close
    )


def _first_in_reach(scan: Scan, wish: Wish, since: int, until: int) -> list[Row]:
    return _first_within(scan, (until + GRACE_MINUTES) / MINUTES_PER_KM, wish, since, until)


def _first_within(scan: Scan, km: float, wish: Wish, since: int, until: int) -> list[Row]:
    if since > until:
        return []
    around = scan.within(km + space.EDGE_KM)
    groups = ordering.by_start(around, wish, remote=False, since=since, until=until, ties=False)
    return next(([row] for group in groups for row in group if _in_reach(row)), [])


def _with_starts(scan: Scan, wish: Wish, rows: tuple[Row, ...]) -> list[Row]:
    truth = Truth(scan, wish)
    truth.load(rows)
    started = [row._replace(lead=truth.start(row)) for row in rows]
    return [row for row in started if row.lead != NO_START]


def _in_reach(row: Row) -> bool:
    km = math.sqrt(row.square) / space.DECIMETRES
    return km * MINUTES_PER_KM <= row.lead + GRACE_MINUTES
