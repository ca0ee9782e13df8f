"""Accounts by their mail address, and what they may decide about."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from meetfinder.accounts.models import Account, Role
from meetfinder.db import db
from meetfinder.mail.letter import checked_address

INDEPENDENT = "independent"
"""Stands in a scope for groups that belong to no fellowship."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What a scope is compared with: whose group it is and where. Empty means independent, and nowhere."""

    fellowship: str = ""
    country: str = ""
    region: str = ""


def normalised(email: str) -> str:
    """Return a mail address in lower case; raise ValueError for what is not exactly one."""
    return checked_address(email).lower()


def find_account(email: str) -> Account | None:
    """Return the account of a mail address; None where there is none, or no address."""
    try:
        address = normalised(email)
    except ValueError:
        return None
    return db.session.scalar(select(Account).where(Account.email == address))


def find_or_make_account(email: str, *, now: datetime) -> Account:
    """Return the account of a mail address, made where there was none; raise ValueError for no address."""
    address = normalised(email)
    account = db.session.scalar(select(Account).where(Account.email == address))
    if account is None:
        account = Account(email=address, role=Role.ORGANIZER, created_at=now)
        db.session.add(account)
        db.session.flush()
    return account


def may_moderate(account: Account, facts: Concern) -> bool:
    """Say whether an account may decide about something; an administrator may decide about everything.

    A scope names fellowships and places; both must fit, and one that names none fits all. What has no place,
    as a meeting online, is only for those whose scope names no place.
    """
    if account.disabled_at is not None or account.role == Role.ORGANIZER:
        return False
    if account.role == Role.ADMINISTRATOR:
        return True
    fellowships, countries, areas = account.scope_fellowships, account.scope_countries, account.scope_areas
    ours = not fellowships or (facts.fellowship or INDEPENDENT) in fellowships
    region = f"{facts.country}-{facts.region}"
    here = not (countries or areas) or facts.country in countries or region in areas
    return ours and here


def moderators() -> list[Account]:
    """Return the accounts that may decide, by mail address."""
    deciding = select(Account).where(Account.role != Role.ORGANIZER, Account.disabled_at.is_(None))
    return list(db.session.scalars(deciding.order_by(Account.email)))


def mark_dead_mail(email: str, *, now: datetime) -> None:
    """Record that there is no such mailbox."""
    account = find_account(email)
    if account is not None and account.mail_dead_at is None:
        account.mail_dead_at = now
