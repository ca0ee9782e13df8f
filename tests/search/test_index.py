"""The search tables follow the directory."""

import sqlalchemy as sa
from flask import Flask

from meetfinder.db import db
from meetfinder.directory.models import Attendance, GroupStatus, MeetingStatus
from meetfinder.search.index import rebuild, reindex, remove
from meetfinder.search.tables import Flag, Occurrence, SearchTag, SearchZone, TaggedOccurrence
from tests.builders import AUSTIN, BUDA, a_fellowship, a_group, a_meeting


def _cells(meeting_id: int) -> list[int]:
    return sorted(db.session.scalars(sa.select(Occurrence.cell).where(Occurrence.meeting_id == meeting_id)))


def _everything() -> list[tuple[object, ...]]:
    rows = db.session.execute(
        sa.select(
            SearchTag.name, TaggedOccurrence.meeting_id, TaggedOccurrence.minute, TaggedOccurrence.flags
        )
        .join(SearchTag, SearchTag.id == TaggedOccurrence.tag_id)
        .order_by(SearchTag.name, TaggedOccurrence.meeting_id)
    )
    return [tuple(row) for row in rows]


def test_a_hybrid_meeting_is_found_by_place_and_from_afar(app: Flask) -> None:
    cells = _cells(a_meeting(attendance=Attendance.HYBRID).id)
    assert len(cells) == 2
    assert cells[0] < 0 <= cells[1]


def test_only_active_meetings_of_living_groups_are_indexed(app: Flask) -> None:
    for status in (MeetingStatus.PAUSED, MeetingStatus.RETIRED):
        assert _cells(a_meeting(status=status).id) == []
    assert _cells(a_meeting(group=a_group(status=GroupStatus.RETIRED)).id) == []
    meeting = a_meeting()
    assert len(_cells(meeting.id)) == 1
    meeting.status = MeetingStatus.PAUSED
    reindex([meeting.id])
    assert _cells(meeting.id) == []


def test_removed_rows_are_gone_with_their_tags(app: Flask) -> None:
    meeting = a_meeting(formats=["women"], languages=["es-MX"], fellowship=a_fellowship(slug="one"))
    assert {row[0] for row in _everything()} == {
        "format:women",
        "language:es-mx",
        "language:es",
        "fellowship:one",
    }
    remove([meeting.id])
    assert _cells(meeting.id) == []
    assert _everything() == []


def test_a_youth_meeting_is_indexed_at_its_area_only(app: Flask) -> None:
    exact, rounded = a_meeting(point=BUDA), a_meeting(point=BUDA, youth=True)
    places = {
        row.meeting_id: (row.x, row.y)
        for row in db.session.execute(sa.select(Occurrence.meeting_id, Occurrence.x, Occurrence.y))
    }
    assert places[exact.id] != places[rounded.id]


def test_a_rebuild_leaves_what_single_writes_left(app: Flask) -> None:
    dual = a_fellowship(slug="dual", kind="dual-diagnosis")
    for number in range(5):
        a_meeting(fellowship=dual, formats=["open"], weekday=number, point=AUSTIN, duration=60 + 60 * number)
    a_meeting(status=MeetingStatus.PAUSED)
    before = _everything()
    assert rebuild() == 5
    assert _everything() == before
    zone = db.session.scalars(sa.select(SearchZone)).one()
    assert (zone.south, zone.west) == AUSTIN
    flags = db.session.scalar(sa.select(Occurrence.flags).limit(1)) or 0
    assert Flag(flags) == Flag.IN_PERSON | Flag.DEDICATED | Flag.OPEN
