"""The Meeting Guide list brought up to date is, byte for byte, the list made from nothing."""

import gzip
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from meetfinder import clock
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.accounts.stewardship import make_steward
from meetfinder.cli import demo_removal
from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Group, Meeting, Source
from meetfinder.directory.proposal import AttributeFacts
from meetfinder.directory.schedule import DateException, Recurrence
from meetfinder.moderation import confirming, door, merging, redaction, reports, undo, writing
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Decision, ReportKind
from meetfinder.web.feeds import meeting_guide, store, version
from tests.builders import a_fellowship, a_format, a_group, a_meeting, a_source
from tests.conftest import NOW

FEED = "/feeds/meeting-guide.json"
MODERATOR = "moderator:1"
Change = Callable[[list[Meeting]], object]


@pytest.fixture
def listed(app: Flask) -> list[Meeting]:
    """Five meetings: the first two of groups that meet at one place, then one of a list, one of the demo."""
    dra = a_fellowship(slug="dual-recovery-anonymous", short_name="DRA", kind="dual-diagnosis")
    a_format("closed").meeting_guide = "C"
    a_format("open").meeting_guide = "O"
    meetings = [
        a_meeting(name="Ada", fellowship=dra, formats=["closed"], notes="Ring the bell"),
        a_meeting(name="Bell", group=a_group(name="Bell group", fellowship=dra)),
        a_meeting(name="Cole", source=a_source(slug="open-list", name="The open list")),
        a_meeting(name="Dorn", exceptions=[DateException(NOW.date() + timedelta(days=4), "cancelled")]),
        a_meeting(name="Eden", source=a_source(slug="invented", demo=True)),
    ]
    for meeting in meetings[:2]:
        _write(meeting.group)
    assert meetings[0].location_id == meetings[1].location_id
    db.session.commit()
    return meetings


def _write(group: Group, *, day: int = 0, **changes: object) -> None:
    """Write a group with other facts of its first meeting."""
    known = proposal_of(group)
    first = replace(known.meetings[0], **changes)  # type: ignore[arg-type]
    decision = writing.decided("approve", decided_by=MODERATOR, now=NOW + timedelta(days=day))
    writing.write_whole([replace(known, meetings=(first, *known.meetings[1:]))], decision, now=NOW)
    db.session.commit()
    db.session.expire_all()


def _renote(meetings: list[Meeting]) -> None:
    place = proposal_of(meetings[1].group).meetings[0].place
    assert place
    _write(meetings[1].group, place=replace(place, notes="Side door"))
    assert meetings[0].location.notes == "Side door"  # type: ignore[union-attr]


def _rename_group(meetings: list[Meeting]) -> None:
    known = proposal_of(meetings[1].group)
    renamed = replace(known, group=replace(known.group, name="Another name", notes="Tea"))
    writing.write_whole([renamed], writing.decided("approve", decided_by=MODERATOR, now=NOW), now=NOW)


def _step_free(meetings: list[Meeting]) -> None:
    known = proposal_of(meetings[1].group)
    stated = AttributeFacts(key="wheelchair_step_free", value="yes", said_by="organizer", as_of=NOW.date())
    told = replace(known, group=replace(known.group, attributes=(stated,)))
    writing.write_whole([told], writing.decided("approve", decided_by=MODERATOR, now=NOW), now=NOW)


def _move(meetings: list[Meeting]) -> None:
    place = proposal_of(meetings[1].group).meetings[0].place
    assert place
    _write(meetings[1].group, place=replace(place, street="2 Other Street", latitude=30.1))


def _merge(meetings: list[Meeting]) -> None:
    merging.merge(meetings[0].group, meetings[1].group, decided_by=MODERATOR, now=NOW)


def _undo(meetings: list[Meeting]) -> None:
    _write(meetings[0].group, notes="Never mind")
    last = db.session.scalars(select(Decision).order_by(Decision.id.desc())).first()
    undo.undo(last, decided_by=MODERATOR, now=NOW)  # type: ignore[arg-type]


def _doubt(meetings: list[Meeting]) -> None:
    for days in (1, 0):
        reports.report(meetings[0].group, kind=ReportKind.NOT_THERE, now=NOW - timedelta(days=days))


def _confirm(meetings: list[Meeting]) -> None:
    _doubt(meetings)
    olga = find_or_make_account("olga@groups.example.org", now=NOW)
    make_steward(olga, meetings[0].group_id, now=NOW)
    confirming.confirm(meetings[0].group, account_id=olga.id, now=NOW)


def _again(meetings: list[Meeting]) -> None:
    """Remove a meeting, and let another come under its public id."""
    gone = meetings[1].public_id
    db.session.execute(delete(Meeting).where(Meeting.id == meetings[1].id))
    db.session.flush()
    a_meeting(name="Back", notes="In the cellar").public_id = gone
    writing.decided("approve", decided_by=MODERATOR, now=NOW)


def _set(model: type[Source | Fellowship], **values: object) -> Change:
    def change(_meetings: list[Meeting]) -> None:
        row = db.session.scalars(select(model)).first()
        for name, value in values.items():
            setattr(row, name, value)

    return change


CHANGES: dict[str, Change] = {
    "nothing": lambda _meetings: writing.decided("approve", decided_by=MODERATOR, now=NOW),
    "notes": lambda meetings: _write(meetings[0].group, notes="Knock"),
    "formats": lambda meetings: _write(meetings[0].group, formats=("open",)),
    "dates off": lambda meetings: _write(
        meetings[0].group,
        schedule=replace(
            proposal_of(meetings[0].group).meetings[0].schedule,
            exceptions=(DateException(NOW.date() + timedelta(days=8), "cancelled"),),
        ),
    ),
    "notes of a place that others share": _renote,
    "name of the group": _rename_group,
    "what a group states": _step_free,
    "another place": _move,
    "a merge": _merge,
    "an undoing": _undo,
    "a pause": lambda meetings: door.pause(meetings[:1], decided_by=MODERATOR, reason="closed", now=NOW),
    "a closing": lambda meetings: door.withdraw(meetings[:1], decided_by=MODERATOR, reason="gone", now=NOW),
    "a report that it is not safe": lambda meetings: reports.report(
        meetings[0].group, kind=ReportKind.SAFETY, now=NOW
    ),
    "a doubt": _doubt,
    "a confirmation": _confirm,
    "erased words": lambda _meetings: redaction.redact_value("bell", decided_by=MODERATOR, now=NOW),
    "another under the same public id": _again,
    "a new meeting": lambda _meetings: a_meeting(name="Newest"),
    "no demo any more": lambda _meetings: demo_removal.remove(),
    "licence of a list": _set(Source, licence="CC0"),
    "name of a list": _set(Source, name="Another list"),
    "no leave to publish": _set(Source, republish=False),
    "name of a fellowship": _set(Fellowship, short_name="DD Anon", kind="substance"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_each_kind_of_change(client: FlaskClient, listed: list[Meeting], change: str) -> None:
    before = client.get(FEED)
    CHANGES[change](listed)
    db.session.commit()
    renewed = client.get(FEED)
    store.forget()
    assert renewed.data == client.get(FEED).data
    assert (renewed.data == before.data) == (change in {"nothing", "an undoing", "a confirmation"})


@pytest.mark.parametrize(
    "address",
    [
        "/from/open-list/feeds/meeting-guide.json",
        f"{FEED}?fellowship=dual-recovery-anonymous",
        f"{FEED}?without=open-list",
        "/wp-admin/admin-ajax.php?action=meetings",
        "/wp-admin/admin-ajax.php?action=meetings&day=2",
    ],
)
def test_a_part_of_the_list(client: FlaskClient, listed: list[Meeting], address: str) -> None:
    before = client.get(address)
    for meeting in (listed[0], listed[2]):
        _write(meeting.group, notes="Knock")
    renewed = client.get(address)
    store.forget()
    assert renewed.data == client.get(address).data != before.data


def test_after_each_day(client: FlaskClient, listed: list[Meeting]) -> None:
    today = NOW.date()
    coming = Recurrence(starts_on=today + timedelta(days=2), ends_on=today + timedelta(days=9))
    a_meeting(name="For a week", recurrence=coming)
    db.session.commit()
    seen = set()
    for day in range(12):
        with clock.at(NOW + timedelta(days=day)):
            renewed = client.get(FEED).data
            store.forget()
            assert renewed == client.get(FEED).data
            seen.add(renewed)
    assert len(seen) == 4  # A date off passes by; one begins, and ends.


def _file() -> Path:
    return store.older("meeting-guide._._._")[0]


def _forge(*, beside: Callable[[str], str] = str, text: Callable[[str], str] = str) -> None:
    """Change what is kept, to see what is taken over."""
    file = _file()
    file.write_bytes(gzip.compress(text(gzip.decompress(file.read_bytes()).decode()).encode()))
    editions = file.with_suffix(".editions")
    editions.write_text(beside(editions.read_text()))


def test_what_has_not_changed_is_taken_over(client: FlaskClient, listed: list[Meeting]) -> None:
    client.get(FEED)
    _forge(text=lambda text: text.replace("Ring the bell", "Ring the gong").replace("Cole", "Coal"))
    _write(listed[0].group, notes="Knock")
    renewed = client.get(FEED).get_data(as_text=True)
    assert "Knock" in renewed
    assert "gong" not in renewed
    assert "Coal" in renewed


def test_nothing_is_taken_over_from_another_program(
    client: FlaskClient, listed: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(FEED)
    _forge(text=lambda text: text.replace("Cole", "Coal"))
    monkeypatch.setattr(version, "_program", lambda: "another")
    _write(listed[0].group, notes="Knock")
    assert "Coal" not in client.get(FEED).get_data(as_text=True)


def _in_disorder(text: str) -> str:
    """Move every line, so that none is where it was, and change what each says."""
    first, *others = text.splitlines()[1:-1]
    return "\n".join(["[", *others, first, "]"]).replace('"name":"', '"name":"Not ')


DAMAGES: dict[str, Callable[[], None]] = {
    "no editions": lambda: _file().with_suffix(".editions").unlink(),
    "cut editions": lambda: _forge(beside=lambda text: text[: len(text) // 2]),
    "strange editions": lambda: _forge(beside=lambda text: text.splitlines()[0] + "\nwhat\nis this\n"),
    "editions of other facts": lambda: _forge(beside=lambda text: "0" * 32 + text[32:]),
    "cut text": lambda: _file().write_bytes(_file().read_bytes()[:100]),
    "lines in disorder": lambda: _forge(text=_in_disorder),
    "no text": lambda: _file().write_bytes(b""),
    "no gzip": lambda: _file().write_bytes(b"[]"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_nothing_is_taken_from_what_is_damaged(
    client: FlaskClient, listed: list[Meeting], damage: str
) -> None:
    client.get(FEED)
    DAMAGES[damage]()
    _write(listed[2].group, notes="Knock")
    renewed = client.get(FEED).data
    store.forget()
    assert renewed == client.get(FEED).data


def test_forgetting_leaves_nothing(app: Flask, client: FlaskClient, listed: list[Meeting]) -> None:
    client.get(FEED)
    folder = app.extensions["settings"].instance / store.FOLDER
    (folder / "meeting-guide._._._@0.new").write_text("unfinished")
    assert {file.suffix for file in folder.glob("*@*")} == {".gz", ".editions", ".new"}
    store.forget()
    assert not list(folder.glob("*@*"))


def test_what_is_forgotten_while_it_is_made_is_sent_but_not_kept(app: Flask) -> None:
    def pieces() -> Iterator[str]:
        yield "[\n"
        store.forget()
        yield "]\n"

    with store.kept("some", "1", pieces) as file:
        assert gzip.decompress(file.read()) == b"[\n]\n"
    assert not list((app.extensions["settings"].instance / store.FOLDER).glob("*@*"))


def test_the_list_can_be_forgotten_while_it_is_made(
    app: Flask, client: FlaskClient, listed: list[Meeting], monkeypatch: pytest.MonkeyPatch
) -> None:
    row = meeting_guide.writer.row

    def forgetting(*told: Any) -> str | None:
        store.forget()
        return row(*told)

    with monkeypatch.context() as patched:
        patched.setattr(meeting_guide.writer, "row", forgetting)
        sent = client.get(FEED).data
    assert not list((app.extensions["settings"].instance / store.FOLDER).glob("*@*"))
    assert sent == client.get(FEED).data
