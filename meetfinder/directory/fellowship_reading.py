"""Reads fellowships with all that their pages say: sites, finders, positions on medication."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.listing import FellowshipCard
from meetfinder.directory.models import Fellowship


@dataclass(frozen=True, slots=True)
class Position:
    """What a fellowship has published, in a sentence, where that stands and when it was read there."""

    sentence: str
    source: str
    source_title: str
    read_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FellowshipFacts:
    """A fellowship as its own page shows it. None for a position: not known, which is neither yes nor no."""

    card: FellowshipCard
    site: str
    finder: str
    countries: tuple[str, ...]
    """ISO codes where it meets; empty: not limited to a country."""
    start_url: str
    start_source: str
    start_read_on: date | None
    psychiatric: Position | None
    moud: Position | None


def all_fellowships() -> tuple[FellowshipFacts, ...]:
    """Return every fellowship by name."""
    rows = db.session.scalars(select(Fellowship).order_by(Fellowship.name))
    return tuple(map(_facts, rows))


def fellowship(slug: str) -> FellowshipFacts | None:
    """Return the fellowship of this slug, or None."""
    row = db.session.scalar(select(Fellowship).where(Fellowship.slug == slug))
    return None if row is None else _facts(row)


def _facts(row: Fellowship) -> FellowshipFacts:
    return FellowshipFacts(
        card=FellowshipCard(
            slug=row.slug,
            name=row.name,
            short_name=row.short_name,
            kind=row.kind,
            for_family=row.for_family,
            twelve_step=row.twelve_step,
        ),
        site=row.site or "",
        finder=row.finder or "",
        countries=tuple(row.countries),
        start_url=row.start_url or "",
        start_source=row.start_source or "",
        start_read_on=row.start_read_on,
        psychiatric=_position(
            row.psychiatric_position,
            row.psychiatric_source,
            row.psychiatric_source_title,
            row.psychiatric_read_on,
        ),
        moud=_position(row.moud_position, row.moud_source, row.moud_source_title, row.moud_read_on),
    )


def _position(
    sentence: str | None, source: str | None, title: str | None, read_on: date | None
) -> Position | None:
    return None if not sentence else Position(sentence, source or "", title or "", read_on)
