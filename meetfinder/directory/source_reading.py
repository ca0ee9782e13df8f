"""The lists that are read here, for the page that says so."""

from sqlalchemy import exists, select

from meetfinder.db import db
from meetfinder.directory.listing import SourceCard
from meetfinder.directory.models import Meeting, MeetingStatus, Source


def sources() -> list[SourceCard]:
    """Return every list of which a meeting is listed, by name; the invented one is none."""
    listed = exists().where(Meeting.source_id == Source.id, Meeting.status == MeetingStatus.ACTIVE)
    found = db.session.scalars(select(Source).where(Source.demo.is_(False), listed).order_by(Source.name))
    return [
        SourceCard(
            slug=source.slug,
            name=source.name,
            licence=source.licence,
            republish=source.republish,
            demo=source.demo,
            last_good_read=source.last_good_read,
        )
        for source in found
    ]
