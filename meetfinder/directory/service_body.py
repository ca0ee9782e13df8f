"""A service body: a committee of a source that looks after meetings, in the tree that the source keeps."""

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class ServiceBody(Model):
    """An area, region or other committee as its source describes it."""

    __tablename__ = "service_body"
    __table_args__ = (UniqueConstraint("source_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(40))
    """What the source calls it."""
    parent_key: Mapped[str | None] = mapped_column(String(40))
    """Key of the body above it; None at the top of a tree."""
    position: Mapped[int]
    """Its place in the source's list, from 0."""
    name: Mapped[str] = mapped_column(String(255))
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(12), default="")
    """AS for an area, RS for a region and so on, in the letters of the source."""
    website: Mapped[str] = mapped_column(String(500), default="")
    helpline: Mapped[str] = mapped_column(String(255), default="")
    world_id: Mapped[str] = mapped_column(String(60), default="")
    """The id that all sources of its fellowship share."""
