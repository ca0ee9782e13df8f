"""What somebody has begun to type and not sent yet: kept for thirty days, found by a browser's secret."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.accounts.hashing import hash_of, new_secret
from meetfinder.db import Model, db

KEPT = timedelta(days=30)
"""How long after the last change."""


class Draft(Model):
    """A form half filled in. Nobody but its writer ever sees it."""

    __tablename__ = "draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    """Who began it, where it was begun by somebody signed in, whose address is proven."""
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    touched_at: Mapped[datetime] = mapped_column(index=True)


def begin(answers: dict[str, Any], *, now: datetime, account_id: int | None = None) -> str:
    """Keep the first answers and return the secret that finds them again."""
    secret = new_secret()
    draft = Draft(token_hash=hash_of(secret), account_id=account_id, answers=answers, touched_at=now)
    db.session.add(draft)
    db.session.flush()
    return secret


def find(secret: str, *, now: datetime) -> Draft | None:
    """Return the draft of a secret; None when it is too old or was sent."""
    draft = db.session.scalar(select(Draft).where(Draft.token_hash == hash_of(secret)))
    return draft if draft is not None and now < draft.touched_at + KEPT else None


def of_account(account_id: int, kind: str, *, now: datetime) -> Draft | None:
    """Return what an account keeps of a kind that no browser's secret leads to; the newest of several."""
    wanted = (Draft.account_id == account_id, Draft.answers["kind"].as_string() == kind)
    found = db.session.scalar(select(Draft).where(*wanted).order_by(Draft.id.desc()).limit(1))
    return found if found is not None and now < found.touched_at + KEPT else None


def keep(draft: Draft, answers: dict[str, Any], *, now: datetime) -> None:
    """Put these answers in place of the former ones."""
    draft.answers, draft.touched_at = answers, now
    db.session.flush()


def drop(draft: Draft) -> None:
    """Forget a draft."""
    db.session.delete(draft)
    db.session.flush()


def purge(*, now: datetime) -> int:
    """Forget all drafts that nobody has touched for long, and return how many there were."""
    gone = db.session.scalars(delete(Draft).where(Draft.touched_at <= now - KEPT).returning(Draft.id))
    return len(gone.all())
