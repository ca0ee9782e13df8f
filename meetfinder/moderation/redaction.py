"""Erases what must not be kept: from what is listed, every revision, submission, draft, letter and report.

The log stays whole, but for the values: it still says that there was a change, when, and of which field. What
comes in later for the same list or group is kept free of the words as well (`erased`). Files that were made
before are removed by whoever has them: `web.feeds.store.forget`, `mail.delivery.forget_letters` and
`db.empty_journal`.
"""

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, or_, select

from meetfinder.db import db
from meetfinder.directory.models import (
    Attribute,
    ExternalId,
    Group,
    Location,
    Meeting,
    MeetingException,
    ServiceBody,
    SourceRow,
)
from meetfinder.directory.naming import slugify
from meetfinder.directory.proposal import from_json, to_json
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation import append_only
from meetfinder.moderation.drafts import Draft
from meetfinder.moderation.erased import ADDRESSES, WORDS, Blank, blanked, erasure_from, remember
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Case, Decision, Message, Report, Revision, Submission, Verdict
from meetfinder.moderation.rooms import keep_rooms
from meetfinder.moderation.writing import decided, write_whole
from meetfinder.places.geocode_cache import GeocodeCache

SHORTEST = 3
"""Characters of a value; a shorter one stands in half of all words."""
_PLACE = ("name", "street", "city", "region", "postal_code", "formatted_address", "notes")
_MEETING = ("name", "join_url", "join_phone", "join_notes", "notes", "source_url")
_ROWS: tuple[tuple[type[Any], tuple[str, ...]], ...] = (
    (Meeting, _MEETING),
    (Group, ("name", "website", "notes")),
    (Location, _PLACE),
    (MeetingException, ("note",)),
    (Attribute, ("value",)),
    (ServiceBody, ("name", "description", "website", "helpline")),
    (Message, ("text",)),
    (Report, ("text",)),
    (GeocodeCache, ("label",)),
)
_TEXTS: tuple[tuple[type[Any], str], ...] = (
    (Revision, "snapshot"),
    (Submission, "proposal"),
    (Case, "base"),
)
_PLAIN: tuple[tuple[type[Any], str], ...] = (
    (Meeting, "extra"),
    (Draft, "answers"),
    (OutboxMessage, "context"),
    (ExternalId, "facts"),
)
"""Columns of JSON in which any text may hold the words."""
_KEYS: tuple[tuple[type[Any], str], ...] = (
    (Meeting, "source_key"),
    (Group, "source_key"),
    (SourceRow, "key"),
    (Submission, "key"),
)


def redact_value(value: str, *, decided_by: str, now: datetime, reason: str = "") -> Decision:
    """Erase these words wherever they stand, whatever their case; web addresses that hold them go whole.

    Lists and groups in which they stood cannot bring them back. Raises ValueError for fewer than SHORTEST
    characters or without letters and digits.
    """
    words = value.strip()
    ours = erasure_from([words])
    if len(words) < SHORTEST or not ours.by_letters:
        raise ValueError("too short to be told from other words")
    pattern = re.compile(re.escape(words), re.IGNORECASE)

    def blank(field: str, text: str) -> str:
        if field == "key":
            return ours.key(text)
        if not pattern.search(text):
            return ours.without(field, text)
        return "" if field in ADDRESSES else ours.without(field, pattern.sub("", text).strip())

    decision = decided(Verdict.REDACT, decided_by=decided_by, now=now, reason=reason)
    groups = _groups_with(words)
    remember([words], decision, groups=groups, sources=_sources_with(words))
    _blank_listed(groups, blank, decision, now=now)
    for model, columns in _ROWS:
        _blank_rows(model, columns, words, blank)
    for model, column in _TEXTS:
        _blank_texts(db.session.scalars(select(model).where(_says(model, column, words))), column, blank)
    for model, column in _PLAIN:
        _blank_plain(model, column, words, blank)
    for model, column in _KEYS:
        for row in db.session.scalars(select(model).where(_says(model, column, words))):
            setattr(row, column, ours.key(getattr(row, column)))
    db.session.flush()
    return decision


def redact_field(group: Group, field: str, *, decided_by: str, now: datetime, reason: str = "") -> Decision:
    """Erase every value that a field of WORDS has or had in a group, its meetings and their places.

    The group's list cannot bring these values back. Raises ValueError for another field.
    """
    if field not in WORDS:
        raise ValueError(f"{field} holds no words")
    gone: set[str] = set()

    def blank(name: str, text: str) -> str:
        if name != field:
            return text
        gone.add(text)
        return ""

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
    remember(gone, decision, groups=[group], sources=set())
    return decision


def _blank_listed(groups: Iterable[Group], blank: Blank, decision: Decision, *, now: datetime) -> None:
    """Erase from what is listed the way that any change goes, so that it has a revision and an index."""
    wanted = []
    for group in groups:
        held = json.loads(to_json(proposal_of(group)))
        # The keys of what is listed are our own, whatever they look like.
        wanted.append(from_json(json.dumps(blanked(held, _but_keys(blank)))))
    if wanted:
        write_whole(wanted, decision, now=now)


def _but_keys(blank: Blank) -> Blank:
    return lambda field, text: text if field == "key" else blank(field, text)


def _groups_with(words: str) -> list[Group]:
    """Return the groups in whose listing or history the words stand."""
    ids: set[int] = set(db.session.scalars(select(Group.id).where(_any(Group, _ROWS[1][1], words))))
    places = select(Location.id).where(_any(Location, _PLACE, words))
    by_row = or_(_any(Meeting, _MEETING, words), Meeting.location_id.in_(places))
    ids |= set(db.session.scalars(select(Meeting.group_id).where(by_row)))
    ids |= set(db.session.scalars(select(Group.id).where(Group.location_id.in_(places))))
    noted = select(MeetingException.meeting_id).where(_any(MeetingException, ("note",), words))
    ids |= set(db.session.scalars(select(Meeting.group_id).where(Meeting.id.in_(noted))))
    ids |= set(db.session.scalars(select(Revision.group_id).where(_says(Revision, "snapshot", words))))
    return list(db.session.scalars(select(Group).where(Group.id.in_(ids)).order_by(Group.id)))


def _sources_with(words: str) -> set[int]:
    """Return the lists of which a row says the words, be it in its key."""
    said = or_(_says(Submission, "proposal", words), _says(Submission, "key", words))
    found = set(db.session.scalars(select(Submission.source_id).where(said)))
    found |= set(db.session.scalars(select(SourceRow.source_id).where(_says(SourceRow, "key", words))))
    return {number for number in found if number is not None}


def _blank_rows(model: type[Any], columns: Iterable[str], words: str, blank: Blank) -> None:
    """Erase from rows that no listing shows any more, such as a retired meeting."""
    rows = db.session.scalars(select(model).where(_any(model, columns, words))).all()
    for row in rows:
        _blank_row(row, columns, blank)
    if model is Meeting:
        db.session.flush()
        keep_rooms(rows)


def _blank_row(row: Any, columns: Iterable[str], blank: Blank) -> None:
    for column in columns:
        held = getattr(row, column, None)
        if isinstance(held, str):
            setattr(row, column, blank(column, held))


def _blank_plain(model: type[Any], column: str, words: str, blank: Blank) -> None:
    held = _says(model, column, words, kind=Text)
    for row in db.session.scalars(select(model).where(held)):
        setattr(row, column, blanked(getattr(row, column), blank, inside=True))


def _blank_texts(rows: Iterable[Any], column: str, blank: Blank) -> None:
    with append_only.redacting():
        for row in rows:
            held = getattr(row, column)
            if held:
                plain = blanked(json.loads(held), blank)
                setattr(row, column, json.dumps(plain, sort_keys=True, ensure_ascii=False))
        db.session.flush()


def _any(model: type[Any], columns: Iterable[str], words: str) -> ColumnElement[bool]:
    return or_(*(_holds(getattr(model, column), words) for column in columns))


def _says(
    model: type[Any], column: str, words: str, *, kind: type[Text] | None = None
) -> ColumnElement[bool]:
    """Return the condition that the words stand in a text or JSON, or in a key made of them."""
    held = cast(getattr(model, column), kind) if kind else getattr(model, column)
    forms = {words, slugify(words), *(json.dumps(words, ensure_ascii=kept)[1:-1] for kept in (False, True))}
    return or_(*(_holds(held, form) for form in sorted(forms - {""})))


def _holds(column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    return column.icontains(words, autoescape=True)
