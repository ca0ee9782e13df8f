"""The room behind a join link: what two links have in common that lead to the same meeting."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import delete, insert

from meetfinder.db import db
from meetfinder.directory.models import Meeting
from meetfinder.moderation.trail_models import Room

_CHUNK = 500
_ZOOM = re.compile(r"(?:^|\.)zoom(?:gov)?\.(?:us|com)$")
_NUMBER = re.compile(r"\d{9,11}")


def room_key(address: str) -> str:
    """Return host and number (or path) of a join link, however it is written; empty where there is none."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = parts.path.rstrip("/").lower()
    if _ZOOM.search(host):
        number = _NUMBER.search(path.replace("-", "").replace("%20", ""))
        return f"zoom.us/{number[0] if number else path.lstrip('/')}"[:120]
    asked = parse_qs(parts.query).get("id", [""])[0]
    return f"{host}{path}{f'?{asked}' if asked else ''}"[:120] if host and (path or asked) else ""


def keep_rooms(meetings: Iterable[Meeting]) -> None:
    """Write the rooms of these meetings anew. Flush before."""
    keys = {meeting.id: room_key(meeting.join_url or "") for meeting in meetings}
    ids = sorted(keys)
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        db.session.execute(delete(Room).where(Room.meeting_id.in_(some)))
        rows = [{"meeting_id": number, "key": keys[number]} for number in some if keys[number]]
        if rows:
            db.session.execute(insert(Room), rows)
