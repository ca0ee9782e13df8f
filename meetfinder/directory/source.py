"""A source: a list that somebody publishes and we read."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from meetfinder.db import Model
from meetfinder.directory.fellowship import Fellowship


class Source(Model):
    """A list with its address, licence and permission to re-publish (no unless recorded)."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    format: Mapped[str] = mapped_column(String(20))
    address: Mapped[str | None] = mapped_column(String(500))
    """Its web address; nothing when it was read from a file."""
    licence: Mapped[str | None] = mapped_column(String(160))
    republish: Mapped[bool] = mapped_column(default=False)
    demo: Mapped[bool] = mapped_column(default=False)
    """Whether everything in it is invented."""
    fellowship_id: Mapped[int | None] = mapped_column(ForeignKey("fellowship.id"))
    fellowship: Mapped[Fellowship | None] = relationship()
    last_good_read: Mapped[datetime | None]
    last_row_count: Mapped[int | None]


class SourceRow(Model):
    """What one row of a source looked like when it was last read."""

    __tablename__ = "source_row"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(200))
    """The source's own id of the row, its slug in Meeting Guide lists."""
    fingerprint: Mapped[str] = mapped_column(String(64))
    """SHA-256 of the proposal that the row became; the same again changes nothing."""
    times_missing: Mapped[int] = mapped_column(default=0)
