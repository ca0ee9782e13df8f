"""Opaque codes for what somebody filters by, because an address stays in a phone's history.

A code gives no condition, fellowship or need away at a glance. It is the same on every site and for ever, so
that a saved address keeps working.
"""

from collections.abc import Iterable

from meetfinder.directory import catalogue
from meetfinder.directory.naming import public_id

FIELDS = ("kind", "fellowship", "format", "attribute", "focus")
"""What a code can stand for; the value of `attribute` is `key:value`."""
LENGTH = 5
"""27^5 codes: among the few hundred values of the seeds none collide, which a test shows."""


def encode(field: str, value: str) -> str:
    """Return the code of a value of one of FIELDS: five letters or digits that spell no word."""
    return public_id("filter", field, value)[:LENGTH]


def decode(code: str, known: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Return the field and value among `known` whose code this is, or None."""
    return next((pair for pair in known if encode(*pair) == code), None)


def known_values() -> tuple[tuple[str, str], ...]:
    """Return every field and value that a code may stand for; reads fellowships and formats."""
    values = {
        "kind": catalogue.KINDS,
        "fellowship": catalogue.fellowship_slugs(),
        "format": catalogue.format_slugs(),
        "attribute": catalogue.needs(),
        "focus": catalogue.CONDITIONS,
    }
    return tuple((field, value) for field in FIELDS for value in values[field])
