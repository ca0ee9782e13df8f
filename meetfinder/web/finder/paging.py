"""Pages of hits by their number, which an address can hold."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from meetfinder import search
from meetfinder.clock import utc
from meetfinder.directory.listing import Listing
from meetfinder.directory.schedule import is_running, next_occurrence
from meetfinder.search.query import TOTAL_CAP, Found, Hit, SearchQuery

PAGE_LENGTH = 20
LAST_PAGE = TOTAL_CAP // PAGE_LENGTH
"""Nobody reads further: whoever wants more is asked to narrow the search."""


def page_of_hits(query: SearchQuery, page: int) -> Found:
    """Return a page, 1 the first, of all that a search finds; behind LAST_PAGE that one.

    Without hits behind the last page that has any.
    """
    before = (min(page, LAST_PAGE) - 1) * PAGE_LENGTH
    found = search.find(replace(query, limit=before + PAGE_LENGTH))
    return replace(found, hits=found.hits[before:])


def last_page(found: Found) -> int:
    """Return the number of the last page that is shown of what a search found; 1 where that is nothing."""
    return min(LAST_PAGE, max(1, -(-found.total // PAGE_LENGTH)))


def soonest_first(listings: Iterable[Listing], now: datetime) -> tuple[Hit, ...]:
    """Return listings as hits without a distance, the next to start first, those without a date last."""
    hits = [_hit(listing, now) for listing in listings]
    return tuple(sorted(hits, key=lambda hit: (hit.next is None, utc(hit.next.start) if hit.next else now)))


def _hit(listing: Listing, now: datetime) -> Hit:
    coming = None if listing.status == "paused" else next_occurrence(listing.schedule, now=now)
    return Hit(listing, None, coming, running=coming is not None and is_running(coming, now))
