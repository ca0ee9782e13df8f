"""The table of lists that are followed."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class FollowedSource(Model):
    """A list that is read again and again; the source of its slug is made at the first good reading."""

    __tablename__ = "followed_source"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    address: Mapped[str] = mapped_column(String(500))
    format: Mapped[str] = mapped_column(String(20))
    fellowship: Mapped[str] = mapped_column(String(80))
    """As `importing.Order` has it."""
    publish: Mapped[bool]
    republish: Mapped[bool]
    """Whether its owner lets us pass the list on."""
    licence: Mapped[str] = mapped_column(String(160))
    contact: Mapped[str] = mapped_column(String(254))
    """Whom the operator asks about the list; never shown on a page."""
    every_hours: Mapped[int]
    paused: Mapped[bool] = mapped_column(default=False)
    etag: Mapped[str] = mapped_column(String(200), default="")
    last_modified: Mapped[str] = mapped_column(String(200), default="")
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    """Until then another process is at it; that time over, it is taken for dead."""
    last_tried: Mapped[datetime | None]
    last_full_read: Mapped[datetime | None]
    """When it was last read whole, and not found to be as before."""
    last_error: Mapped[str] = mapped_column(String(40), default="")
    """Code of the last failure; empty when the last reading was good."""
