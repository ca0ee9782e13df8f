"""What a person sent, as it is handled: who, about which group, where it stands, what was said about it."""

from datetime import datetime
from enum import IntEnum, StrEnum

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetfinder.db import Model
from meetfinder.directory.models import Group


class SubmissionKind(StrEnum):
    """What a person wants with a submission."""

    NEW = "new"
    CHANGE = "change"
    CLOSURE = "closure"
    FORMING = "forming"
    """A group that people are wanted for; it has no meeting yet."""
    REPORT = "report"
    """Made by a safety report: to approve is to take the listing down, to decline is to show it again."""
    HANDOVER = "handover"
    """Another account is to become an organizer of the group; changes nothing that is listed."""


class Harm(IntEnum):
    """How much harm waiting does; the queue is in this order (domain reference §5)."""

    SAFETY = 0
    EXPOSURE = 1
    """Something that names or exposes a person was found in it, or is reported."""
    LINK = 2
    """A join link, number or website changes: the usual way to take a room over."""
    NEW = 3
    STALE = 4
    """Everything else: a plain change, or one that was published first and is looked at afterwards."""


class Case(Model):
    """What belongs to a submission that a person sent. Rows of lists have none."""

    __tablename__ = "submission_case"
    __table_args__ = (
        Index(None, "harm", "since", "submission_id"),
        Index(None, "kind", "harm", "since", "submission_id"),
        Index(None, "account_id", "kind"),
    )

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    """Who sent it; nothing for what visitors reported and after the account was erased."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    """The group that it is about; for a new one as soon as it is approved."""
    group: Mapped[Group | None] = relationship()
    base: Mapped[str] = mapped_column(Text, default="")
    """The group as the form showed it, JSON of a Proposal: what differs from it is what is wanted."""
    harm: Mapped[int | None]
    """A Harm while it waits for a moderator, nothing while it does not."""
    since: Mapped[datetime]
    """Since when it has been waiting: the queue's order among equals."""
    published_first: Mapped[bool] = mapped_column(default=False)
    """Whether it is in the directory already and waits to be looked at only."""
    country: Mapped[str] = mapped_column(String(2), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    fellowship: Mapped[str] = mapped_column(String(80), default="")
    """Slug, empty for an independent group. These three are what a moderator's scope is compared with."""
    seconded_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    """The other organizer who said yes, where two people are needed."""
    handed_to: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    claimed_at: Mapped[datetime | None]


class Message(Model):
    """One thing that a moderator or the sender wrote about a submission; only these two read it."""

    __tablename__ = "submission_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    from_moderator: Mapped[bool]
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class Telephoned(Model):
    """A submission that a moderator typed for somebody who telephoned: nobody becomes an organizer by it."""

    __tablename__ = "submission_telephoned"

    submission_id: Mapped[int] = mapped_column(
        ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True
    )


class Barred(Model):
    """A moderator who must not see or decide a case, because it concerns that person."""

    __tablename__ = "submission_barred"
    __table_args__ = (PrimaryKeyConstraint("submission_id", "account_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
