"""Erases what must not be kept: from what is listed, every revision, submission, message and report.

The log stays whole, but for the values: it still says that there was a change, when, and of which field.
Files of feeds that were made before are removed by whoever has them (`web.feeds.store.forget`).
"""

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select

from meetfinder.db import db
from meetfinder.directory.models import Attribute, Group, Location, Meeting, MeetingException
from meetfinder.directory.proposal import from_json, to_json
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Case, Decision, Message, Report, Revision, Submission, Verdict
from meetfinder.moderation.writing import decided, write_whole

SHORTEST = 3
"""Characters of a value; a shorter one stands in half of all words."""
WORDS = frozenset(
    {
        "name", "notes", "website", "street", "city", "region", "postal_code", "formatted_address",
        "join_url", "join_phone", "join_notes", "note", "value", "source_url",
    }
)  # fmt: skip
"""Fields in which people's words stand, and everything below `extra`."""
ADDRESSES = frozenset({"website", "join_url", "source_url"})
"""Blanked whole: a web address with a hole leads astray."""
_ROWS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Meeting, ("name", "join_url", "join_phone", "join_notes", "notes", "source_url")),
    (Group, ("name", "website", "notes")),
    (Location, ("name", "street", "city", "region", "postal_code", "formatted_address", "notes")),
    (MeetingException, ("note",)),
    (Attribute, ("value",)),
    (Message, ("text",)),
    (Report, ("text",)),
)
_TEXTS: tuple[tuple[type[Any], str], ...] = (
    (Revision, "snapshot"),
    (Submission, "proposal"),
    (Case, "base"),
)
Blank = Callable[[str, str], str]
"""Takes the name of a field and what stands in it, and returns what may stay."""


def redact_value(value: str, *, decided_by: str, now: datetime, reason: str = "") -> Decision:
    """Erase these words wherever they stand, whatever their case; web addresses that hold them go whole.

    Raises ValueError for fewer than SHORTEST characters.
    """
    words = value.strip()
    if len(words) < SHORTEST:
        raise ValueError("too short to be told from other words")
    pattern = re.compile(re.escape(words), re.IGNORECASE)

    def blank(field: str, text: str) -> str:
        if not pattern.search(text):
            return text
        return "" if field in ADDRESSES else pattern.sub("", text).strip()

    decision = decided(Verdict.REDACT, decided_by=decided_by, now=now, reason=reason)
    _blank_listed(_groups_with(words), blank, decision, now=now)
    for model, columns in _ROWS:
        _blank_rows(model, columns, words, blank)
    for model, column in _TEXTS:
        rows = db.session.scalars(select(model).where(_holds(getattr(model, column), _escaped(words))))
        _blank_texts(rows, column, blank)
    _blank_extra(words, blank)
    db.session.flush()
    return decision


def redact_field(group: Group, field: str, *, decided_by: str, now: datetime, reason: str = "") -> Decision:
    """Erase every value that a field of WORDS has or had in a group, its meetings and their places.

    Raises ValueError for another field.
    """
    if field not in WORDS:
        raise ValueError(f"{field} holds no words")

    def blank(name: str, text: str) -> str:
        return "" if name == field else text

    decision = decided(Verdict.REDACT, decided_by=decided_by, now=now, reason=reason)
    _blank_listed([group], blank, decision, now=now)
    for meeting in group.meetings:
        _blank_row(meeting, [field], blank)
    revisions = db.session.scalars(select(Revision).where(Revision.group_id == group.id)).all()
    _blank_texts(revisions, "snapshot", blank)
    by_decision = select(Decision.submission_id).where(
        Decision.id.in_([revision.decision_id for revision in revisions])
    )
    of_group = select(Case.submission_id).where(Case.group_id == group.id)
    sent = select(Submission).where(or_(Submission.id.in_(of_group), Submission.id.in_(by_decision)))
    _blank_texts(db.session.scalars(sent), "proposal", blank)
    _blank_texts(db.session.scalars(select(Case).where(Case.group_id == group.id)), "base", blank)
    db.session.flush()
    return decision


def _blank_listed(groups: Iterable[Group], blank: Blank, decision: Decision, *, now: datetime) -> None:
    """Erase from what is listed the way that any change goes, so that it has a revision and an index."""
    wanted = [
        from_json(json.dumps(_blanked(json.loads(to_json(proposal_of(item))), blank))) for item in groups
    ]
    if wanted:
        write_whole(wanted, decision, now=now)


def _groups_with(words: str) -> list[Group]:
    """Return the groups in whose listing the words stand."""
    ids: set[int] = set(db.session.scalars(select(Group.id).where(_any(Group, _ROWS[1][1], words))))
    places = select(Location.id).where(_any(Location, _ROWS[2][1], words))
    by_row = or_(_any(Meeting, _ROWS[0][1], words), Meeting.location_id.in_(places))
    ids |= set(db.session.scalars(select(Meeting.group_id).where(by_row)))
    ids |= set(db.session.scalars(select(Group.id).where(Group.location_id.in_(places))))
    noted = select(MeetingException.meeting_id).where(_any(MeetingException, ("note",), words))
    ids |= set(db.session.scalars(select(Meeting.group_id).where(Meeting.id.in_(noted))))
    return list(db.session.scalars(select(Group).where(Group.id.in_(ids)).order_by(Group.id)))


def _blank_rows(model: type[Any], columns: Iterable[str], words: str, blank: Blank) -> None:
    """Erase from rows that no listing shows any more, such as a retired meeting."""
    for row in db.session.scalars(select(model).where(_any(model, columns, words))):
        _blank_row(row, columns, blank)


def _blank_row(row: Any, columns: Iterable[str], blank: Blank) -> None:
    for column in columns:
        held = getattr(row, column, None)
        if isinstance(held, str):
            setattr(row, column, blank(column, held))


def _blank_extra(words: str, blank: Blank) -> None:
    for meeting in db.session.scalars(select(Meeting).where(_holds(cast(Meeting.extra, Text), words))):
        meeting.extra = _blanked({"extra": meeting.extra}, blank)["extra"]


def _blank_texts(rows: Iterable[Any], column: str, blank: Blank) -> None:
    for row in rows:
        held = getattr(row, column)
        if held:
            plain = _blanked(json.loads(held), blank)
            setattr(row, column, json.dumps(plain, sort_keys=True, ensure_ascii=False))


def _blanked(value: Any, blank: Blank, field: str = "", *, inside: bool = False) -> Any:
    if isinstance(value, dict):
        below = inside or field == "extra"
        return {name: _blanked(item, blank, name, inside=below) for name, item in value.items()}
    if isinstance(value, list):
        return [_blanked(item, blank, field, inside=inside) for item in value]
    if isinstance(value, str) and (field in WORDS or inside):
        return blank(field, value)
    return value


def _any(model: type[Any], columns: Iterable[str], words: str) -> ColumnElement[bool]:
    return or_(*(_holds(getattr(model, column), words) for column in columns))


def _holds(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)


def _escaped(words: str) -> str:
    """Return the words as they stand inside a JSON text."""
    return json.dumps(words, ensure_ascii=False)[1:-1]
