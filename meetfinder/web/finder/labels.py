"""Names of languages, fellowships and formats, in the language of the page where there is one."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from meetfinder.db import db
from meetfinder.directory.listing import FormatCard
from meetfinder.directory.models import Fellowship, Format
from meetfinder.web.finder.once import once
from meetfinder.web.languages import locale


def language_name(tag: str) -> str:
    """Return the name of a language, or its tag; a region is named by its language.

    Sign languages that CLDR does not name in the language of the page are named as the formats name them.
    """
    first = tag.split("-", maxsplit=1)[0]
    known = locale().languages
    names = once("language_names", _language_names)
    return known.get(tag) or known.get(first) or names.get(tag) or names.get(first) or tag


def fellowship_names(slugs: Iterable[str]) -> Mapping[str, str]:
    """Return the names of fellowships by slug."""
    rows = db.session.execute(
        select(Fellowship.slug, Fellowship.name).where(Fellowship.slug.in_(list(slugs)))
    )
    return {row.slug: row.name for row in rows}


def format_name(card: FormatCard) -> str:
    """Return what a format is called in the language of the page."""
    return card.name_es if locale().language == "es" else card.name


def format_names(slugs: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return name and category of formats by slug."""
    name = _format_name()
    rows = db.session.execute(
        select(Format.slug, name.label("name"), Format.category).where(Format.slug.in_(list(slugs)))
    )
    return {row.slug: (row.name, row.category) for row in rows}


def _language_names() -> Mapping[str, str]:
    name = _format_name().label("name")
    rows = db.session.execute(select(Format.language, name).where(Format.language.is_not(None)))
    return {row.language: row.name for row in rows}


def _format_name() -> InstrumentedAttribute[str]:
    return Format.name_es if locale().language == "es" else Format.name
