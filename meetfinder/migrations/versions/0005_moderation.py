"""Keep what people send and moderators do: cases, messages, reports, confirmations, standings and rooms."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0005'
down_revision: str | None = '0003'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward."""
    op.create_table('confirmation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_confirmation_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_confirmation_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmation'))
    )
    op.create_index(op.f('ix_confirmation_group_id'), 'confirmation', ['group_id'], unique=False)
    op.create_table('standing',
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('hidden', sa.String(length=12), nullable=False),
    sa.Column('doubted_on', sa.Date(), nullable=True),
    sa.Column('asked_for', sa.Date(), nullable=True),
    sa.Column('asked_days', sa.Integer(), nullable=False),
    sa.Column('stale', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_standing_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('group_id', name=op.f('pk_standing'))
    )
    op.create_index(op.f('ix_standing_hidden'), 'standing', ['hidden'], unique=False)
    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('submission_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_report_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_report_meeting_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_report_submission_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    op.create_index(op.f('ix_report_group_id_kind_reported_on'), 'report', ['group_id', 'kind', 'reported_on'], unique=False)
    op.create_table('room',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=120), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_room_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', name=op.f('pk_room'))
    )
    op.create_index(op.f('ix_room_key'), 'room', ['key'], unique=False)
    op.create_table('submission_barred',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_submission_barred_account_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_barred_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('submission_id', 'account_id', name=op.f('pk_submission_barred'))
    )
    op.create_table('submission_case',
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('base', sa.Text(), nullable=False),
    sa.Column('harm', sa.Integer(), nullable=True),
    sa.Column('since', sa.DateTime(), nullable=False),
    sa.Column('published_first', sa.Boolean(), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('region', sa.String(length=120), nullable=False),
    sa.Column('fellowship', sa.String(length=80), nullable=False),
    sa.Column('seconded_by', sa.Integer(), nullable=True),
    sa.Column('handed_to', sa.Integer(), nullable=True),
    sa.Column('claimed_by', sa.Integer(), nullable=True),
    sa.Column('claimed_at', sa.DateTime(), nullable=True),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_submission_case_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['claimed_by'], ['account.id'], name=op.f('fk_submission_case_claimed_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_submission_case_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['handed_to'], ['account.id'], name=op.f('fk_submission_case_handed_to'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['seconded_by'], ['account.id'], name=op.f('fk_submission_case_seconded_by'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_case_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('submission_id', name=op.f('pk_submission_case'))
    )
    op.create_index(op.f('ix_submission_case_account_id_kind'), 'submission_case', ['account_id', 'kind'], unique=False)
    op.create_index(op.f('ix_submission_case_group_id'), 'submission_case', ['group_id'], unique=False)
    op.create_index(op.f('ix_submission_case_harm_since_submission_id'), 'submission_case', ['harm', 'since', 'submission_id'], unique=False)
    op.create_table('submission_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('from_moderator', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_submission_message_account_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_submission_message_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission_message'))
    )
    op.create_index(op.f('ix_submission_message_submission_id'), 'submission_message', ['submission_id'], unique=False)
    op.create_table('undoing',
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('undone_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_undoing_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undone_id'], ['decision.id'], name=op.f('fk_undoing_undone_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('decision_id', name=op.f('pk_undoing')),
    sa.UniqueConstraint('undone_id', name=op.f('uq_undoing_undone_id'))
    )


def downgrade() -> None:
    """Move the tables back."""
    op.drop_table('undoing')
    op.drop_index(op.f('ix_submission_message_submission_id'), table_name='submission_message')
    op.drop_table('submission_message')
    op.drop_index(op.f('ix_submission_case_harm_since_submission_id'), table_name='submission_case')
    op.drop_index(op.f('ix_submission_case_group_id'), table_name='submission_case')
    op.drop_index(op.f('ix_submission_case_account_id_kind'), table_name='submission_case')
    op.drop_table('submission_case')
    op.drop_table('submission_barred')
    op.drop_index(op.f('ix_room_key'), table_name='room')
    op.drop_table('room')
    op.drop_index(op.f('ix_report_group_id_kind_reported_on'), table_name='report')
    op.drop_table('report')
    op.drop_index(op.f('ix_standing_hidden'), table_name='standing')
    op.drop_table('standing')
    op.drop_index(op.f('ix_confirmation_group_id'), table_name='confirmation')
    op.drop_table('confirmation')
