"""Ids of HSDS records: UUIDs that never change and are the same on every server.

What a client asks for again by its id (a service, a place of it, a group as an organization) has a UUID of
version 8 (RFC 9562 §5.8) that holds the public id, so it is found without a table and without a search. All
other ids are of version 5, made from the names of what they stand for.
"""

import hashlib
import uuid

from meetfinder.directory.naming import ALPHABET, PUBLIC_ID_LENGTH

SERVICE, GROUP, HERE, AFAR = "service", "group", "service at a place", "service from afar"
"""Kinds of record whose id holds the public id of a meeting or, for GROUP, of a group."""
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "tag:meetfinder,2026:hsds")
_HELD_BITS = 48
_VERSION_8 = 8


def held(kind: str, public_id: str) -> str:
    """Return the id of a record of one of the kinds above."""
    number = 0
    for letter in public_id:
        number = number * len(ALPHABET) + ALPHABET.index(letter)
    return str(uuid.UUID(int=_prefix(kind) << _HELD_BITS | number))


def public_id(kind: str, text: str) -> str:
    """Return the public id that an id of this kind holds; empty for any other text."""
    given = parse(text)
    if given is None or given.int >> _HELD_BITS != _prefix(kind):
        return ""
    number, letters = given.node, ""
    for _ in range(PUBLIC_ID_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        letters = ALPHABET[digit] + letters
    return "" if number else letters


def named(kind: str, *facts: str) -> str:
    """Return the id that these facts about a record of a kind always lead to."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((kind, *facts))))


def parse(text: str) -> uuid.UUID | None:
    """Return a UUID in its usual form, or None."""
    try:
        given = uuid.UUID(text)
    except ValueError:
        return None
    return given if str(given) == text.lower() else None


def _prefix(kind: str) -> int:
    """Return the upper 80 bits of a kind's ids, with version and variant in their places."""
    digest = hashlib.sha256(f"meetfinder hsds {kind}".encode()).digest()
    bits = int.from_bytes(digest[:10], "big")
    bits = bits & ~(0xF << 28) | _VERSION_8 << 28
    return bits & ~(0b11 << 14) | 0b10 << 14
