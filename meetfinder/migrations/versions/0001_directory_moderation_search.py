"""Make the tables of the directory, of moderation and of search."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0001'
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Move the tables forward."""
    op.create_table('fellowship',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('short_name', sa.String(length=40), nullable=False),
    sa.Column('kind', sa.String(length=20), nullable=False),
    sa.Column('twelve_step', sa.Boolean(), nullable=False),
    sa.Column('for_family', sa.Boolean(), nullable=False),
    sa.Column('site', sa.String(length=300), nullable=True),
    sa.Column('finder', sa.String(length=300), nullable=True),
    sa.Column('countries', sa.JSON(), nullable=False),
    sa.Column('meeting_guide_program', sa.String(length=20), nullable=True),
    sa.Column('start_url', sa.String(length=300), nullable=True),
    sa.Column('start_source', sa.String(length=300), nullable=True),
    sa.Column('start_read_on', sa.Date(), nullable=True),
    sa.Column('psychiatric_position', sa.String(length=600), nullable=True),
    sa.Column('psychiatric_source', sa.String(length=300), nullable=True),
    sa.Column('psychiatric_source_title', sa.String(length=300), nullable=True),
    sa.Column('psychiatric_read_on', sa.Date(), nullable=True),
    sa.Column('moud_position', sa.String(length=600), nullable=True),
    sa.Column('moud_source', sa.String(length=300), nullable=True),
    sa.Column('moud_source_title', sa.String(length=300), nullable=True),
    sa.Column('moud_read_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_fellowship')),
    sa.UniqueConstraint('slug', name=op.f('uq_fellowship_slug'))
    )
    op.create_table('format',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=60), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('name_es', sa.String(length=120), nullable=False),
    sa.Column('category', sa.String(length=20), nullable=False),
    sa.Column('language', sa.String(length=20), nullable=True),
    sa.Column('youth', sa.Boolean(), nullable=False),
    sa.Column('meeting_guide', sa.String(length=20), nullable=True),
    sa.Column('programs', sa.JSON(), nullable=False),
    sa.Column('bmlt', sa.JSON(), nullable=False),
    sa.Column('bmlt_world', sa.String(length=20), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_format')),
    sa.UniqueConstraint('slug', name=op.f('uq_format_slug'))
    )
    op.create_table('guidance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('topic', sa.String(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sa.String(length=1000), nullable=False),
    sa.Column('text_es', sa.String(length=1000), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('source_title', sa.String(length=300), nullable=False),
    sa.Column('read_on', sa.Date(), nullable=False),
    sa.Column('checked_by_operator_on', sa.Date(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guidance')),
    sa.UniqueConstraint('slug', name=op.f('uq_guidance_slug'))
    )
    op.create_table('helpline',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=True),
    sa.Column('sms', sa.String(length=160), nullable=True),
    sa.Column('url', sa.String(length=300), nullable=True),
    sa.Column('hours', sa.String(length=160), nullable=True),
    sa.Column('free', sa.Boolean(), nullable=True),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('source', sa.String(length=300), nullable=False),
    sa.Column('source_title', sa.String(length=300), nullable=False),
    sa.Column('read_on', sa.Date(), nullable=False),
    sa.Column('checked_by_operator_on', sa.Date(), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_helpline')),
    sa.UniqueConstraint('country', 'name', name=op.f('uq_helpline_country_name'))
    )
    op.create_index(op.f('ix_helpline_country'), 'helpline', ['country'], unique=False)

    op.create_table('location',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('street', sa.String(length=255), nullable=False),
    sa.Column('city', sa.String(length=120), nullable=False),
    sa.Column('region', sa.String(length=120), nullable=False),
    sa.Column('postal_code', sa.String(length=20), nullable=False),
    sa.Column('country', sa.String(length=2), nullable=False),
    sa.Column('formatted_address', sa.String(length=500), nullable=False),
    sa.Column('latitude', sa.Double(), nullable=True),
    sa.Column('longitude', sa.Double(), nullable=True),
    sa.Column('precision', sa.String(length=12), nullable=False),
    sa.Column('notes', sa.String(length=2000), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_location')),
    sa.UniqueConstraint('fingerprint', name=op.f('uq_location_fingerprint'))
    )
    op.create_table('redirect',
    sa.Column('old_public_id', sa.String(length=12), nullable=False),
    sa.Column('new_public_id', sa.String(length=12), nullable=False),
    sa.PrimaryKeyConstraint('old_public_id', name=op.f('pk_redirect'))
    )
    op.create_table('search_tag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=300), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_tag')),
    sa.UniqueConstraint('name', name=op.f('uq_search_tag_name'))
    )
    op.create_table('search_zone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=40), nullable=False),
    sa.Column('south', sa.Double(), nullable=False),
    sa.Column('north', sa.Double(), nullable=False),
    sa.Column('west', sa.Double(), nullable=False),
    sa.Column('east', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_search_zone')),
    sa.UniqueConstraint('name', name=op.f('uq_search_zone_name'))
    )
    op.create_table('source',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('name', sa.String(length=160), nullable=False),
    sa.Column('format', sa.String(length=20), nullable=False),
    sa.Column('address', sa.String(length=500), nullable=True),
    sa.Column('licence', sa.String(length=160), nullable=True),
    sa.Column('republish', sa.Boolean(), nullable=False),
    sa.Column('demo', sa.Boolean(), nullable=False),
    sa.Column('fellowship_id', sa.Integer(), nullable=True),
    sa.Column('last_good_read', sa.DateTime(), nullable=True),
    sa.Column('last_row_count', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['fellowship_id'], ['fellowship.id'], name=op.f('fk_source_fellowship_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source')),
    sa.UniqueConstraint('slug', name=op.f('uq_source_slug'))
    )
    op.create_table('batch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('read_at', sa.DateTime(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_batch_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch'))
    )
    op.create_index(op.f('ix_batch_source_id'), 'batch', ['source_id'], unique=False)

    op.create_table('group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('fellowship_id', sa.Integer(), nullable=True),
    sa.Column('location_id', sa.Integer(), nullable=True),
    sa.Column('website', sa.String(length=300), nullable=True),
    sa.Column('notes', sa.String(length=4000), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=True),
    sa.Column('source_key', sa.String(length=300), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['fellowship_id'], ['fellowship.id'], name=op.f('fk_group_fellowship_id')),
    sa.ForeignKeyConstraint(['location_id'], ['location.id'], name=op.f('fk_group_location_id')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_group_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group')),
    sa.UniqueConstraint('public_id', name=op.f('uq_group_public_id')),
    sa.UniqueConstraint('source_id', 'source_key', name=op.f('uq_group_source_id_source_key'))
    )
    op.create_index(op.f('ix_group_fellowship_id'), 'group', ['fellowship_id'], unique=False)
    op.create_index(op.f('ix_group_location_id'), 'group', ['location_id'], unique=False)

    op.create_table('source_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(length=200), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('times_missing', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_source_row_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_source_row')),
    sa.UniqueConstraint('source_id', 'key', name=op.f('uq_source_row_source_id_key'))
    )
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('public_id', sa.String(length=12), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('location_id', sa.Integer(), nullable=True),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('start_minute', sa.Integer(), nullable=False),
    sa.Column('duration_minutes', sa.Integer(), nullable=True),
    sa.Column('timezone', sa.String(length=40), nullable=False),
    sa.Column('recurrence_kind', sa.String(length=20), nullable=False),
    sa.Column('recurrence_interval', sa.Integer(), nullable=False),
    sa.Column('recurrence_anchor', sa.Date(), nullable=True),
    sa.Column('recurrence_nths', sa.JSON(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('attendance', sa.String(length=12), nullable=False),
    sa.Column('join_url', sa.String(length=500), nullable=True),
    sa.Column('join_phone', sa.String(length=80), nullable=True),
    sa.Column('join_notes', sa.String(length=1000), nullable=False),
    sa.Column('join_visibility', sa.String(length=12), nullable=False),
    sa.Column('languages', sa.JSON(), nullable=False),
    sa.Column('notes', sa.String(length=8000), nullable=False),
    sa.Column('youth', sa.Boolean(), nullable=False),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.Column('confirmed_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(), nullable=False),
    sa.Column('updated_at', sa.DateTime(), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=True),
    sa.Column('source_key', sa.String(length=220), nullable=True),
    sa.Column('source_url', sa.String(length=500), nullable=True),
    sa.CheckConstraint('start_minute BETWEEN 0 AND 1439', name=op.f('ck_meeting_start_minute')),
    sa.CheckConstraint('weekday BETWEEN 0 AND 6', name=op.f('ck_meeting_weekday')),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_meeting_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['location_id'], ['location.id'], name=op.f('fk_meeting_location_id')),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_meeting_source_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('public_id', name=op.f('uq_meeting_public_id')),
    sa.UniqueConstraint('source_id', 'source_key', name=op.f('uq_meeting_source_id_source_key'))
    )
    op.create_index(op.f('ix_meeting_group_id'), 'meeting', ['group_id'], unique=False)
    op.create_index(op.f('ix_meeting_location_id'), 'meeting', ['location_id'], unique=False)

    op.create_table('submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('status', sa.String(length=12), nullable=False),
    sa.Column('source_id', sa.Integer(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=220), nullable=False),
    sa.Column('proposal', sa.Text(), nullable=False),
    sa.Column('lint', sa.JSON(), nullable=False),
    sa.Column('submitted_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['batch_id'], ['batch.id'], name=op.f('fk_submission_batch_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_submission_source_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_submission'))
    )
    op.create_index(op.f('ix_submission_batch_id'), 'submission', ['batch_id'], unique=False)
    op.create_index(op.f('ix_submission_key'), 'submission', ['key'], unique=False)
    op.create_index(op.f('ix_submission_source_id'), 'submission', ['source_id'], unique=False)
    op.create_index(op.f('ix_submission_status'), 'submission', ['status'], unique=False)

    op.create_table('attribute',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('value', sa.String(length=200), nullable=False),
    sa.Column('said_by', sa.String(length=12), nullable=False),
    sa.Column('as_of', sa.Date(), nullable=True),
    sa.CheckConstraint('(group_id IS NULL) <> (meeting_id IS NULL)', name=op.f('ck_attribute_one_owner')),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_attribute_group_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attribute_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attribute'))
    )
    op.create_index(op.f('ix_attribute_group_id'), 'attribute', ['group_id'], unique=False)
    op.create_index(op.f('ix_attribute_meeting_id'), 'attribute', ['meeting_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('submission_id', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(length=12), nullable=False),
    sa.Column('decided_by', sa.String(length=120), nullable=False),
    sa.Column('reason', sa.String(length=120), nullable=False),
    sa.Column('decided_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['submission_id'], ['submission.id'], name=op.f('fk_decision_submission_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision'))
    )
    op.create_index(op.f('ix_decision_submission_id'), 'decision', ['submission_id'], unique=False)

    op.create_table('meeting_exception',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('kind', sa.String(length=12), nullable=False),
    sa.Column('moved_to', sa.String(length=19), nullable=True),
    sa.Column('note', sa.String(length=500), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_exception_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_exception')),
    sa.UniqueConstraint('meeting_id', 'on', name=op.f('uq_meeting_exception_meeting_id_on'))
    )
    op.create_table('meeting_format',
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('format_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['format_id'], ['format.id'], name=op.f('fk_meeting_format_format_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_format_meeting_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('meeting_id', 'format_id', name=op.f('pk_meeting_format'))
    )
    op.create_index(op.f('ix_meeting_format_format_id'), 'meeting_format', ['format_id'], unique=False)

    op.create_table('occurrence',
    sa.Column('cell', sa.Integer(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('flags', sa.Integer(), nullable=False),
    sa.Column('x', sa.Integer(), nullable=False),
    sa.Column('y', sa.Integer(), nullable=False),
    sa.Column('z', sa.Integer(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('zone_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_occurrence_meeting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['zone_id'], ['search_zone.id'], name=op.f('fk_occurrence_zone_id')),
    sa.PrimaryKeyConstraint('cell', 'minute', 'meeting_id', name=op.f('pk_occurrence'), postgresql_include=['flags', 'x', 'y', 'z', 'length', 'zone_id']),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_occurrence_meeting_id'), 'occurrence', ['meeting_id'], unique=False)

    op.create_table('tagged_occurrence',
    sa.Column('tag_id', sa.Integer(), nullable=False),
    sa.Column('cell', sa.Integer(), nullable=False),
    sa.Column('minute', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('flags', sa.Integer(), nullable=False),
    sa.Column('x', sa.Integer(), nullable=False),
    sa.Column('y', sa.Integer(), nullable=False),
    sa.Column('z', sa.Integer(), nullable=False),
    sa.Column('length', sa.Integer(), nullable=False),
    sa.Column('zone_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_tagged_occurrence_meeting_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['tag_id'], ['search_tag.id'], name=op.f('fk_tagged_occurrence_tag_id')),
    sa.ForeignKeyConstraint(['zone_id'], ['search_zone.id'], name=op.f('fk_tagged_occurrence_zone_id')),
    sa.PrimaryKeyConstraint('tag_id', 'cell', 'minute', 'meeting_id', name=op.f('pk_tagged_occurrence'), postgresql_include=['flags', 'x', 'y', 'z', 'length', 'zone_id']),
    sqlite_with_rowid=False
    )
    op.create_index(op.f('ix_tagged_occurrence_meeting_id_tag_id'), 'tagged_occurrence', ['meeting_id', 'tag_id'], unique=False)

    op.create_table('revision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('decision_id', sa.Integer(), nullable=False),
    sa.Column('snapshot', sa.Text(), nullable=False),
    sa.Column('changed_fields', sa.JSON(), nullable=False),
    sa.Column('made_at', sa.DateTime(), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_revision_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['group_id'], ['group.id'], name=op.f('fk_revision_group_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_revision')),
    sa.UniqueConstraint('group_id', 'number', name=op.f('uq_revision_group_id_number'))
    )
    op.create_index(op.f('ix_revision_group_id'), 'revision', ['group_id'], unique=False)



def downgrade() -> None:
    """Move the tables back."""
    op.drop_index(op.f('ix_revision_group_id'), table_name='revision')

    op.drop_table('revision')
    op.drop_index(op.f('ix_tagged_occurrence_meeting_id_tag_id'), table_name='tagged_occurrence')

    op.drop_table('tagged_occurrence')
    op.drop_index(op.f('ix_occurrence_meeting_id'), table_name='occurrence')

    op.drop_table('occurrence')
    op.drop_index(op.f('ix_meeting_format_format_id'), table_name='meeting_format')

    op.drop_table('meeting_format')
    op.drop_table('meeting_exception')
    op.drop_index(op.f('ix_decision_submission_id'), table_name='decision')

    op.drop_table('decision')
    op.drop_index(op.f('ix_attribute_meeting_id'), table_name='attribute')
    op.drop_index(op.f('ix_attribute_group_id'), table_name='attribute')

    op.drop_table('attribute')
    op.drop_index(op.f('ix_submission_status'), table_name='submission')
    op.drop_index(op.f('ix_submission_source_id'), table_name='submission')
    op.drop_index(op.f('ix_submission_key'), table_name='submission')
    op.drop_index(op.f('ix_submission_batch_id'), table_name='submission')

    op.drop_table('submission')
    op.drop_index(op.f('ix_meeting_location_id'), table_name='meeting')
    op.drop_index(op.f('ix_meeting_group_id'), table_name='meeting')

    op.drop_table('meeting')
    op.drop_table('source_row')
    op.drop_index(op.f('ix_group_location_id'), table_name='group')
    op.drop_index(op.f('ix_group_fellowship_id'), table_name='group')

    op.drop_table('group')
    op.drop_index(op.f('ix_batch_source_id'), table_name='batch')

    op.drop_table('batch')
    op.drop_table('source')
    op.drop_table('search_zone')
    op.drop_table('search_tag')
    op.drop_table('redirect')
    op.drop_table('location')
    op.drop_index(op.f('ix_helpline_country'), table_name='helpline')

    op.drop_table('helpline')
    op.drop_table('guidance')
    op.drop_table('format')
    op.drop_table('fellowship')
