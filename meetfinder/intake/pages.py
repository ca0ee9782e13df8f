"""Hand-made pages: a text that was pasted or uploaded, and the drafts that are read of it."""

from pathlib import Path

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Fellowship
from meetfinder.exchange.page import reader
from meetfinder.exchange.page.draft import Draft
from meetfinder.intake.fetch import Unreadable
from meetfinder.intake.gazetteer import KnownPlaces
from meetfinder.intake.saved_pages import decoded

LARGEST = 5 * 1024 * 1024
"""Bytes of a saved page."""


def text_of(file: Path) -> str:
    """Return the text of a file; raise Unreadable where there is none."""
    try:
        if file.stat().st_size > LARGEST:
            raise Unreadable("too_big_page")
        return decoded(file.read_bytes())
    except FileNotFoundError:
        raise Unreadable("no_file") from None
    except IsADirectoryError:
        raise Unreadable("not_a_file") from None
    except PermissionError:
        raise Unreadable("no_permission") from None


def drafts(text: str, *, default_country: str, fellowship: str = "") -> tuple[Draft, ...]:
    """Return the drafts of a page; see `exchange.page.reader.read`."""
    named = db.session.scalars(select(Fellowship))
    return reader.read(
        text,
        towns=KnownPlaces(),
        fellowships={known.slug: known.name for known in named},
        default_country=default_country,
        fellowship=fellowship,
    )
