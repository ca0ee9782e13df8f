"""A location: where a meeting is held. A value: a changed address is another location."""

from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class Precision(StrEnum):
    """How well a point is known."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    """The point stands for the address but may be some kilometres off."""
    AREA = "area"
    """Only the area is meant to be known, because of minors, a home or a refuge."""


class Location(Model):
    """A venue or, for meetings without one, the area they belong to."""

    __tablename__ = "location"
    __table_args__ = (Index(None, "latitude", "longitude"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of name, address and point, so that the same venue twice is one row."""
    name: Mapped[str] = mapped_column(String(255), default="")
    street: Mapped[str] = mapped_column(String(255), default="")
    city: Mapped[str] = mapped_column(String(120), default="")
    region: Mapped[str] = mapped_column(String(120), default="")
    """State, province or county as people write it."""
    postal_code: Mapped[str] = mapped_column(String(20), default="")
    country: Mapped[str] = mapped_column(String(2), default="")
    """ISO 3166-1 alpha-2, empty when not known."""
    formatted_address: Mapped[str] = mapped_column(String(500), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[str] = mapped_column(String(12))
    notes: Mapped[str] = mapped_column(String(2000), default="")
    """How to get in, as the source says."""
