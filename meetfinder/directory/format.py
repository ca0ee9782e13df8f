"""A format: how a meeting is held or whom it welcomes, under one slug of ours for all dialects' codes."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class Format(Model):
    """One canonical format. Codes of other systems are maps in the seed file, never keys (they collide)."""

    __tablename__ = "format"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    name_es: Mapped[str] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(String(20))
    language: Mapped[str | None] = mapped_column(String(20))
    """BCP 47 tag when the format says which language is spoken."""
    youth: Mapped[bool] = mapped_column(default=False)
    """Whether minors may be expected, so that only an area may be shown."""
    meeting_guide: Mapped[str | None] = mapped_column(String(20))
    programs: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """Meeting Guide program key to the code that means this format there."""
    bmlt: Mapped[list[str]] = mapped_column(JSON, default=list)
    bmlt_world: Mapped[str | None] = mapped_column(String(20))
