"""Remember when a meeting was last approved, so that what its group never confirmed grows old too.

What the search index holds as stale is read from the index itself, because each meeting has its own clock.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0018'
down_revision: str | None = '0017'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward; what is listed already was approved, as far as is known, when last changed."""
    op.add_column('meeting', sa.Column('approved_on', sa.Date(), nullable=True))
    op.execute('UPDATE meeting SET approved_on = date(updated_at) WHERE source_id IS NULL')
    op.drop_column('standing', 'stale')


def downgrade() -> None:
    """Move the tables back."""
    op.add_column('standing', sa.Column('stale', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.drop_column('meeting', 'approved_on')
