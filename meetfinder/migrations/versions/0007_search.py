"""Tag as long what lasts more than an hour and a half: who looks for running meetings looks back so far."""

from collections.abc import Sequence

from alembic import op

revision: str = '0007'
down_revision: str | None = '0006'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# Until now only what lasts more than three hours had the tag.
_BETWEEN = "length > 90 AND length <= 180"
_LONG = "(SELECT id FROM search_tag WHERE name = 'long')"
_COLUMNS = "cell, minute, meeting_id, flags, x, y, z, length, zone_id"


def upgrade() -> None:
    """Tag what lasts between an hour and a half and three hours."""
    op.execute(
        "INSERT INTO search_tag (name) SELECT 'long' "
        f"WHERE NOT EXISTS {_LONG} AND EXISTS (SELECT 1 FROM occurrence WHERE {_BETWEEN})"
    )
    op.execute(
        f"INSERT INTO tagged_occurrence (tag_id, {_COLUMNS}) "
        f"SELECT {_LONG}, {_COLUMNS} FROM occurrence WHERE {_BETWEEN}"
    )


def downgrade() -> None:
    """Take the tag from it."""
    op.execute(f"DELETE FROM tagged_occurrence WHERE tag_id = {_LONG} AND {_BETWEEN}")
