"""Keep what people decided about listings of lists, and digests of the words that were erased."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0010'
down_revision: str | None = '0009'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward."""
    op.create_table('upheld',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('field', sa.String(length=40), nullable=False),
    sa.Column('at_most', sa.String(length=12), nullable=False),
    sa.Column('said', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_upheld_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_upheld_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upheld')),
    sa.UniqueConstraint('group_id', 'field', name=op.f('uq_upheld_group_id_field')),
    sa.UniqueConstraint('meeting_id', 'field', name=op.f('uq_upheld_meeting_id_field'))
    )
    op.create_table('erased',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('digest', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_erased_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_erased_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_erased_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_erased'))
    )
    op.create_index(op.f('ix_erased_decision_id'), 'erased', ['decision_id'], unique=False)
    op.create_index(op.f('ix_erased_group_id'), 'erased', ['group_id'], unique=False)
    op.create_index(op.f('ix_erased_source_id'), 'erased', ['source_id'], unique=False)


def downgrade() -> None:
    """Move the tables back."""
    op.drop_index(op.f('ix_erased_source_id'), table_name='erased')
    op.drop_index(op.f('ix_erased_group_id'), table_name='erased')
    op.drop_index(op.f('ix_erased_decision_id'), table_name='erased')
    op.drop_table('erased')
    op.drop_table('upheld')
