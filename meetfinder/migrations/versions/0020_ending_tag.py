"""Tag what has a last date, so that it is found without looking at the rest."""

from collections.abc import Sequence

from alembic import op

revision: str = '0020'
down_revision: str | None = '0019'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ENDING = 4096
"""The flag of what has a last date."""
COLUMNS = 'cell, minute, meeting_id, flags, x, y, z, length, zone_id'


def upgrade() -> None:
    """Move the tables forward."""
    downgrade()  # A program that knows the tag may have written it already.
    ends = f'(flags & {ENDING}) <> 0'
    op.execute(
        "INSERT INTO search_tag (name) SELECT 'ending' "
        f'WHERE EXISTS (SELECT 1 FROM occurrence WHERE {ends})'  # noqa: S608  All of it is ours.
    )
    op.execute(
        f'INSERT INTO tagged_occurrence (tag_id, {COLUMNS}) '  # noqa: S608
        f"SELECT (SELECT id FROM search_tag WHERE name = 'ending'), {COLUMNS} FROM occurrence WHERE {ends}"
    )


def downgrade() -> None:
    """Move the tables back."""
    op.execute("DELETE FROM tagged_occurrence WHERE tag_id IN (SELECT id FROM search_tag WHERE name = 'ending')")
    op.execute("DELETE FROM search_tag WHERE name = 'ending'")
