"""Give each meeting an edition, drawn anew with every change, so that old text of it is known to be old."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0019'
down_revision: str | None = '0018'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward."""
    op.add_column('meeting', sa.Column('edition', sa.BigInteger(), nullable=False, server_default='0'))


def downgrade() -> None:
    """Move the tables back."""
    op.drop_column('meeting', 'edition')
