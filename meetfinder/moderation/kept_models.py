"""What people decided about listings that lists bring in, so that no later reading undoes it."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class Upheld(Model):
    """A field of a list's group or meeting that a person changed; `upholding` says what lists may do."""

    __tablename__ = "upheld"
    __table_args__ = (UniqueConstraint("meeting_id", "field"), UniqueConstraint("group_id", "field"))

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    """One of these two."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    """The column, `attributes`, or `cancelled <date>`."""
    at_most: Mapped[str] = mapped_column(String(12), default="")
    """What the list may make of it at most, where it was made smaller: a status, a visibility, or `kept` for
    not touching it at all. Empty where it was only changed."""
    said: Mapped[str] = mapped_column(String(64))
    """SHA-256 of what the list had said: as long as it says the same, the person's word stands."""


class Erased(Model):
    """Words that were redacted, as a digest: they are left out of what comes in for that list or group."""

    __tablename__ = "erased"

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), index=True)
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), index=True)
    """One of these two."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="CASCADE"), index=True)
    letters: Mapped[int]
    """How many letters and digits the words have."""
    digest: Mapped[str] = mapped_column(String(64))
    """Of the letters, with a key of the site, because few letters could be guessed; see `erased`."""
