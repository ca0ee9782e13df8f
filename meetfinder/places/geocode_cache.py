"""What a provider said about organizers' addresses, and whose turn it is to ask: once a second for all.

Providers ask for a cache and for at most one request a second (Nominatim's usage policy); the turn is a row,
so that it holds across processes.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import String, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model, db
from meetfinder.places.geocode import Geocoded

BETWEEN = timedelta(seconds=1)
KEPT = timedelta(days=90)
"""After this long an address is asked about again: streets are built and renamed."""


class GeocodeCache(Model):
    """One address and its point; without a point where nobody knew it."""

    __tablename__ = "geocode_cache"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of provider, country and address: the table does not say where anybody meets."""
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[str] = mapped_column(String(12), default="")
    provider: Mapped[str] = mapped_column(String(12))
    label: Mapped[str] = mapped_column(String(300), default="")
    asked_at: Mapped[datetime]


class GeocodeTurn(Model):
    """When the provider may be asked next; one row a provider."""

    __tablename__ = "geocode_turn"

    provider: Mapped[str] = mapped_column(String(12), primary_key=True)
    next_at: Mapped[datetime]


def known(address: str, country: str, *, provider: str, now: datetime) -> GeocodeCache | None:
    """Return what the provider said about an address not long ago."""
    mark = _mark(address, country, provider)
    row = db.session.scalar(select(GeocodeCache).where(GeocodeCache.address_hash == mark))
    return row if row is not None and now < row.asked_at + KEPT else None


def point(row: GeocodeCache) -> Geocoded | None:
    """Return the point of a row; None where the provider knew none."""
    if row.latitude is None or row.longitude is None:
        return None
    return Geocoded(row.latitude, row.longitude, row.precision, row.provider, row.label)


def take_turn(provider: str, *, now: datetime) -> bool:
    """Say whether it is our turn to ask, and take it; of two at once one gets it. Commit before asking."""
    if db.session.get(GeocodeTurn, provider) is None:
        try:
            with db.session.begin_nested():
                db.session.execute(insert(GeocodeTurn).values(provider=provider, next_at=now))
        except IntegrityError:
            pass  # Somebody else made the row in this moment.
    won = db.session.execute(
        update(GeocodeTurn)
        .where(GeocodeTurn.provider == provider, GeocodeTurn.next_at <= now)
        .values(next_at=now + BETWEEN)
        .returning(GeocodeTurn.provider)
    ).all()
    return bool(won)


def remember(address: str, country: str, found: Geocoded | None, *, provider: str, now: datetime) -> None:
    """Keep what the provider said."""
    mark = _mark(address, country, provider)
    row = db.session.scalar(select(GeocodeCache).where(GeocodeCache.address_hash == mark))
    if row is None:
        row = GeocodeCache(address_hash=mark)
        db.session.add(row)
    row.asked_at, row.provider = now, found.provider if found else provider
    row.latitude, row.longitude = (found.latitude, found.longitude) if found else (None, None)
    row.precision, row.label = (found.precision, found.label[:300]) if found else ("", "")
    db.session.flush()


def purge(*, now: datetime) -> int:
    """Forget what `known` would no longer tell, and return how many addresses that were."""
    old = delete(GeocodeCache).where(GeocodeCache.asked_at <= now - KEPT).returning(GeocodeCache.id)
    return len(db.session.scalars(old).all())


def _mark(address: str, country: str, provider: str) -> str:
    words = " ".join(address.casefold().split())
    return hashlib.sha256(f"{provider}\x1f{country}\x1f{words}".encode()).hexdigest()
