"""How one joins from afar: a link that opens a meeting, a number that can be dialled, the notes to both."""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from meetfinder.exchange.meeting_guide.words import line, paragraphs, web_address

UNUSABLE_LINK, UNUSABLE_PHONE = "unusable_link", "unusable_phone"
_FEWEST_DIGITS = 7
_DIALLED = re.compile(r"\+?[\d\s().,;*#x/-]+", re.IGNORECASE)
_NEEDS_PATH = (
    "zoom.us",
    "meet.google.com",
    "gotomeeting.com",
    "gotomeet.me",
    "webex.com",
    "freeconferencecall.com",
)

_ZOOM_DIGITS = 9
"""The fewest that the number of a meeting has."""
_COUNTING_UP, _COUNTING_DOWN = "012345678901234567890", "987654321098765432109876543210"


@dataclass(frozen=True, slots=True)
class Joining:
    """What a row gives to join from afar; empty where it gives nothing that works."""

    url: str
    phone: str
    notes: str
    problems: tuple[tuple[str, str], ...]
    """Field and code of what the row has there and cannot be used."""


def joining(row: dict[str, Any]) -> Joining:
    """Read link, number and notes of a row."""
    problems = []
    url, phone = _link(row.get("conference_url")), _phone(row.get("conference_phone"))
    if not url and line(row.get("conference_url")):
        problems.append(("conference_url", UNUSABLE_LINK))
    if not phone and line(row.get("conference_phone")):
        problems.append(("conference_phone", UNUSABLE_PHONE))
    notes = (paragraphs(row.get(f"conference_{kind}_notes"), limit=499) for kind in ("url", "phone"))
    return Joining(url, phone, "\n".join(dict.fromkeys(filter(None, notes))), tuple(problems))


def _link(value: Any) -> str:
    """Return the address, unless it is only the front page of a service, which leads to no meeting."""
    address = web_address(value, limit=500)
    parts = urlsplit(address)
    front_page = parts.path.strip("/") == "" and not parts.query
    host = parts.hostname or ""
    nowhere = (front_page and host.endswith(_NEEDS_PATH)) or _is_placeholder(host, parts.path)
    return "" if nowhere else address


def _is_placeholder(host: str, path: str) -> bool:
    """Say whether a Zoom number is one that people type to fill a field: 1234567890, 0000000000."""
    number = re.fullmatch(r"/(?:j|wc/join|s)/([\d-]+)/?", path)
    if number is None or not host.endswith("zoom.us"):
        return False
    digits = number[1].replace("-", "")
    counts = digits in _COUNTING_UP or digits in _COUNTING_DOWN
    return len(digits) >= _ZOOM_DIGITS and (counts or len(set(digits)) == 1)


def _phone(value: Any) -> str:
    text = line(value, limit=80)
    digits = sum(character.isdigit() for character in text)
    return text if _DIALLED.fullmatch(text) and digits >= _FEWEST_DIGITS else ""
