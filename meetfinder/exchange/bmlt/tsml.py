"""The rows of GetSearchResults in the shape that Meeting Guide programs read (`tsml`)."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.rows import VIRTUAL, Row

_SAME = (
    "CPT", "BT", "BEG", "CAN", "CW", "DISC", "GL", "IP", "IW", "JFT", "LIT", "LC", "TC", "M",
    "MED", "NS", "QA", "RA", "SMOK", "SPAD", "SPK", "STEP", "SWG", "TOP", "TRAD", "VAR", "W", "Y",
)  # fmt: skip
TYPES = {"CLOSED": "C", "OPEN": "O", "VM": "ONL", "WCHR": "X"} | {code: code for code in _SAME}
"""World id of a format to Meeting Guide type; formats without one are left out."""
_DAY = 24 * 60
_SPELLED = str.maketrans({
    "–": "-", "—": "-", "_": "-", "@": "-at-",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
})  # fmt: skip
_ADDRESS = ("street", "municipality", "province", "postal_code_1", "nation")


def write(row: Row, *, formats: Mapping[int, FormatLabel], region: str) -> dict[str, Any]:
    """Return the object of a meeting; `region` is the name of its service body."""
    values = row.values
    worlds = [formats[number].world_id for number in row.formats or () if number in formats]
    located = bool(row.latitude and row.longitude) and row.venue != VIRTUAL
    return {
        "day": row.weekday,
        "time": None if row.start is None else _clock(row.start // 60),
        "end_time": _end(row),
        "name": values.get("meeting_name", ""),
        "location": values.get("location_text", ""),
        "formatted_address": ", ".join(
            filter(None, (values.get(f"location_{part}", "") for part in _ADDRESS))
        ),
        "address": values.get("location_street", ""),
        "city": values.get("location_municipality", ""),
        "state": values.get("location_province", ""),
        "postal_code": values.get("location_postal_code_1", ""),
        "country": values.get("location_nation", ""),
        "types": [TYPES[world] for world in worlds if world in TYPES],
        "location_notes": values.get("location_info", ""),
        "notes": values.get("comments", ""),
        "coordinates": f"{values['latitude']},{values['longitude']}" if located else None,
        "slug": f"{_slug(values.get('meeting_name', ''))}-{row.id}",
        "updated": None,
        "region": region,
        "regions": [region],
        "conference_url": values.get("virtual_meeting_link") or None,
        "conference_url_notes": values.get("virtual_meeting_additional_info") or None,
        "conference_phone": values.get("phone_meeting_number") or None,
        "conference_phone_notes": None,
    }


def _slug(name: str) -> str:
    """Return a name as it stands in the servers' addresses, by which programs know a meeting.

    Unlike in ours, what is no letter parts nothing: `women's` is `womens`.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_SPELLED)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^-a-z0-9\s]+", "", plain)).strip("-")


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _end(row: Row) -> str | None:
    if row.start is None or row.duration is None:
        return None
    return _clock((row.start + row.duration) // 60 % _DAY)
