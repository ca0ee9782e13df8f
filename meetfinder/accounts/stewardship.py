"""Who looks after which group."""

from datetime import datetime

from sqlalchemy import select

from meetfinder.accounts.models import Account, Stewardship
from meetfinder.db import db


def is_steward(account: Account, group_id: int) -> bool:
    """Say whether an account looks after a group."""
    return account.disabled_at is None and _row(account.id, group_id) is not None


def stewards_of(group_id: int) -> list[Account]:
    """Return the accounts that look after a group, the longest first; disabled ones are left out."""
    found = select(Account).join(Stewardship, Stewardship.account_id == Account.id)
    ours = found.where(Stewardship.group_id == group_id, Account.disabled_at.is_(None))
    return list(db.session.scalars(ours.order_by(Stewardship.since, Stewardship.id)))


def groups_of(account: Account) -> list[int]:
    """Return the ids of the groups that an account looks after, in the order in which it took them over."""
    ours = select(Stewardship.group_id).where(Stewardship.account_id == account.id)
    return list(db.session.scalars(ours.order_by(Stewardship.since, Stewardship.id)))


def make_steward(account: Account, group_id: int, *, now: datetime) -> None:
    """Let an account look after a group; does nothing where it does so already."""
    if _row(account.id, group_id) is None:
        db.session.add(Stewardship(group_id=group_id, account_id=account.id, since=now))
        db.session.flush()


def remove_steward(account: Account, group_id: int) -> None:
    """Take a group from an account."""
    row = _row(account.id, group_id)
    if row is not None:
        db.session.delete(row)
        db.session.flush()


def _row(account_id: int, group_id: int) -> Stewardship | None:
    ours = select(Stewardship).where(Stewardship.account_id == account_id, Stewardship.group_id == group_id)
    return db.session.scalar(ours)
