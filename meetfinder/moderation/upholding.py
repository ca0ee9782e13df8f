"""What people decided about a list's meetings stands, whatever the list says at a later reading.

What an organizer or moderator made smaller (paused, closed, a date cancelled, a link removed or shown to
fewer, an address reduced to its area, a double merged away) stays so until one of them makes it bigger. What
they changed otherwise stands as long as the list says what it said then; when it says something new of that
field, that is news and is taken.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import or_, select

from meetfinder.db import db
from meetfinder.directory.models import (
    Attribute,
    Group,
    JoinVisibility,
    Location,
    Meeting,
    MeetingException,
    MeetingStatus,
    Precision,
    Source,
)
from meetfinder.moderation.kept_models import Upheld

Row = Group | Meeting
KEPT = "kept"
CANCELLED = "cancelled"
_SIZES: dict[str, dict[str, int]] = {
    "status": {MeetingStatus.RETIRED: 0, MeetingStatus.PAUSED: 1},
    "join_visibility": {JoinVisibility.ON_REQUEST: 0, JoinVisibility.ON_THE_DAY: 1},
}
"""From small to large, by field; every other value is larger."""
_LARGEST = 2
_REMOVED = frozenset({"join_url", "join_phone", "join_notes", "website"})
_CHUNK = 500
_Key = tuple[str, int, str]
"""Table, id of the row, field."""


class Keeper:
    """Asked before a field is written, told after it was; this one lets everything pass."""

    def incoming(self, row: Row, field: str, held: Any, value: Any) -> Any:  # noqa: ARG002
        """Return what may be written into a field in which `held` stands."""
        return value

    def exceptions(self, row: Meeting, wanted: list[MeetingException]) -> list[MeetingException]:  # noqa: ARG002
        """Return the exceptions that may be written."""
        return wanted

    def changed(self, row: Row, field: str, old: Any, new: Any) -> None:
        """Take notice of a change."""

    def keep(self) -> None:
        """Keep what was noticed. Flushes."""


class ListKeeper(Keeper):
    """Keeps a list from undoing what people decided."""

    def __init__(self, source: Source | None) -> None:
        self._held = {} if source is None or source.id is None else _of_source(source.id)

    def incoming(self, row: Row, field: str, held: Any, value: Any) -> Any:
        """Return the list's value, or what people made of the field."""
        upheld = self._held.get(_key(row, field)) if self._held else None
        if upheld is None:
            return value
        if upheld.at_most and field in _SIZES:
            return min((value, upheld.at_most), key=lambda item: _size(field, item))
        if upheld.at_most or _mark(value) == upheld.said:
            return held
        db.session.delete(upheld)
        del self._held[_key(row, field)]
        return value

    def exceptions(self, row: Meeting, wanted: list[MeetingException]) -> list[MeetingException]:
        """Return the list's exceptions with the dates that people have cancelled."""
        ours = [
            MeetingException(on=item.on, kind=CANCELLED, moved_to=None, note=item.note)
            for item in (row.exceptions if self._held else ())
            if _key(row, f"{CANCELLED} {item.on}") in self._held
        ]
        dates = {item.on for item in ours}
        return [*ours, *(item for item in wanted if item.on not in dates)]

    def is_closed(self, row: Row) -> bool:
        """Say whether people have closed this group or meeting."""
        upheld = self._held.get(_key(row, "status")) if self._held else None
        return upheld is not None and upheld.at_most == MeetingStatus.RETIRED


class PersonKeeper(Keeper):
    """Remembers what a person changes of groups and meetings that lists brought in."""

    def __init__(self) -> None:
        self._noticed: list[tuple[Row, str, Any, Any]] = []

    def changed(self, row: Row, field: str, old: Any, new: Any) -> None:
        """Notice a change of what a list has brought in."""
        if row.source is not None and row.id is not None:
            self._noticed.append((row, field, old, new))

    def keep(self) -> None:
        """Keep it, or no longer keep what is again as the list said. Flushes."""
        if not self._noticed:
            return
        db.session.flush()
        held = _of_rows({row for row, _, _, _ in self._noticed})
        for row, field, old, new in self._noticed:
            key = _key(row, field)
            known = held.get(key)
            if known is None:
                at_most = _smaller(field, old, new)
                if at_most or _is_kept_unless_smaller(field):
                    held[key] = _new(row, field, at_most=at_most, said=_mark(old))
            elif _is_as_said(known, new):
                _forget(known)
                del held[key]
            else:
                known.at_most = _smaller(field, old, new) or (str(new) if field in _SIZES else "")
        self._noticed.clear()
        db.session.flush()


def kept_of(source: Source) -> dict[str, tuple[str, ...]]:
    """Return the fields that people have made smaller by the keys of the list's meetings and groups."""
    found: dict[str, set[str]] = {}
    for model in (Meeting, Group):
        query = select(model.source_key, Upheld.field).join(Upheld)
        for key, field in db.session.execute(query.where(model.source_id == source.id, Upheld.at_most > "")):
            found.setdefault(key or "", set()).add(field)
    return {key: tuple(sorted(fields)) for key, fields in found.items()}


def _of_source(source_id: int) -> dict[_Key, Upheld]:
    meetings = select(Upheld).join(Meeting).where(Meeting.source_id == source_id)
    groups = select(Upheld).join(Group).where(Group.source_id == source_id)
    return _by_key([*db.session.scalars(meetings), *db.session.scalars(groups)])


def _of_rows(rows: Iterable[Row]) -> dict[_Key, Upheld]:
    ids: dict[str, list[int]] = {Meeting.__tablename__: [], Group.__tablename__: []}
    for row in rows:
        ids[row.__tablename__].append(row.id)
    some = or_(Upheld.meeting_id.in_(ids["meeting"]), Upheld.group_id.in_(ids["group"]))
    return _by_key(db.session.scalars(select(Upheld).where(some)))


def _by_key(found: Iterable[Upheld]) -> dict[_Key, Upheld]:
    return {
        ("meeting", item.meeting_id, item.field)
        if item.meeting_id is not None
        else ("group", item.group_id or 0, item.field): item
        for item in found
    }


def _key(row: Row, field: str) -> _Key:
    return row.__tablename__, row.id, field


def _new(row: Row, field: str, *, at_most: str, said: str) -> Upheld:
    mine = {"meeting_id": row.id} if isinstance(row, Meeting) else {"group_id": row.id}
    upheld = Upheld(field=field, at_most=at_most, said=said, **mine)
    db.session.add(upheld)
    return upheld


def _forget(known: Upheld) -> None:
    if known in db.session.new:
        db.session.expunge(known)
    else:
        db.session.delete(known)


def _smaller(field: str, old: Any, new: Any) -> str:
    """Return what a list may make of a field at most after this change; empty where it got no smaller."""
    if field in _SIZES:
        return str(new) if _size(field, new) < _size(field, old) else ""
    if field in _REMOVED:
        return KEPT if old and not new else ""
    if field == "location":
        return KEPT if old is not None and (new is None or _is_area(new) > _is_area(old)) else ""
    if field == "youth":
        return KEPT if new else ""
    return KEPT if field == "group" or (field.startswith(CANCELLED) and new == CANCELLED) else ""


def _is_kept_unless_smaller(field: str) -> bool:
    """Say whether a change of this field that makes nothing smaller is kept too.

    A status that a person raises is the list's to lower again when the row is missing; a date that is no
    longer cancelled is no date of ours.
    """
    return field != "status" and not field.startswith(CANCELLED)


def _is_as_said(known: Upheld, new: Any) -> bool:
    """Say whether a person has taken back what made the field differ from what the list said."""
    if known.field.startswith(CANCELLED):
        return bool(new != CANCELLED)
    if known.field == "status" and _size("status", new) == _LARGEST:
        return True
    return _mark(new) == known.said


def _size(field: str, value: Any) -> int:
    return _SIZES[field].get(value, _LARGEST)


def _is_area(location: Location) -> bool:
    return location.precision == Precision.AREA


def _mark(value: Any) -> str:
    return hashlib.sha256(json.dumps(_plain(value), default=str, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Return what tells one value of a column from another."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, Attribute):
        return [value.key, value.value, value.said_by, str(value.as_of)]
    for name in ("fingerprint", "slug", "public_id"):
        if hasattr(value, name):
            return getattr(value, name)
    return value
