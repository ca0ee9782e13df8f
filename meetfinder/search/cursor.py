"""Where a page ended: enough to go on in the same order, and nothing that says what was searched."""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, fields

from meetfinder.search.query import BadCursor, SearchQuery

_OF_THE_PAGE = {"now", "limit", "cursor"}


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit's section, key and id, and the minute (since 1970) at which the first page was made."""

    minute: int
    section: int
    lead: int
    square: int
    meeting_id: int


def encode(cursor: Cursor, query: SearchQuery) -> str:
    """Return the cursor as text for an address."""
    numbers = [_mark(query), *(getattr(cursor, item.name) for item in fields(cursor))]
    return base64.urlsafe_b64encode(json.dumps(numbers, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(query: SearchQuery) -> Cursor | None:
    """Return where the page before ended, None for the first page; raise BadCursor for anything else.

    A cursor belongs to its search: with other filters, place or order it is refused.
    """
    if not query.cursor:
        return None
    try:
        padded = query.cursor + "=" * (-len(query.cursor) % 4)
        numbers = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        mark, *rest = numbers
        if mark != _mark(query) or not all(type(number) is int and abs(number) < 1 << 63 for number in rest):
            raise BadCursor(query.cursor)
        return Cursor(*rest)
    except (binascii.Error, ValueError, TypeError) as problem:
        raise BadCursor(query.cursor) from problem


def _mark(query: SearchQuery) -> int:
    """Return a number that tells searches apart."""
    wanted = [getattr(query, item.name) for item in fields(query) if item.name not in _OF_THE_PAGE]
    return zlib.crc32(repr(wanted).encode())
