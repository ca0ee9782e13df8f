"""Lists come in whole or not at all; the same again changes nothing; what is gone goes in two steps."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.directory.models import Meeting, MeetingStatus, Redirect, Source, SourceRow
from meetfinder.intake import importing, writing
from meetfinder.intake.importing import ImportRefused, Order
from meetfinder.moderation.models import Submission
from meetfinder.search.tables import Occurrence
from tests.cli.running import dump
from tests.conftest import NOW
from tests.exchange.meeting_guide.rows import a_row

Import = Callable[..., dict[str, int]]
SEEDS = ROOT / "seeds"


@pytest.fixture
def import_rows(app: Flask, tmp_path: Path) -> Import:
    """Return a function that imports rows as `flask import --publish` does, and returns the report."""
    seeding.load(seeds=SEEDS, instance=tmp_path)
    db.session.commit()
    file = tmp_path / "list.json"

    def imported(*rows: Any, text: str | None = None, **changes: Any) -> dict[str, int]:
        file.write_text(json.dumps(rows) if text is None else text)
        order = Order(
            address=str(file), source="Hill Country", fellowship="alcoholics-anonymous", publish=True
        )
        prepared = importing.prepare(
            replace(order, **changes), seeds=SEEDS, default_country="US", progress=silent
        )
        comparison = importing.apply(prepared, now=NOW, progress=silent)
        db.session.commit()
        return writing.counts(comparison, prepared.reading)

    return imported


def silent(stage: str, done: int, total: int) -> None:
    """Take progress and say nothing."""


def rows(number: int) -> list[dict[str, Any]]:
    return [a_row(slug=f"m{n}", name=f"Meeting {n}", day=n % 7) for n in range(number)]


def report(**changes: int) -> dict[str, int]:
    words = ("created", "changed", "unchanged", "duplicate", "refused", "paused", "withdrawn")
    return dict.fromkeys(words, 0) | changes


def statuses() -> dict[str | None, str]:
    return {row.source_key: row.status for row in db.session.scalars(select(Meeting))}


def test_the_same_list_again_changes_nothing(import_rows: Import) -> None:
    assert import_rows(*rows(10)) == report(created=10)
    before = dump()
    assert import_rows(*rows(10)) == report(unchanged=10)
    assert dump() == before


def test_a_changed_row_is_changed(import_rows: Import) -> None:
    import_rows(*rows(10))
    changed = [*rows(9), a_row(slug="m9", name="Meeting 9", day=2, time="20:30", end_time=None)]
    assert import_rows(*changed) == report(changed=1, unchanged=9)
    meeting = db.session.scalars(select(Meeting).where(Meeting.source_key == "m9")).one()
    assert meeting.start_minute == 20 * 60 + 30


def test_a_missing_row_is_paused_then_withdrawn_and_comes_back(import_rows: Import) -> None:
    import_rows(*rows(10))
    assert import_rows(*rows(9)) == report(unchanged=9, paused=1)
    assert statuses()["m9"] == "paused"
    assert import_rows(*rows(9)) == report(unchanged=9, withdrawn=1)
    assert statuses()["m9"] == "retired"
    assert import_rows(*rows(9)) == report(unchanged=9)
    assert import_rows(*rows(10)) == report(unchanged=9, changed=1)
    assert statuses()["m9"] == "active"
    assert len(db.session.scalars(select(Occurrence)).all()) == 10


def test_a_row_that_cannot_be_read_any_more_is_not_left_as_it_was(import_rows: Import) -> None:
    import_rows(*rows(10))
    assert import_rows(*rows(9), a_row(slug="m9", time="whenever")) == report(
        unchanged=9, refused=1, paused=1
    )
    assert statuses()["m9"] == "paused"


def test_a_list_that_shrank_is_refused_without_force(import_rows: Import) -> None:
    import_rows(*rows(10))
    before = dump()
    with pytest.raises(ImportRefused) as problem:
        import_rows(*rows(7))
    assert (problem.value.code, problem.value.facts) == ("shrank", {"before": 10, "now": 7})
    db.session.rollback()
    assert dump() == before
    assert import_rows(*rows(8)) == report(unchanged=8, paused=2)
    assert import_rows(*rows(2), force=True) == report(unchanged=2, paused=6, withdrawn=2)


def test_a_list_whose_rows_became_unreadable_has_shrunk_too(import_rows: Import) -> None:
    import_rows(*rows(10))
    with pytest.raises(ImportRefused):
        import_rows(*(row | {"time": "?"} for row in rows(10)))


def test_an_error_halfway_leaves_everything_as_it_was(
    import_rows: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_rows(*rows(4))
    before = dump()
    monkeypatch.setattr(writing, "_AT_ONCE", 3)
    offer = writing._offer  # noqa: SLF001  The step that fails half-way.
    calls = iter([True, False])

    def failing(*args: Any, **kwargs: Any) -> None:
        if not next(calls):
            raise RuntimeError("the disk is full")
        offer(*args, **kwargs)

    monkeypatch.setattr(writing, "_offer", failing)
    with pytest.raises(RuntimeError):
        import_rows(*rows(12))
    db.session.rollback()
    assert dump() == before


def test_without_publish_rows_wait_and_are_listed_when_published(import_rows: Import) -> None:
    assert import_rows(*rows(5), publish=False) == report(created=5)
    assert statuses() == {}
    assert {item.status for item in db.session.scalars(select(Submission))} == {"pending"}
    assert import_rows(*rows(5), publish=False) == report(unchanged=5)
    assert import_rows(*rows(5)) == report(created=5)
    assert len(statuses()) == 5
    assert import_rows(*rows(5)) == report(unchanged=5)


def test_a_change_without_publish_leaves_the_listing(import_rows: Import) -> None:
    import_rows(*rows(5))
    changed = [*rows(4), a_row(slug="m4", name="Other name", day=4)]
    assert import_rows(*changed, publish=False) == report(unchanged=4, changed=1)
    held = select(Meeting.name).where(Meeting.source_key == "m4")
    assert db.session.scalar(held) == "Meeting 4"
    assert import_rows(*changed) == report(unchanged=4, changed=1)
    assert db.session.scalar(held) == "Other name"


def test_duplicates_and_refused_rows_add_up(import_rows: Import) -> None:
    found = import_rows(
        *rows(3), a_row(slug="m0", name="Meeting 0", day=0), a_row(slug="bad", day="?"), "text"
    )
    assert found == report(created=3, duplicate=1, refused=2)


def test_a_source_remembers_its_fellowship_and_permission(import_rows: Import) -> None:
    import_rows(*rows(3), republish=True)
    import_rows(*rows(3), fellowship="")
    source = db.session.scalars(select(Source)).one()
    assert source.fellowship is not None
    assert (source.fellowship.slug, source.republish, source.slug) == (
        "alcoholics-anonymous",
        True,
        "hill-country",
    )
    assert (source.last_row_count, source.last_good_read) == (3, NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"fellowship": ""}, "no_fellowship"),
        ({"fellowship": "no-such"}, "unknown_fellowship"),
        ({"source": "!!!"}, "no_name"),
    ],
)
def test_an_order_that_cannot_be_followed(import_rows: Import, changes: dict[str, str], code: str) -> None:
    with pytest.raises(ImportRefused) as problem:
        import_rows(*rows(1), **changes)
    assert problem.value.code == code
    assert db.session.scalars(select(Source)).all() == []


@pytest.mark.parametrize("other", ["al-anon", "independent"])
def test_a_known_list_moves_to_another_fellowship_only_with_force(import_rows: Import, other: str) -> None:
    import_rows(*rows(3))
    before = dump()
    with pytest.raises(ImportRefused) as problem:
        import_rows(*rows(3), fellowship=other)
    assert problem.value.code == "other_fellowship"
    db.session.rollback()
    assert dump() == before
    assert import_rows(*rows(3), fellowship=other, force=True)["changed"] == 3


def test_groups_of_no_fellowship(import_rows: Import) -> None:
    import_rows(*rows(1), fellowship="independent")
    assert db.session.scalars(select(Meeting)).one().group.fellowship is None


def test_what_lint_took_out_stands_beside_the_submission(import_rows: Import) -> None:
    import_rows(a_row(notes="Call 714-555-0123"))
    assert db.session.scalars(select(Submission)).one().lint == [{"field": "notes", "code": "phone"}]


def test_several_days_come_and_go_with_their_row(import_rows: Import) -> None:
    import_rows(a_row(day=[1, 3]), *rows(9))
    assert statuses()["tuesday-hope#3"] == "active"
    import_rows(*rows(9))
    assert (statuses()["tuesday-hope"], statuses()["tuesday-hope#3"]) == ("paused", "paused")
    assert db.session.scalar(select(SourceRow.times_missing).where(SourceRow.key == "tuesday-hope")) == 1


def test_the_same_list_under_another_name_lists_nothing_twice(import_rows: Import) -> None:
    import_rows(*rows(6))
    held = db.session.scalars(select(Meeting.public_id)).all()
    for _ in range(2):
        assert import_rows(*rows(6), source="Copy") == report(duplicate=6)
        assert db.session.scalars(select(Meeting.public_id)).all() == held
    assert import_rows(*rows(6)) == report(unchanged=6)


def test_our_own_rows_do_not_come_back_through_another_list(import_rows: Import) -> None:
    import_rows(*rows(2))
    held = {meeting.source_key: meeting for meeting in db.session.scalars(select(Meeting))}
    ours = [
        {"slug": "their-own-slug", "name": "Renamed", "day": 5, "url": page_of(held["m0"])},
        {"slug": page_of(held["m1"]).rpartition("/")[2], "name": "Renamed too", "day": 5},
    ]
    again = [a_row(**row) for row in ours]
    assert import_rows(*again, source="Copy") == report(duplicate=2)
    # We list it no longer, and the list that has it from us has not noticed.
    held["m0"].status = held["m1"].status = MeetingStatus.RETIRED
    db.session.add(Redirect(old_public_id="bcdfghjkm", new_public_id=held["m1"].public_id))
    db.session.commit()
    merged = a_row(slug="buda-tuesday-1900-bcdfghjkm", day=5, name="Merged away")
    assert import_rows(*again, merged, source="Copy") == report(duplicate=3)
    theirs = a_row(slug="x", day=5, name="Theirs", url="https://example.org/meetings/other")
    assert import_rows(*again, merged, theirs, source="Copy") == report(created=1, duplicate=3)


def test_what_a_group_listed_here_itself_is_not_listed_again(import_rows: Import) -> None:
    import_rows(a_row())
    held = db.session.scalars(select(Meeting)).one()
    held.source = held.group.source = None
    db.session.commit()
    assert import_rows(a_row(slug="theirs"), source="Copy") == report(duplicate=1)
    assert import_rows(a_row(slug="theirs", time="20:00"), source="Copy") == report(created=1)


def page_of(meeting: Meeting) -> str:
    """Return the address of a meeting's page, as our feeds give it."""
    return f"https://meetings.example.org/meetings/buda-tuesday-1900-{meeting.public_id}"


def test_what_the_other_list_withdrew_comes_in(import_rows: Import) -> None:
    import_rows(*rows(10))
    import_rows(*rows(10), source="Copy")
    import_rows(*rows(9))
    import_rows(*rows(9))
    assert statuses()["m9"] == "retired"
    assert import_rows(*rows(10), source="Copy") == report(created=1, duplicate=9)
    assert import_rows(*rows(10), source="Copy") == report(unchanged=1, duplicate=9)
    assert import_rows(*rows(10)) == report(unchanged=9, duplicate=1)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        (
            {"slug": "other", "formatted_address": "1 main STREET, Buda TX 78610, USA", "longitude": -97.9},
            True,
        ),
        ({"formatted_address": "Main Street 1, Buda, TX 78610, USA", "latitude": 30.0855}, True),
        ({"formatted_address": "9 Main Street, Buda, TX 78610, USA", "latitude": 30.0859}, False),
        ({"day": 4}, False),
        ({"time": "20:00"}, False),
        ({"name": "Tuesday Hope, upstairs"}, False),
    ],
)
def test_the_same_meeting_is_known_by_hour_door_and_name(
    import_rows: Import, changes: dict[str, Any], is_same: bool
) -> None:
    import_rows(a_row())
    found = import_rows(a_row(**changes), source="Copy")
    assert found == (report(duplicate=1) if is_same else report(created=1))
    other = import_rows(a_row(**changes), source="Third", fellowship="al-anon")
    assert other == report(created=1)
