"""Where a postcode is, when its rows or its sources do not agree."""

from collections.abc import Mapping, Sequence
from statistics import fmean, median

from meetfinder.places.build.read import Point
from meetfinder.places.build.records import RawCode
from meetfinder.places.distance import km_between

AGREE_KM = 25.0
"""Up to here the Census Bureau's point is taken; beyond it one of the two is wrong and a third list votes."""


def middle(country: str, rows: Sequence[RawCode]) -> Point:
    """Return the middle of the rows of one code.

    In Britain the mean, which is nearest to the median of the full postcodes; elsewhere the median, because a
    single misplaced row would drag a mean into the next county.
    """
    pick = fmean if country in {"GB", "US"} else median
    longitudes = [row.longitude for row in rows]
    if max(longitudes) - min(longitudes) > 180:  # noqa: PLR2004  The rows lie on both sides of the date line.
        longitudes = [east + 360 if east < 0 else east for east in longitudes]
    return pick([row.latitude for row in rows]), (pick(longitudes) + 180) % 360 - 180


def settle(code: str, ours: Point, census: Mapping[str, Point], votes: Mapping[str, Point]) -> Point:
    """Return the better of GeoNames' and the Census Bureau's point for an American ZIP code."""
    theirs = census.get(code)
    if theirs is None:
        return ours
    if km_between(ours, theirs) <= AGREE_KM:
        return theirs
    vote = votes.get(code)
    if vote is not None and km_between(vote, theirs) < km_between(vote, ours):
        return theirs
    return ours
