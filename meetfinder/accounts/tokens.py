"""Links in mails: minted when the mail is sent, used once and by POST, because mail scanners follow links."""

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from meetfinder.accounts.hashing import hash_of, new_secret
from meetfinder.accounts.models import Account, Purpose, SignInToken
from meetfinder.db import db

LIFETIMES = {
    Purpose.SIGN_IN: timedelta(hours=1),
    Purpose.CONFIRM: timedelta(days=7),
    Purpose.INVITE: timedelta(days=7),
}

KEPT = timedelta(days=30)
"""So long a used or expired link can still say why it does not work; then nobody knows it any more."""


class TokenRefused(ValueError):
    """A link cannot be used; `code` is `unknown`, `used` or `expired`."""

    def __init__(self, code: str, token: SignInToken | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.token = token


def mint(purpose: Purpose, account: Account, *, subject: str = "", now: datetime) -> str:
    """Return a new secret for a link to this account's mailbox; only its hash is flushed."""
    secret = new_secret()
    db.session.add(
        SignInToken(
            token_hash=hash_of(secret),
            purpose=purpose,
            account_id=account.id,
            subject=subject,
            created_at=now,
            expires_at=now + LIFETIMES[purpose],
        )
    )
    db.session.flush()
    return secret


def look_at(secret: str, *, now: datetime) -> SignInToken:
    """Return what a link is good for without using it; raise TokenRefused when it is good for nothing."""
    token = db.session.scalar(select(SignInToken).where(SignInToken.token_hash == hash_of(secret)))
    if token is None or _account(token).disabled_at is not None:
        raise TokenRefused("unknown")
    if token.used_at is not None:
        raise TokenRefused("used", token)
    if token.expires_at <= now:
        raise TokenRefused("expired", token)
    return token


def redeem(secret: str, *, now: datetime) -> tuple[SignInToken, Account]:
    """Use a link and return it with its account, whose address is proven by it; of two at once one succeeds.

    Raises TokenRefused. An invitation makes every other invitation of its account worthless.
    """
    token = look_at(secret, now=now)
    won = db.session.execute(
        update(SignInToken)
        .where(SignInToken.id == token.id, SignInToken.used_at.is_(None))
        .values(used_at=now)
        .returning(SignInToken.id)
    ).all()
    db.session.refresh(token)
    if not won:
        raise TokenRefused("used", token)
    account = _account(token)
    account.proven_at = account.proven_at or now
    account.mail_dead_at = None
    if token.purpose == Purpose.INVITE:
        _void_invitations(account, now=now)
    return token, account


def purge(*, now: datetime) -> int:
    """Forget links that were used or ran out long ago, and return how many there were."""
    done = or_(SignInToken.used_at <= now - KEPT, SignInToken.expires_at <= now - KEPT)
    return len(db.session.scalars(delete(SignInToken).where(done).returning(SignInToken.id)).all())


def _void_invitations(account: Account, *, now: datetime) -> None:
    open_ones = (SignInToken.account_id == account.id, SignInToken.used_at.is_(None))
    db.session.execute(
        update(SignInToken).where(*open_ones, SignInToken.purpose == Purpose.INVITE).values(used_at=now)
    )


def _account(token: SignInToken) -> Account:
    return db.session.get_one(Account, token.account_id)
