"""GetChanges: when which meeting changed in which fields."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from meetfinder.exchange.bmlt.bodies import Body
from meetfinder.exchange.bmlt.face import Change

NEW, CHANGED, DELETED = "new", "change", "delete"
_DETAILS = {NEW: "The meeting was created.", DELETED: "The meeting was deleted."}


def write(change: Change, bodies: Mapping[int, Body]) -> dict[str, Any]:
    """Return the object of a change. Who made it and what was there before is nobody's business."""
    body = bodies.get(change.body)
    return {
        "date_int": str(int(change.made_at.timestamp())),
        "date_string": _date(change.made_at),
        "change_type": f"comdef_change_type_{change.kind}",
        "change_id": str(change.id),
        "meeting_id": str(change.meeting_id),
        "meeting_name": change.meeting_name,
        "user_id": "",
        "user_name": "",
        "service_body_id": str(change.body),
        "service_body_name": body.name if body else "",
        "meeting_exists": "0" if change.kind == DELETED else "1",
        "details": _DETAILS.get(change.kind) or " ".join(f"{name} was changed." for name in change.fields),
        "json_data": [],
    }


def _date(moment: datetime) -> str:
    """Return for example `7:05 PM, 11/23/2026`, in UTC."""
    hour = moment.hour % 12 or 12
    half = "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004  Noon.
    return f"{hour}:{moment.minute:02} {half}, {moment.month}/{moment.day}/{moment.year}"
