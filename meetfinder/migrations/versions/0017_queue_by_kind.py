"""Find what waits of one kind without going through everything that waits."""

from collections.abc import Sequence

from alembic import op

revision: str = '0017'
down_revision: str | None = '0016'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = 'ix_submission_case_kind_harm_since_submission_id'


def upgrade() -> None:
    """Move the tables forward."""
    op.create_index(
        op.f(NAME), 'submission_case', ['kind', 'harm', 'since', 'submission_id'], unique=False
    )


def downgrade() -> None:
    """Move the tables back."""
    op.drop_index(op.f(NAME), table_name='submission_case')
