"""Lines of iCalendar: escaped, folded, ended as RFC 5545 §3.1 and §3.3.11 say."""

from collections.abc import Iterable
from datetime import UTC, datetime

_OCTETS = 75


def line(name: str, value: str) -> str:
    """Return a property line, folded where it is long; `value` is already escaped where it is text."""
    octets = f"{name}:{value}".encode()
    if len(octets) <= _OCTETS:
        return octets.decode() + "\r\n"
    parts, start, room = [], 0, _OCTETS
    while start < len(octets):
        end = min(start + room, len(octets))
        while end < len(octets) and octets[end] & 0xC0 == 0x80:  # noqa: PLR2004  The middle of a character.
            end -= 1
        parts.append(octets[start:end].decode())
        start, room = end, _OCTETS - 1
    return "\r\n ".join(parts) + "\r\n"


def escaped(text: str) -> str:
    """Return text for a property of the type TEXT; control characters are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(character for character in text if character == "\n" or character.isprintable())
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def local(moment: datetime) -> str:
    """Return the wall time of a moment, for a property with a TZID."""
    return f"{moment:%Y%m%dT%H%M%S}"


def utc(moment: datetime) -> str:
    """Return an aware moment in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def block(name: str, lines: Iterable[str]) -> str:
    """Return a component with its lines."""
    return f"BEGIN:{name}\r\n{''.join(lines)}END:{name}\r\n"
