"""What the writer needs from the directory: codes of fellowships and languages."""

from datetime import date

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.fellowship_reading import all_fellowships
from meetfinder.directory.models import Format
from meetfinder.exchange.meeting_guide.types import fellowship_codes, labels
from meetfinder.exchange.meeting_guide.writer import Context
from meetfinder.exchange.publisher import Publisher


def context(publisher: Publisher, *, today: date, shared_region: str = "") -> Context:
    """Return what is the same for every row of a list written today."""
    spoken = select(Format.language, Format.meeting_guide).where(
        Format.language.is_not(None), Format.meeting_guide.is_not(None)
    )
    return Context(
        publisher=publisher,
        today=today,
        fellowships=fellowship_codes(facts.card for facts in all_fellowships()),
        languages={tag: code for tag, code in db.session.execute(spoken) if tag and code},
        shared_region=shared_region,
    )


def type_labels() -> dict[str, str]:
    """Return the name of the fellowship for each `F-…` code, for sites that show our list with a reader."""
    return labels(facts.card for facts in all_fellowships())
