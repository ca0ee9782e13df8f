"""Fields of a row that have no place of their own in the directory: kept, so that nothing is lost.

Not kept are people's contact data, which we must not hold for no purpose, and what merely repeats another
field. Nothing of this is ever shown; it is there for later readers of the same rows.
"""

from typing import Any

from meetfinder.directory.proposal import PlaceFacts
from meetfinder.exchange.meeting_guide.codes import Decoded
from meetfinder.exchange.meeting_guide.reading import Refused
from meetfinder.exchange.meeting_guide.words import line
from meetfinder.moderation.lint import clean

PRIVATE = frozenset(
    {"email", "phone", "mailing_address", "last_contact", "author", "feedback_emails", "entity_email"}
    | {f"contact_{number}_{part}" for number in (1, 2, 3) for part in ("name", "email", "phone")}
)
_FIELDS = """
slug name day time end_time timezone address city state postal_code country latitude longitude
coordinates approximate types notes location_notes group group_notes website url updated
conference_url conference_url_notes conference_phone conference_phone_notes attendance_option
time_formatted
"""
_HELD_ELSEWHERE = frozenset(_FIELDS.split())
_KEPT_OF_YOUTH = frozenset({"district", "district_id", "id"})
_MOST_ITEMS, _LONGEST, _DEEPEST = 20, 300, 4


def extras(
    row: dict[str, Any], decoded: Decoded, *, place: PlaceFacts | None, country: str, youth: bool
) -> dict[str, Any]:
    """Return the fields to keep, with the codes of `types` that nobody has explained to us.

    Raises Refused for lists in lists beyond what any list needs.
    """
    kept: dict[str, Any] = {}
    elsewhere = _HELD_ELSEWHERE | PRIVATE | _shown(place)
    for field in sorted(row, key=str):
        name = line(field, limit=60)
        if name in elsewhere or (youth and name not in _KEPT_OF_YOUTH):
            continue
        value = _plain(row[field], name, country)
        if value not in ("", [], None):
            kept[name] = value
    if decoded.unknown:
        kept["types"] = list(decoded.unknown)
    return kept


def _shown(place: PlaceFacts | None) -> frozenset[str]:
    """Return the fields of the place that are held whole; a closed building's name and door are not."""
    return frozenset({"location", "formatted_address"} if place and place.street else ())


def _plain(value: Any, name: str, country: str, depth: int = 0) -> Any:
    """Return a number as it is, text without what exposes a person, and lists of either."""
    if isinstance(value, list):
        if depth == _DEEPEST:
            raise Refused(name, "too_deep")
        items = (_plain(item, name, country, depth + 1) for item in value[:_MOST_ITEMS])
        return [item for item in items if item not in ("", [])]
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    return clean(line(value, limit=_LONGEST), country=country).text
