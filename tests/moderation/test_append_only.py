"""Nothing changes or deletes the log: not the models, not a statement, not SQL by hand."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from meetfinder.db import db
from meetfinder.moderation import redaction
from meetfinder.moderation.append_only import AppendOnly
from meetfinder.moderation.models import Decision, Revision
from tests.moderation.people import NOW, a_listed_group, an_account, slot

BY_HAND = (
    "UPDATE decision SET reason = 'other'",
    "UPDATE decision SET decided_by = 'moderator:9'",
    "DELETE FROM decision",
    "UPDATE revision SET changed_fields = '[]'",
    "UPDATE revision SET made_at = '2020-01-01'",
    "UPDATE revision SET number = number + 1",
    "DELETE FROM revision",
)


@pytest.mark.parametrize("statement", BY_HAND)
def test_the_database_refuses(app: Flask, statement: str) -> None:
    a_listed_group(an_account())
    db.session.commit()
    with pytest.raises(DatabaseError, match="never"):
        db.session.execute(text(statement))
    db.session.rollback()
    assert [row.number for row in db.session.scalars(select(Revision))] == [1]


@pytest.mark.parametrize(
    "change",
    [
        lambda: db.session.execute(update(Decision).values(reason="other")),
        lambda: db.session.execute(update(Revision).values(snapshot="{}")),
        lambda: setattr(db.session.scalars(select(Decision)).one(), "reason", "other"),
        lambda: setattr(db.session.scalars(select(Revision)).one(), "snapshot", "{}"),
    ],
)
def test_the_models_refuse(app: Flask, change: Callable[[], object]) -> None:
    a_listed_group(an_account())

    def changed() -> None:
        change()
        db.session.flush()

    with pytest.raises(AppendOnly):
        changed()


def test_deleting_through_the_models_is_refused(app: Flask) -> None:
    a_listed_group(an_account())
    db.session.commit()
    for table in (Decision, Revision):
        with pytest.raises(DatabaseError, match="never"):
            db.session.execute(delete(table))
        db.session.rollback()


def test_redaction_blanks_the_words_and_nothing_else(app: Flask) -> None:
    group = a_listed_group(an_account(), slot(notes="Behind Zyzzyva Lane"))
    columns = [item for item in sa.inspect(Revision).columns if item.name != "snapshot"]
    before = db.session.execute(select(*columns).order_by(Revision.id)).all()
    redaction.redact_value("Zyzzyva Lane", decided_by="moderator:1", now=NOW)
    after = db.session.execute(select(*columns).order_by(Revision.id)).all()
    assert after[: len(before)] == before
    assert "Zyzzyva" not in "".join(db.session.scalars(select(Revision.snapshot)))
    assert group.meetings[0].notes == "Behind"


def test_the_log_goes_with_its_group_only(app: Flask) -> None:
    group = a_listed_group(an_account())
    db.session.commit()
    db.session.execute(text("DELETE FROM submission"))
    db.session.execute(text('DELETE FROM "group" WHERE id = :number'), {"number": group.id})
    assert db.session.execute(select(Revision.id)).all() == []
