"""What else is kept about listings: reports, confirmations, which decision undid which, keys of rooms."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class ReportKind(StrEnum):
    """What somebody says about a listing."""

    NOT_THERE = "not_there"
    SAFETY = "safety"
    EXPOSURE = "exposure"
    """It shows somebody's name, address, number or mail."""


class Report(Model):
    """What a visitor reported; nothing is kept about the visitor."""

    __tablename__ = "report"
    __table_args__ = (Index(None, "group_id", "kind", "reported_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"))
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id", ondelete="SET NULL"))
    """The case that a safety report made."""
    kind: Mapped[str] = mapped_column(String(12))
    reported_on: Mapped[date]
    """The day in UTC: two reports count as two only on different days."""
    text: Mapped[str] = mapped_column(Text, default="")
    """For moderators only; blanked after 30 days."""
    closed_on: Mapped[date | None]
    """When it was answered: confirmed by the group or decided by a moderator."""


class Confirmation(Model):
    """A group said that its listing is right."""

    __tablename__ = "confirmation"

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    confirmed_at: Mapped[datetime]


class Undoing(Model):
    """A decision that took another one back; no decision can be taken back twice."""

    __tablename__ = "undoing"

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True)
    undone_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), unique=True)


class Room(Model):
    """The host and number behind a meeting's join link, by which two listings of one room are found."""

    __tablename__ = "room"

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), index=True)
