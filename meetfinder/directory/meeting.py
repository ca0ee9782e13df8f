"""A meeting: one weekday and start time of a group ("daily" is seven), with what recurs and what does not."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetfinder.db import Model
from meetfinder.directory.attribute import Attribute
from meetfinder.directory.format import Format
from meetfinder.directory.group import Group
from meetfinder.directory.location import Location
from meetfinder.directory.source import Source


class Attendance(StrEnum):
    """How one can take part."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    HYBRID = "hybrid"
    PHONE = "phone"


class MeetingStatus(StrEnum):
    """Whether a meeting takes place."""

    ACTIVE = "active"
    PAUSED = "paused"
    RETIRED = "retired"


class JoinVisibility(StrEnum):
    """When the join link, the number and their passcode may be seen."""

    PUBLIC = "public"
    ON_THE_DAY = "on_the_day"
    ON_REQUEST = "on_request"


meeting_format = Table(
    "meeting_format",
    Model.metadata,
    Column("meeting_id", ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True),
    Column("format_id", ForeignKey("format.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Meeting(Model):
    """One weekly slot in local wall time; `schedule` fields follow `directory.schedule`."""

    __tablename__ = "meeting"
    __table_args__ = (
        UniqueConstraint("source_id", "source_key"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        CheckConstraint("start_minute BETWEEN 0 AND 1439", name="start_minute"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(12), default=MeetingStatus.ACTIVE)
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    group: Mapped[Group] = relationship(back_populates="meetings")
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    location: Mapped[Location | None] = relationship()

    weekday: Mapped[int]
    start_minute: Mapped[int]
    duration_minutes: Mapped[int | None]
    timezone: Mapped[str] = mapped_column(String(40))
    recurrence_kind: Mapped[str] = mapped_column(String(20), default="weekly")
    recurrence_interval: Mapped[int] = mapped_column(default=1)
    recurrence_anchor: Mapped[date | None]
    recurrence_nths: Mapped[list[int]] = mapped_column(JSON, default=list)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]

    attendance: Mapped[str] = mapped_column(String(12))
    join_url: Mapped[str | None] = mapped_column(String(500))
    join_phone: Mapped[str | None] = mapped_column(String(80))
    join_notes: Mapped[str] = mapped_column(String(1000), default="")
    join_visibility: Mapped[str] = mapped_column(String(12), default=JoinVisibility.PUBLIC)
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    """BCP 47 tags; empty: not stated."""
    notes: Mapped[str] = mapped_column(String(8000), default="")
    youth: Mapped[bool] = mapped_column(default=False)
    """Whether minors may be expected; then only an area is stored."""
    extra: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Fields of the source that have no place of their own here, kept so that nothing is lost."""

    confirmed_on: Mapped[date | None]
    """When the group itself last said that this is right; an import is never a confirmation."""
    approved_on: Mapped[date | None]
    """When somebody last approved it as it was sent: its clock as long as its group never confirmed it.
    Nothing for what was read from a list."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    """When the listing last changed, as its source says where it does."""
    edition: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")
    """A number drawn anew whenever the meeting, its group or its place changes (`search.index.reindex`), by
    which text that was written of it earlier is known to be of another edition."""
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source | None] = relationship()
    source_key: Mapped[str | None] = mapped_column(String(220))
    """The key of the source's row, and behind a hash sign the slot when a row has several."""
    source_url: Mapped[str | None] = mapped_column(String(500))

    formats: Mapped[list[Format]] = relationship(secondary=meeting_format, order_by=Format.slug)
    attributes: Mapped[list[Attribute]] = relationship(
        cascade="all, delete-orphan", primaryjoin="Meeting.id == Attribute.meeting_id"
    )
    exceptions: Mapped[list["MeetingException"]] = relationship(
        cascade="all, delete-orphan", order_by="MeetingException.on"
    )


class MeetingException(Model):
    """One date on which a meeting is cancelled or moved."""

    __tablename__ = "meeting_exception"
    __table_args__ = (UniqueConstraint("meeting_id", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    on: Mapped[date]
    kind: Mapped[str] = mapped_column(String(12))
    moved_to: Mapped[str | None] = mapped_column(String(19))
    """Local wall time as YYYY-MM-DDTHH:MM, which is no instant and so no UTCDateTime."""
    note: Mapped[str] = mapped_column(String(500), default="")
