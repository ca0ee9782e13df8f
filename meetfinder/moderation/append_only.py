"""The log is only added to: the database itself refuses to change or delete decisions and revisions.

Only `redaction` may blank the snapshot of a revision. Both go with the demo, which is nobody's history, and
with a group or submission that is no more.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from sqlalchemy import DDL, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from meetfinder.db import Model

_redacting: ContextVar[bool] = ContextVar("redacting", default=False)
_DECISION_MAY_GO = """(OLD.submission_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.id = OLD.submission_id))
  OR EXISTS (SELECT 1 FROM source JOIN submission ON submission.source_id = source.id
    WHERE source.demo AND submission.id = OLD.submission_id)
  OR (OLD.submission_id IS NULL AND EXISTS (SELECT 1 FROM source WHERE source.demo)
    AND NOT EXISTS (SELECT 1 FROM revision WHERE revision.decision_id = OLD.id))"""
_REVISION_MAY_GO = """NOT EXISTS (SELECT 1 FROM "group" WHERE "group".id = OLD.group_id)
  OR NOT EXISTS (SELECT 1 FROM decision WHERE decision.id = OLD.decision_id)"""
_BUT_SNAPSHOT = "id, group_id, number, decision_id, changed_fields, made_at"
SQLITE = (
    (
        "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision\n"
        "BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END"
    ),
    (
        f"CREATE TRIGGER decision_kept BEFORE DELETE ON decision WHEN NOT ({_DECISION_MAY_GO})\n"
        "BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END"
    ),
    (
        f"CREATE TRIGGER revision_stays BEFORE UPDATE OF {_BUT_SNAPSHOT} ON revision\n"
        "BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END"
    ),
    (
        f"CREATE TRIGGER revision_kept BEFORE DELETE ON revision WHEN NOT ({_REVISION_MAY_GO})\n"
        "BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE OR REPLACE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        "BEGIN RAISE EXCEPTION 'a decision or revision is never changed'; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION decision_kept() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN IF {_DECISION_MAY_GO} THEN RETURN OLD; END IF;\n"
        "RAISE EXCEPTION 'a decision is never deleted'; END $$"
    ),
    (
        "CREATE OR REPLACE FUNCTION revision_kept() RETURNS trigger LANGUAGE plpgsql AS $$\n"
        f"BEGIN IF {_REVISION_MAY_GO} THEN RETURN OLD; END IF;\n"
        "RAISE EXCEPTION 'a revision is never deleted'; END $$"
    ),
    "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION log_stays()",
    "CREATE TRIGGER decision_kept BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION decision_kept()",
    (
        f"CREATE TRIGGER revision_stays BEFORE UPDATE OF {_BUT_SNAPSHOT} ON revision\n"
        "FOR EACH ROW EXECUTE FUNCTION log_stays()"
    ),
    "CREATE TRIGGER revision_kept BEFORE DELETE ON revision FOR EACH ROW EXECUTE FUNCTION revision_kept()",
)
"""As the migration writes them; a later one that makes a table anew has to write them again."""


class AppendOnly(RuntimeError):
    """Some code was about to change the log."""


@contextmanager
def redacting() -> Iterator[None]:
    """Let snapshots of revisions be blanked inside."""
    token = _redacting.set(True)
    try:
        yield
    finally:
        _redacting.reset(token)


def guard(decision: type[Model], revision: type[Model]) -> None:
    """Refuse changes to these two tables, here and in every database that is made of the models."""
    for dialect, statements in (("sqlite", SQLITE), ("postgresql", POSTGRESQL)):
        for statement in statements:
            on_dialect = DDL(statement).execute_if(dialect=dialect)  # type: ignore[no-untyped-call]
            event.listen(Model.metadata, "after_create", on_dialect)
    event.listen(decision, "before_update", _refuse)
    event.listen(revision, "before_update", _refuse_unless_redacting)

    @event.listens_for(Session, "do_orm_execute")
    def _refuse_statement(state: ORMExecuteState) -> None:
        if state.is_update and state.bind_mapper is not None:
            table = state.bind_mapper.class_
            if table is decision or (table is revision and not _redacting.get()):
                raise AppendOnly(f"{table.__tablename__} is only added to")


def _refuse(_mapper: Any, _connection: Any, row: Any) -> None:
    if inspect(row).session.is_modified(row, include_collections=False):
        raise AppendOnly(f"{row.__tablename__} is only added to")


def _refuse_unless_redacting(mapper: Any, connection: Any, row: Any) -> None:
    if not _redacting.get():
        _refuse(mapper, connection, row)
