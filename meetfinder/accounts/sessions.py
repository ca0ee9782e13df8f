"""Sessions: rows, so that each can be seen and ended. The browser holds a secret, the row only its hash."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, or_, select, update

from meetfinder.accounts.hashing import hash_of, new_secret
from meetfinder.accounts.models import Account, Purpose, Role, Session
from meetfinder.db import db

SEEN_EVERY = timedelta(minutes=5)
"""How exactly it is known when a session was last used."""
IDLE = {Role.ORGANIZER: timedelta(days=7)}
LONGEST = {Role.ORGANIZER: timedelta(days=30)}
IDLE_DECIDING, LONGEST_DECIDING = timedelta(hours=2), timedelta(hours=12)
"""For moderators and administrators."""


def open_session(account: Account, *, opened_by: Purpose, now: datetime) -> str:
    """Sign an account in and return the secret for its browser."""
    secret = new_secret()
    db.session.add(
        Session(
            account_id=account.id,
            token_hash=hash_of(secret),
            opened_by=opened_by,
            created_at=now,
            last_seen_at=now,
        )
    )
    db.session.flush()
    return secret


def session_of(secret: str, *, now: datetime) -> Session | None:
    """Return the live session of a secret without writing; None when it has ended or never was."""
    found = db.session.scalar(select(Session).where(Session.token_hash == hash_of(secret)))
    return found if found is not None and is_live(found, now=now) else None


def is_live(session: Session, *, now: datetime) -> bool:
    """Say whether a session may still be used."""
    role = Role(session.account.role)
    if session.ended_at is not None or session.account.disabled_at is not None:
        return False
    idle, longest = IDLE.get(role, IDLE_DECIDING), LONGEST.get(role, LONGEST_DECIDING)
    return now < session.last_seen_at + idle and now < session.created_at + longest


def is_unseen(session: Session, *, now: datetime) -> bool:
    """Say whether it is time to record that a session is in use."""
    return now >= session.last_seen_at + SEEN_EVERY


def see(session_id: int, *, now: datetime) -> None:
    """Record that a session is in use."""
    db.session.execute(update(Session).where(Session.id == session_id).values(last_seen_at=now))


def pass_second_factor(session: Session, *, now: datetime) -> str:
    """Raise a session after its second factor and return its new secret; the old one is worthless."""
    secret = new_secret()
    session.token_hash = hash_of(secret)
    session.second_factor_at = now
    db.session.flush()
    return secret


def sessions_of(account: Account, *, now: datetime) -> list[Session]:
    """Return the live sessions of an account, the last used first."""
    found = select(Session).where(Session.account_id == account.id, Session.ended_at.is_(None))
    rows = db.session.scalars(found.order_by(Session.last_seen_at.desc(), Session.id.desc()))
    return [row for row in rows if is_live(row, now=now)]


def end_session(session: Session, *, now: datetime) -> None:
    """End a session; its secret is worthless from now on."""
    session.ended_at = session.ended_at or now
    db.session.flush()


def end_all(account: Account, *, now: datetime) -> None:
    """End every session of an account."""
    open_ones = update(Session).where(Session.account_id == account.id, Session.ended_at.is_(None))
    db.session.execute(open_ones.values(ended_at=now))


def purge(*, now: datetime) -> int:
    """Delete the sessions that `is_live` would refuse, and return how many there were."""
    organizers = select(Account.id).where(Account.role == Role.ORGANIZER)
    disabled = select(Account.id).where(Account.disabled_at.is_not(None))
    idle, longest = IDLE[Role.ORGANIZER], LONGEST[Role.ORGANIZER]
    deciding = Session.account_id.not_in(organizers)
    too_old = or_(
        and_(deciding, _is_over(IDLE_DECIDING, LONGEST_DECIDING, now)), _is_over(idle, longest, now)
    )
    ended = or_(Session.ended_at.is_not(None), Session.account_id.in_(disabled), too_old)
    return len(db.session.scalars(delete(Session).where(ended).returning(Session.id)).all())


def _is_over(idle: timedelta, longest: timedelta, now: datetime) -> ColumnElement[bool]:
    return or_(Session.last_seen_at <= now - idle, Session.created_at <= now - longest)


def forget(account: Account) -> None:
    """Erase an account with its sessions, links, codes and stewardships."""
    db.session.execute(delete(Account).where(Account.id == account.id))
    db.session.expire_all()
