"""A fellowship: the body that a group belongs to, known by its written-out slug, never by an acronym."""

from datetime import date
from enum import StrEnum

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class Kind(StrEnum):
    """What a fellowship is for (design §5)."""

    DUAL_DIAGNOSIS = "dual-diagnosis"
    SUBSTANCE = "substance"
    BEHAVIOUR = "behaviour"
    MENTAL_HEALTH = "mental-health"
    FAMILY = "family"


class Fellowship(Model):
    """One fellowship with its own finder and its published positions, each with source and date."""

    __tablename__ = "fellowship"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    short_name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20))
    twelve_step: Mapped[bool]
    for_family: Mapped[bool]
    site: Mapped[str | None] = mapped_column(String(300))
    finder: Mapped[str | None] = mapped_column(String(300))
    countries: Mapped[list[str]] = mapped_column(JSON, default=list)
    """ISO codes where it meets; empty: not limited to a country."""
    meeting_guide_program: Mapped[str | None] = mapped_column(String(20))
    start_url: Mapped[str | None] = mapped_column(String(300))
    start_source: Mapped[str | None] = mapped_column(String(300))
    start_read_on: Mapped[date | None]
    psychiatric_position: Mapped[str | None] = mapped_column(String(600))
    psychiatric_source: Mapped[str | None] = mapped_column(String(300))
    psychiatric_source_title: Mapped[str | None] = mapped_column(String(300))
    psychiatric_read_on: Mapped[date | None]
    moud_position: Mapped[str | None] = mapped_column(String(600))
    moud_source: Mapped[str | None] = mapped_column(String(300))
    moud_source_title: Mapped[str | None] = mapped_column(String(300))
    moud_read_on: Mapped[date | None]
