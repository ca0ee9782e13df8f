"""Names of languages, fellowships and formats as the directory has them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Format
from meetfinder.web.finder.once import once


def language_name(tag: str) -> str:
    """Return the name of a language that the formats know, or its tag; a region is named by its language."""
    names = once("language_names", _language_names)
    return names.get(tag) or names.get(tag.split("-", maxsplit=1)[0]) or tag


def fellowship_names(slugs: Iterable[str]) -> Mapping[str, str]:
    """Return the names of fellowships by slug."""
    rows = db.session.execute(
        select(Fellowship.slug, Fellowship.name).where(Fellowship.slug.in_(list(slugs)))
    )
    return {row.slug: row.name for row in rows}


def format_names(slugs: Iterable[str]) -> Mapping[str, tuple[str, str]]:
    """Return name and category of formats by slug."""
    rows = db.session.execute(
        select(Format.slug, Format.name, Format.category).where(Format.slug.in_(list(slugs)))
    )
    return {row.slug: (row.name, row.category) for row in rows}


def _language_names() -> Mapping[str, str]:
    rows = db.session.execute(select(Format.language, Format.name).where(Format.language.is_not(None)))
    return {"en": "English"} | {row.language: row.name for row in rows}
