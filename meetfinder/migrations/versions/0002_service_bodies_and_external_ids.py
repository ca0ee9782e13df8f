"""Keep service bodies, the names that sources have for things, and places by their point."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0002'
down_revision: str | None = '0001'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward."""
    op.create_table('external_id',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('key', sa.String(length=80), nullable=False),
    sa.Column('language', sa.String(length=20), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_external_id_format_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_external_id_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_external_id')),
    sa.UniqueConstraint('source_id', 'kind', 'key', 'language', name=op.f('uq_external_id_source_id_kind_key_language'))
    )
    op.create_table('service_body',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('parent_key', sa.String(length=40), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('website', sa.String(length=500), nullable=False),
    sa.Column('helpline', sa.String(length=255), nullable=False),
    sa.Column('world_id', sa.String(length=60), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_service_body_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_body')),
    sa.UniqueConstraint('source_id', 'key', name=op.f('uq_service_body_source_id_key'))
    )
    op.create_index(op.f('ix_location_latitude_longitude'), 'location', ['latitude', 'longitude'], unique=False)


def downgrade() -> None:
    """Move the tables back."""
    op.drop_index(op.f('ix_location_latitude_longitude'), table_name='location')
    op.drop_table('service_body')
    op.drop_table('external_id')
