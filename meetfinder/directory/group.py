"""A group: the people who hold one or more meetings, of a fellowship or independent."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetfinder.db import Model
from meetfinder.directory.attribute import Attribute
from meetfinder.directory.fellowship import Fellowship
from meetfinder.directory.location import Location
from meetfinder.directory.source import Source

if TYPE_CHECKING:
    from meetfinder.directory.meeting import Meeting


class GroupStatus(StrEnum):
    """Whether a group meets."""

    ACTIVE = "active"
    FORMING = "forming"
    """People are wanted to start it; it has no meeting yet."""
    RETIRED = "retired"


class Group(Model):
    """A group."""

    __tablename__ = "group"
    __table_args__ = (UniqueConstraint("source_id", "source_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(12), default=GroupStatus.ACTIVE)
    fellowship_id: Mapped[int | None] = mapped_column(ForeignKey("fellowship.id"), index=True)
    fellowship: Mapped[Fellowship | None] = relationship()
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    """Where a forming group means to meet; nothing for the others, whose meetings have places."""
    location: Mapped[Location | None] = relationship()
    website: Mapped[str | None] = mapped_column(String(300))
    notes: Mapped[str] = mapped_column(String(4000), default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    source: Mapped[Source | None] = relationship()
    source_key: Mapped[str | None] = mapped_column(String(300))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    meetings: Mapped[list["Meeting"]] = relationship(back_populates="group", cascade="all, delete-orphan")
    attributes: Mapped[list[Attribute]] = relationship(
        cascade="all, delete-orphan", primaryjoin="Group.id == Attribute.group_id"
    )
