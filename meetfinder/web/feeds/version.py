"""A short text that changes whenever something published may have changed, and costs a millisecond or two."""

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from sqlalchemy import Executable, func, select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Format, Group, Meeting, Source
from meetfinder.directory.standing import Standing
from meetfinder.moderation.models import Confirmation, Decision, Revision, Verdict

LAYOUT = "1"
"""Raised when a writer changes what it writes, so that payloads of an older program are not sent any more."""
_WRITERS = ("directory", "exchange")
"""Rooms whose code decides what is written of a listing."""

_LAST: tuple[Executable, ...] = (
    select(Decision.id, Decision.decided_at).order_by(Decision.id.desc()).limit(1),
    select(Revision.id, Revision.made_at).order_by(Revision.id.desc()).limit(1),
    select(func.max(Meeting.id)),
    select(func.max(Group.id)),
    select(func.max(Confirmation.id)),
    select(func.count(Standing.doubted_on), func.max(Standing.doubted_on)),
)
# Its day only: a list that is read every hour stays as good as it was.
_READ: tuple[Executable, ...] = (select(func.date(Source.last_good_read)).order_by(Source.id),)
_SHARED: tuple[Executable, ...] = (
    select(Source.slug, Source.name, Source.licence, Source.republish, Source.demo).order_by(Source.id),
    select(Fellowship.slug, Fellowship.name, Fellowship.short_name, Fellowship.kind).order_by(Fellowship.id),
    select(Format.slug, Format.name, Format.meeting_guide, Format.language).order_by(Format.id),
)
"""What many listings show alike."""
_ERASED: tuple[Executable, ...] = (select(func.max(Decision.id)).where(Decision.verdict == Verdict.REDACT),)


def version(*facts: object, today: date) -> str:
    """Return 32 hexadecimal digits for the state of the directory, today's date and further `facts`.

    Every change of what is published comes with a decision, written in the same transaction; what makes a
    listing stale or good again is a confirmation, a doubt or the day of a source's last good reading.
    Sources, fellowships and formats are few and looked at one by one.
    """
    return _digest((LAYOUT, today, facts), (*_LAST, *_READ, *_SHARED))


def shared(*facts: object) -> str:
    """Return 32 hexadecimal digits for what listings have in common and further `facts`.

    As long as they are the same, text that was written of a listing still holds in its edition. What was
    written before words were erased, or by another program, never does.
    """
    return _digest((LAYOUT, _program(), facts), (*_SHARED, *_ERASED))


@cache
def _program() -> str:
    """Return a digest of the code that writes: a line that is taken over would outlive its mistakes."""
    home, digest = Path(__file__).parents[2], hashlib.sha256()
    for room in _WRITERS:
        for file in sorted((home / room).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _digest(facts: tuple[object, ...], statements: Iterable[Executable]) -> str:
    digest = hashlib.sha256(repr(facts).encode())
    for statement in statements:
        digest.update(repr([tuple(row) for row in db.session.execute(statement)]).encode())
    return digest.hexdigest()[:32]
