"""Let the database itself refuse to change or delete decisions and revisions."""

from collections.abc import Sequence

from alembic import op

revision: str = '0015'
down_revision: str | None = '0010'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_DECISION_MAY_GO = """(OLD.submission_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.id = OLD.submission_id))
  OR EXISTS (SELECT 1 FROM source JOIN submission ON submission.source_id = source.id
    WHERE source.demo AND submission.id = OLD.submission_id)
  OR (OLD.submission_id IS NULL AND EXISTS (SELECT 1 FROM source WHERE source.demo)
    AND NOT EXISTS (SELECT 1 FROM revision WHERE revision.decision_id = OLD.id))"""
_REVISION_MAY_GO = """NOT EXISTS (SELECT 1 FROM "group" WHERE "group".id = OLD.group_id)
  OR NOT EXISTS (SELECT 1 FROM decision WHERE decision.id = OLD.decision_id)"""
_BUT_SNAPSHOT = "id, group_id, number, decision_id, changed_fields, made_at"
_SQLITE = (
    "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision\n"
    "BEGIN SELECT RAISE(ABORT, 'a decision is never changed'); END",
    f"CREATE TRIGGER decision_kept BEFORE DELETE ON decision WHEN NOT ({_DECISION_MAY_GO})\n"
    "BEGIN SELECT RAISE(ABORT, 'a decision is never deleted'); END",
    f"CREATE TRIGGER revision_stays BEFORE UPDATE OF {_BUT_SNAPSHOT} ON revision\n"
    "BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END",
    f"CREATE TRIGGER revision_kept BEFORE DELETE ON revision WHEN NOT ({_REVISION_MAY_GO})\n"
    "BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION log_stays() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    "BEGIN RAISE EXCEPTION 'a decision or revision is never changed'; END $$",
    "CREATE OR REPLACE FUNCTION decision_kept() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    f"BEGIN IF {_DECISION_MAY_GO} THEN RETURN OLD; END IF;\n"
    "RAISE EXCEPTION 'a decision is never deleted'; END $$",
    "CREATE OR REPLACE FUNCTION revision_kept() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    f"BEGIN IF {_REVISION_MAY_GO} THEN RETURN OLD; END IF;\n"
    "RAISE EXCEPTION 'a revision is never deleted'; END $$",
    "CREATE TRIGGER decision_stays BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION log_stays()",
    "CREATE TRIGGER decision_kept BEFORE DELETE ON decision FOR EACH ROW EXECUTE FUNCTION decision_kept()",
    f"CREATE TRIGGER revision_stays BEFORE UPDATE OF {_BUT_SNAPSHOT} ON revision\n"
    "FOR EACH ROW EXECUTE FUNCTION log_stays()",
    "CREATE TRIGGER revision_kept BEFORE DELETE ON revision FOR EACH ROW EXECUTE FUNCTION revision_kept()",
)
_TRIGGERS = (
    ('decision_stays', 'decision'), ('decision_kept', 'decision'),
    ('revision_stays', 'revision'), ('revision_kept', 'revision'),
)


def upgrade() -> None:
    """Write the triggers."""
    for statement in _SQLITE if op.get_bind().dialect.name == 'sqlite' else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    """Take the triggers away."""
    on_sqlite = op.get_bind().dialect.name == 'sqlite'
    for name, table in _TRIGGERS:
        op.execute(f'DROP TRIGGER {name}' if on_sqlite else f'DROP TRIGGER {name} ON {table}')
    if not on_sqlite:
        for name in ('log_stays', 'decision_kept', 'revision_kept'):
            op.execute(f'DROP FUNCTION {name}()')
