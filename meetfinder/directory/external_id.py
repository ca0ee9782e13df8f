"""An external id: what a source calls a thing of ours, with the words that it has for it.

That of a meeting is `Meeting.source_key` and that of a service body `ServiceBody.key`; here is the rest.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class ExternalKind(StrEnum):
    """What an external id names."""

    FORMAT = "format"
    """A format of the source, with its words in one language."""
    FIELD = "field"
    """A field of the source's rows, with its description."""
    SERVER = "server"
    """The source itself, with what it says of itself."""


class ExternalId(Model):
    """A name of the source's own, with what the source says about it."""

    __tablename__ = "external_id"
    __table_args__ = (UniqueConstraint("source_id", "kind", "key", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(20), default="")
    """As the source writes it; empty where words in a language make no sense."""
    position: Mapped[int] = mapped_column(default=0)
    """Its place in the source's list, from 0."""
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    format_id: Mapped[int | None] = mapped_column(ForeignKey("format.id", ondelete="SET NULL"))
    """Ours, where a format of the source means one that we know."""
