"""The demo directory: plainly invented, varied, the same every time, and gone without a trace."""

import re
import shutil
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import joinedload, selectinload

from meetfinder import clock, places
from meetfinder.cli import demo_directory
from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory.catalogue import ANY_TEXT, ATTRIBUTES
from meetfinder.directory.demo import is_demo_present
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Group, Location, Meeting, Source
from meetfinder.directory.proposal import GroupFacts, MeetingFacts, PlaceFacts, Proposal, fingerprint
from meetfinder.directory.reading import listings
from meetfinder.directory.schedule import Schedule, next_occurrence, validate
from meetfinder.moderation import door
from meetfinder.moderation.models import Verdict
from meetfinder.places.distance import km_between
from tests.builders import a_group, a_location, a_meeting
from tests.cli.running import Dump, dump, give_places, kept_list, run, site

FICTION = r"\+1 (212|416)-555-01\d\d|01632 9600\d\d|020 912 00\d\d|\(02\) 5550 00\d\d"
"""Numbers that regulators keep free of subscribers."""
COUNTRIES = {"US", "GB", "CA", "IE", "AU"}
PATTERN_FIELDS = """
slug name fellowship countries days start minutes nths weeks attendance formats languages notes website stated
said_by as_of confirmed_on status forming youth visibility join_notes exception
"""
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo_app(tmp_path_factory: pytest.TempPathFactory, table_of_places: Path) -> Iterator[Flask]:
    instance = tmp_path_factory.mktemp("demo") / "instance"
    give_places(instance, table_of_places)
    with site(instance) as app:
        assert run(app, "init", "--demo").exit_code == 0
        yield app


@pytest.fixture
def meetings(demo_app: Flask) -> list[Meeting]:
    return list(
        db.session.scalars(
            sa.select(Meeting).options(
                joinedload(Meeting.location), joinedload(Meeting.group), selectinload(Meeting.exceptions)
            )
        )
    )


@pytest.fixture
def listed(demo_app: Flask) -> list[Listing]:
    return list(listings(db.session.scalars(sa.select(Meeting.id)).all(), now=NOW).values())


def test_about_three_hundred_meetings_of_five_countries(listed: list[Listing]) -> None:
    assert 270 <= len(listed) <= 330
    countries = Counter(item.venue.country for item in listed if item.venue)
    assert set(countries) == COUNTRIES
    assert min(countries.values()) >= 12


def test_every_word_of_it_says_that_it_is_invented(meetings: list[Meeting], demo_app: Flask) -> None:
    names = [meeting.name for meeting in meetings] + list(db.session.scalars(sa.select(Group.name)))
    assert all(name.startswith("Demo: ") and name.endswith(" (invented)") for name in names)
    for place in db.session.scalars(sa.select(Location)):
        if place.precision == "area":
            assert (place.name, place.street) == ("", "")
        else:
            assert place.name == "Demo Hall (invented)"
            assert re.fullmatch(r"[1-9]\d? Example Street", place.street)
    phones = {meeting.join_phone for meeting in meetings if meeting.join_phone}
    assert len(phones) > 5
    assert all(re.fullmatch(FICTION, phone) for phone in phones)
    links = {meeting.join_url for meeting in meetings if meeting.join_url}
    links |= set(db.session.scalars(sa.select(Group.website).where(Group.website.is_not(None))))
    assert all(link.startswith("https://example.org/demo/") for link in links)
    notes = set(db.session.scalars(sa.select(Group.notes))) | {meeting.join_notes for meeting in meetings}
    assert all(text.startswith("Invent") for text in notes if text)


def test_no_invented_listing_may_be_passed_on(demo_app: Flask) -> None:
    source = db.session.scalars(sa.select(Source)).one()
    assert (source.slug, source.demo, source.republish) == ("demo", True, False)
    assert is_demo_present()


def test_it_has_everything_that_a_newcomer_wants_to_try(
    listed: list[Listing], meetings: list[Meeting]
) -> None:
    assert {item.attendance for item in listed} == {"in_person", "online", "phone", "hybrid"}
    assert {item.status for item in listed} == {"active", "paused"}
    kinds = Counter(item.fellowship.kind if item.fellowship else "independent" for item in listed)
    assert set(kinds) >= {"dual-diagnosis", "substance", "family", "mental-health", "independent"}
    assert {item.dual_focus for item in listed} == {"dedicated", "welcoming", "tagged", ""}
    rules = {(item.schedule.recurrence.kind, item.schedule.recurrence.nths) for item in listed}
    assert rules >= {("weekly", ()), ("monthly", (1, 3)), ("monthly", (-1,)), ("every_n_weeks", ())}
    assert {one.kind for meeting in meetings for one in meeting.exceptions} == {"cancelled", "moved"}
    assert {item.languages for item in listed} >= {("en",), ("es",), ()}
    assert {meeting.join_visibility for meeting in meetings} == {"public", "on_the_day", "on_request"}
    stated = {item.key for listing in listed for item in listing.attributes}
    assert stated >= {
        "med_psychiatric", "med_moud", "dd_focus", "diagnosis_focus", "cameras_optional",
        "wheelchair_step_free",
    }  # fmt: skip
    assert any(not listing.attributes for listing in listed)
    assert {bool(meeting.confirmed_on) for meeting in meetings} == {True, False}
    assert db.session.scalar(sa.select(sa.func.count()).where(Group.status == "forming")) >= 3


def test_what_is_stated_is_of_the_catalogue_and_dated(listed: list[Listing]) -> None:
    for listing in listed:
        for item in listing.attributes:
            allowed = ATTRIBUTES[item.key]
            assert allowed == ANY_TEXT or item.value in allowed, item
            assert item.said_by in {"organizer", "source"}
            assert item.as_of is not None
            assert item.as_of <= NOW.date()


def test_minors_have_an_area_only(meetings: list[Meeting]) -> None:
    youth = [meeting for meeting in meetings if meeting.youth]
    assert len(youth) >= 3
    for meeting in youth:
        assert meeting.location is not None
        assert (meeting.location.precision, meeting.location.street) == ("area", "")


def test_every_place_is_near_its_town_and_in_its_zone(meetings: list[Meeting]) -> None:
    for meeting in meetings:
        area = (meeting.source_key or "").split("#")[0]
        town = next(filter(None, (places.area(area.rsplit("-", cut)[0]) for cut in range(1, 5))))
        place = meeting.location
        assert place is not None
        assert place.latitude is not None
        assert place.longitude is not None
        assert (place.city, place.country, meeting.timezone) == (town.name, town.country, town.timezone)
        apart = km_between((place.latitude, place.longitude), (town.latitude, town.longitude))
        assert apart < (10 if place.precision == "area" else 4)


def test_nearly_every_state_has_something(demo_app: Flask) -> None:
    states = set(db.session.scalars(sa.select(Location.region).where(Location.country == "US")))
    assert len(states) >= 48


def test_every_schedule_is_sound_and_goes_on(listed: list[Listing]) -> None:
    for listing in listed:
        assert validate(listing.schedule) == []
        coming = next_occurrence(listing.schedule, now=NOW, horizon_days=62)
        assert coming is not None
        assert coming.start.tzinfo == ZoneInfo(listing.schedule.timezone)


def test_it_is_the_same_in_every_process_and_year(demo_app: Flask) -> None:
    now = fingerprints()
    with clock.at(datetime(2029, 3, 1, tzinfo=UTC)):
        assert fingerprints() == now
    assert len(set(now)) == len(now)


def fingerprints(seeds: Path = ROOT / "seeds") -> list[str]:
    found = demo_directory.invent(seeds=seeds, gazetteer=places.gazetteer())
    return [fingerprint(one.proposal) for one in found]


def test_it_goes_without_a_trace_and_leaves_the_rest(instance: Path, empty_database_url: str) -> None:
    with site(instance, empty_database_url) as app:
        run(app, "init")
        publish_something_real()
        before = rows()
        assert run(app, "init", "--demo").exit_code == 0
        assert is_demo_present()
        assert "invented" in kept_list(app)
        assert len(dump()["group"]) > len(before["group"]) + 100
        removed = run(app, "demo", "remove")
        assert removed.exit_code == 0
        assert re.search(r"Removed: 1\d\d groups with [23]\d\d meetings", removed.output)
        assert rows() == before
        assert "invented" not in kept_list(app)
        assert not is_demo_present()
        assert "search index: ok" in run(app, "check").output
        again = run(app, "demo", "remove")
        assert (again.exit_code, again.output) == (0, "There is no demo directory here.\n")
        assert run(app, "init", "--demo").exit_code == 0


def publish_something_real() -> None:
    """List a meeting by hand, and import one through the door, in a town of the demo."""
    a_meeting(name="Made by hand", formats=["open"], attributes=[("dd_focus", "dedicated")])
    source = Source(slug="a-real-list", name="A real list", format="meeting-guide", republish=True)
    db.session.add(source)
    db.session.flush()
    submission = door.submit(real_proposal(), source=source, now=clock.now())
    door.decide(submission, verdict=Verdict.APPROVE, decided_by="source:a-real-list", now=clock.now())
    db.session.commit()


def real_proposal() -> Proposal:
    schedule = Schedule(weekday=3, start_minute=1080, duration_minutes=60, timezone="America/Chicago")
    place = PlaceFacts(city="Austin", region="TX", country="US", latitude=30.27, longitude=-97.74)
    meeting = MeetingFacts(
        key="real", name="Real", schedule=schedule, attendance="hybrid", place=place, formats=("discussion",)
    )
    return Proposal(key="real", group=GroupFacts(key="real", name="Real"), meetings=(meeting,))


def rows() -> Dump:
    """Return every row but the boxes of the zones: they only ever widen, which changes no answer."""
    found = dump()
    found["search_zone"] = [row[:2] for row in found["search_zone"]]
    return found


def test_what_is_real_stays_though_it_came_to_a_demo_group(instance: Path) -> None:
    with site(instance) as app:
        run(app, "init", "--demo")
        group = db.session.scalars(sa.select(Group).where(Group.status == "active")).first()
        place = db.session.scalars(sa.select(Location).where(Location.precision == "exact")).first()
        assert group is not None
        kept = a_meeting(name="Real", group=group, location=place)
        alone = a_meeting(name="Elsewhere", group=a_group(), location=a_location())
        db.session.commit()
        ids = (kept.id, alone.id)
        assert run(app, "demo", "remove").exit_code == 0
        assert set(db.session.scalars(sa.select(Meeting.id))) == set(ids)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Group)) == 2
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Location)) == 2
        check = run(app, "check").output
        assert "foreign keys: ok" in check
        assert "search index: ok" in check


def test_another_demo_takes_the_place_of_the_last(instance: Path, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds)
    with site(instance, seeds=seeds) as app:
        run(app, "init", "--demo")
        before = {row[2] for row in dump()["group"]}
        file = seeds / "demo" / "groups.toml"
        file.write_text(file.read_text().replace('name = "Lantern"', 'name = "Candle"'))
        assert "Demo: added" in run(app, "init", "--demo").output
        after = {row[2] for row in dump()["group"]}
        assert len(after) == len(before)
        assert any("Candle" in name for name in after)
        assert not any("Lantern" in name for name in after)
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Source)) == 1


def test_a_real_list_of_that_name_is_never_touched(instance: Path) -> None:
    with site(instance) as app:
        run(app, "init")
        db.session.add(Source(slug="demo", name="Real", format="meeting-guide"))
        db.session.commit()
        refused = run(app, "init", "--demo")
        assert refused.exit_code == 2
        assert "already called demo" in refused.stderr
        assert dump()["group"] == []
        assert run(app, "demo", "remove").output == "There is no demo directory here.\n"
        assert len(dump()["source"]) == 1


def test_a_hidden_fellowship_is_told_in_a_sentence(instance: Path) -> None:
    (instance / "seeds").mkdir()
    (instance / "seeds" / "fellowships.toml").write_text(
        '[[fellowship]]\nslug = "emotions-anonymous"\nremove = true\n'
    )
    with site(instance) as app:
        refused = run(app, "init", "--demo")
        assert refused.exit_code == 2
        assert "emotions-anonymous is not among the seeds" in refused.stderr
        assert dump()["group"] == []


def test_the_facts_of_the_demo_are_strict() -> None:
    """A misspelt key would be passed over in silence."""
    known = set(PATTERN_FIELDS.split())
    patterns = tomllib.loads((ROOT / "seeds" / "demo" / "groups.toml").read_text())["pattern"]
    assert len({pattern["slug"] for pattern in patterns}) == len(patterns)
    for pattern in patterns:
        assert not set(pattern) - known
        assert ("stated" in pattern) == ("as_of" in pattern)
