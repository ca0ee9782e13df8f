"""Reads helplines and guidance: what helps at once, each with its public source and the day it was read."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Guidance, Helpline

AT_ONCE = ("emergency", "crisis")
"""The purposes that stand on every page, in this order."""
PURPOSES = (
    "emergency",
    "crisis",
    "overdose-poison",
    "substance",
    "mental-health",
    "family",
    "youth",
    "violence",
)
"""Every purpose, the most urgent first."""
TOPICS = ("danger", "withdrawal-emergency", "overdose", "suicide", "keep-medicine", "relapse")
"""The topics of guidance, the most urgent first; others come after these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelplineCard:
    """A number to call, text or both, as its source has it."""

    country: str
    name: str
    purpose: str
    number: str
    sms: str
    """A number, or `WORD to NUMBER`."""
    url: str
    hours: str
    free: bool | None
    """None where the source does not say."""
    languages: tuple[str, ...]
    source: str
    source_title: str
    read_on: date
    checked_by_operator_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidanceCard:
    """One sentence of advice."""

    slug: str
    topic: str
    text: str
    text_es: str
    source: str
    source_title: str
    read_on: date
    checked_by_operator_on: date | None


def helplines_of(country: str) -> tuple[HelplineCard, ...]:
    """Return what is known for a country (ISO code), the most urgent purposes first; may be empty."""
    rows = db.session.scalars(
        select(Helpline).where(Helpline.country == country).order_by(Helpline.position, Helpline.id)
    )
    return tuple(sorted(map(_helpline, rows), key=lambda line: _rank(line.purpose, PURPOSES)))


def urgent_helplines_of(country: str) -> tuple[HelplineCard, ...]:
    """Return the first number of each purpose that cannot wait; empty where none is known."""
    lines = helplines_of(country)
    first = (next((line for line in lines if line.purpose == purpose), None) for purpose in AT_ONCE)
    return tuple(line for line in first if line is not None)


def countries_with_helplines() -> tuple[str, ...]:
    """Return the codes of the countries for which a number is known, by alphabet."""
    return tuple(db.session.scalars(select(Helpline.country).distinct().order_by(Helpline.country)))


def guidance() -> tuple[GuidanceCard, ...]:
    """Return every sentence, the most urgent topics first, in the order of the seeds; may be empty."""
    rows = db.session.scalars(select(Guidance).order_by(Guidance.position, Guidance.id))
    return tuple(sorted(map(_sentence, rows), key=lambda item: _rank(item.topic, TOPICS)))


def _rank(value: str, known: tuple[str, ...]) -> int:
    return known.index(value) if value in known else len(known)


def _helpline(row: Helpline) -> HelplineCard:
    return HelplineCard(
        country=row.country,
        name=row.name,
        purpose=row.purpose,
        number=row.number or "",
        sms=row.sms or "",
        url=row.url or "",
        hours=row.hours or "",
        free=row.free,
        languages=tuple(row.languages),
        source=row.source,
        source_title=row.source_title,
        read_on=row.read_on,
        checked_by_operator_on=row.checked_by_operator_on,
    )


def _sentence(row: Guidance) -> GuidanceCard:
    return GuidanceCard(
        slug=row.slug,
        topic=row.topic,
        text=row.text,
        text_es=row.text_es,
        source=row.source,
        source_title=row.source_title,
        read_on=row.read_on,
        checked_by_operator_on=row.checked_by_operator_on,
    )
