"""The tables of people who act: nobody who only searches is in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetfinder.accounts.sealing import Sealed
from meetfinder.db import Model


class Role(StrEnum):
    """What an account may do; each role may do what the one before it may."""

    ORGANIZER = "organizer"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Purpose(StrEnum):
    """What a link in a mail is good for."""

    SIGN_IN = "sign_in"
    CONFIRM = "confirm"
    INVITE = "invite"


class Account(Model):
    """A mail address whose owner may act. Nothing else is known about the person."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """In lower case; shown to its owner and to administrators only."""
    role: Mapped[str] = mapped_column(String(16), default=Role.ORGANIZER)
    scope_fellowships: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Slugs, and `independent`; for a moderator. Empty: every one."""
    scope_countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    """ISO 3166-1 alpha-2; empty together with the areas: everywhere."""
    scope_areas: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Regions as `US-TX`: country, hyphen, region as addresses name it."""
    totp_secret: Mapped[str | None] = mapped_column(Sealed)
    totp_pending: Mapped[str | None] = mapped_column(Sealed)
    """Shown to its owner, not proven by a first code yet."""
    totp_last_step: Mapped[int] = mapped_column(default=0)
    """The 30-second step of the last code that was accepted: none is accepted twice."""
    proven_at: Mapped[datetime | None]
    """When somebody first used a link that was sent to this address."""
    disabled_at: Mapped[datetime | None]
    mail_dead_at: Mapped[datetime | None]
    """When a server said that there is no such mailbox."""
    created_at: Mapped[datetime]


class RecoveryCode(Model):
    """One of the codes that stand in for a lost authenticator, each once. Only its hash is kept."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None]


class Session(Model):
    """A browser in which an account is signed in."""

    __tablename__ = "account_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    account: Mapped[Account] = relationship()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    opened_by: Mapped[str] = mapped_column(String(12))
    """The purpose of the link that opened it: only an invitation lets a second factor be set up."""
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class SignInToken(Model):
    """A link in a mail, good for one use. Only its hash is kept."""

    __tablename__ = "sign_in_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(120), default="")
    """What a confirmation is about, such as `submission:12`; empty for the others."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Stewardship(Model):
    """An account looks after a group; a group may have several such accounts."""

    __tablename__ = "stewardship"
    __table_args__ = (UniqueConstraint("group_id", "account_id"), Index(None, "account_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    since: Mapped[datetime]
