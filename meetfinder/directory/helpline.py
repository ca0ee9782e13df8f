"""Numbers and sentences that help at once, each with its public source and the date it was read."""

from datetime import date

from sqlalchemy import JSON, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class Helpline(Model):
    """A helpline or emergency number of one country."""

    __tablename__ = "helpline"
    __table_args__ = (UniqueConstraint("country", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    country: Mapped[str] = mapped_column(String(2), index=True)
    name: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(String(20))
    """crisis, emergency, overdose-poison, substance, mental-health, family, youth or violence."""
    number: Mapped[str | None] = mapped_column(String(40))
    sms: Mapped[str | None] = mapped_column(String(160))
    url: Mapped[str | None] = mapped_column(String(300))
    hours: Mapped[str | None] = mapped_column(String(160))
    free: Mapped[bool | None]
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    source: Mapped[str] = mapped_column(String(300))
    source_title: Mapped[str] = mapped_column(String(300))
    read_on: Mapped[date]
    checked_by_operator_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    """Order within its country, as the seed file has it."""


class Guidance(Model):
    """A sentence of the help-now page."""

    __tablename__ = "guidance"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    topic: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(1000))
    text_es: Mapped[str] = mapped_column(String(1000))
    source: Mapped[str] = mapped_column(String(300))
    source_title: Mapped[str] = mapped_column(String(300))
    read_on: Mapped[date]
    checked_by_operator_on: Mapped[date | None]
