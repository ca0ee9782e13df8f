"""An attribute: what somebody stated about a group or meeting, who said it and when."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class SaidBy(StrEnum):
    """Who stated an attribute."""

    ORGANIZER = "organizer"
    FELLOWSHIP = "fellowship"
    SOURCE = "source"
    VISITOR = "visitor"
    MODERATOR = "moderator"


class Attribute(Model):
    """One stated value. No row means not stated, which is never the same as no."""

    __tablename__ = "attribute"
    __table_args__ = (CheckConstraint("(group_id IS NULL) <> (meeting_id IS NULL)", name="one_owner"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    value: Mapped[str] = mapped_column(String(200))
    said_by: Mapped[str] = mapped_column(String(12))
    as_of: Mapped[date | None]
    """The day it was stated, nothing when the source does not say."""
