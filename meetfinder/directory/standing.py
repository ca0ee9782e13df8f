"""How a group stands with the public: hidden for safety or age, doubted by visitors, asked how often."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, String, and_, exists
from sqlalchemy.orm import Mapped, aliased, mapped_column

from meetfinder.db import Model
from meetfinder.directory.group import Group, GroupStatus


class Hidden(StrEnum):
    """Why a group is not shown."""

    NO = ""
    SAFETY = "safety"
    """Somebody reported that it is not safe; a moderator decides."""
    LAPSED = "lapsed"
    """Nobody has confirmed it for too long; one confirmation brings it back."""


class Standing(Model):
    """A group's standing; most groups have none."""

    __tablename__ = "standing"

    group_id: Mapped[int] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), primary_key=True)
    hidden: Mapped[str] = mapped_column(String(12), default=Hidden.NO, index=True)
    doubted_on: Mapped[date | None]
    """Since when two reports of different days that nobody was there stand unanswered."""
    asked_for: Mapped[date | None]
    """The last good day that the organizers were last asked about."""
    asked_days: Mapped[int] = mapped_column(default=0)
    """How old that day was, of 75, 90 and 120, when they were asked."""


def is_shown() -> ColumnElement[bool]:
    """Return the condition on `Group` that it is published: neither retired nor hidden."""
    held = aliased(Standing)  # The query may have a standing of its own.
    hidden = exists().where(held.group_id == Group.id, held.hidden > Hidden.NO).correlate(Group)
    return and_(Group.status != GroupStatus.RETIRED, ~hidden)
