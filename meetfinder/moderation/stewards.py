"""Who speaks for a group: what this room needs of the accounts."""

from datetime import datetime

from meetfinder.accounts import stewardship
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.models import Group


def is_steward(account_id: int | None, group: Group | None) -> bool:
    """Say whether an account is an organizer of a group; nobody is one of nothing."""
    if account_id is None or group is None:
        return False
    account = db.session.get(Account, account_id)
    return account is not None and stewardship.is_steward(account, group.id)


def make_steward(account_id: int | None, group: Group, *, now: datetime) -> None:
    """Make an account an organizer of a group; does nothing for one that is, or that was erased."""
    account = None if account_id is None else db.session.get(Account, account_id)
    if account is not None:
        stewardship.make_steward(account, group.id, now=now)
