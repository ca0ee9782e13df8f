"""Keep the lists that are followed: where they are, how often they are read, and how the last reading went."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0006'
down_revision: str | None = '0005'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward."""
    op.create_table('followed_source',
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('address', sa.String(length=500), nullable=False),
    sa.Column('format', sa.String(length=20), nullable=False),
    sa.Column('fellowship', sa.String(length=80), nullable=False),
    sa.Column('publish', sa.Boolean(), nullable=False),
    sa.Column('republish', sa.Boolean(), nullable=False),
    sa.Column('licence', sa.String(length=160), nullable=False),
    sa.Column('contact', sa.String(length=254), nullable=False),
    sa.Column('every_hours', sa.Integer(), nullable=False),
    sa.Column('paused', sa.Boolean(), nullable=False),
    sa.Column('etag', sa.String(length=200), nullable=False),
    sa.Column('last_modified', sa.String(length=200), nullable=False),
    sa.Column('due_at', sa.DateTime(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(), nullable=True),
    sa.Column('last_tried', sa.DateTime(), nullable=True),
    sa.Column('last_full_read', sa.DateTime(), nullable=True),
    sa.Column('last_error', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('slug', name=op.f('pk_followed_source'))
    )


def downgrade() -> None:
    """Move the tables back."""
    op.drop_table('followed_source')
