"""Every HSDS record and page of a directory of 5,000 meetings of all kinds is valid, in strict mode too."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.db import db, writing
from meetfinder.directory import catalogue
from meetfinder.directory.models import Fellowship, Group, Meeting
from meetfinder.directory.schedule import DateException, Recurrence
from tests.builders import a_group, a_location, a_meeting, a_source
from tests.conftest import NOW
from tests.exchange.directories import empty_directory
from tests.hsds_schemas import Schemas

pytestmark = pytest.mark.drill
MEETINGS = 5_000
ZONES = ("America/Chicago", "Europe/London", "Australia/Lord_Howe", "Asia/Kolkata", "Pacific/Apia")
TEXTS = ("", "Ring twice.", "“Smile” 😀 & <b>bold</b>\nsecond line", "x" * 2000, "'; DROP TABLE", "\u202eabc")
LINKS = (
    None,
    "",
    "https://zoom.example/j/1?pwd=ä b",
    "zoom.example/j/2",
    "https://[bad",
    "http://a@b.example/",
)
PHONES = (None, "+1 512 555 0100", "0800 123 4567,,123#")


class Chance(random.Random):
    """Makes meetings of every kind, the same ones every time."""

    def rule(self, weekday: int) -> Recurrence:
        kind = self.choice(("weekly", "weekly", "every_n_weeks", "monthly"))
        anchor = date(2026, 11, 22) + timedelta(days=weekday)
        return Recurrence(
            kind=kind,
            interval=self.choice((2, 3, 4)) if kind == "every_n_weeks" else 1,
            anchor=anchor if kind == "every_n_weeks" else None,
            nths=tuple(self.sample((1, 2, 3, 4, 5, -1), self.randint(1, 3))) if kind == "monthly" else (),
            starts_on=self.choice((None, None, date(2026, 1, 1), date(2027, 3, 1))),
            ends_on=self.choice((None, None, date(2026, 6, 1), date(2027, 12, 31))),
        )

    def exceptions(self, weekday: int) -> list[DateException]:
        days = [date(2026, 11, 22) + timedelta(days=weekday + 7 * week) for week in range(3)]
        moved = datetime.combine(days[1], datetime.min.time()) + timedelta(hours=self.randrange(24))
        cancelled = DateException(on=days[0], kind="cancelled")
        return self.choice(([], [], [cancelled], [DateException(on=days[1], kind="moved", moved_to=moved)]))

    def attributes(self) -> list[tuple[str, str]]:
        keys = self.sample(sorted(catalogue.ATTRIBUTES), self.randint(0, 6))
        return [(key, self.choice(catalogue.ATTRIBUTES[key] or ("18", "women"))) for key in keys]

    def meeting(self, groups: list[Group], formats: list[str]) -> None:
        weekday = self.randrange(7)
        place = a_location(
            point=self.choice((None, (self.uniform(-89, 89), self.uniform(-180, 180)))),
            name=self.choice(TEXTS)[:200], street=self.choice(("", "1 Main Street")),
            city=self.choice(("", "Buda", "Kraków")), region=self.choice(("", "TX")),
            country=self.choice(("", "US", "PL")), notes=self.choice(TEXTS),
            precision=self.choice(("exact", "exact", "approximate", "area")),
        )  # fmt: skip
        group = self.choice(groups)
        a_meeting(
            group=group, source=group.source, name=self.choice(("Tuesday Hope", "x", "")), location=place,
            status=self.choice(("active",) * 6 + ("paused", "retired")), weekday=weekday,
            start=f"{self.randrange(24)}:{self.randrange(60):02}", duration=self.choice((None, 1, 60, 1440)),
            timezone=self.choice(ZONES), recurrence=self.rule(weekday), exceptions=self.exceptions(weekday),
            attendance=self.choice(("in_person", "online", "hybrid", "phone")), join_url=self.choice(LINKS),
            join_phone=self.choice(PHONES), join_notes=self.choice(TEXTS)[:900],
            join_visibility=self.choice(("public", "on_the_day", "on_request")), notes=self.choice(TEXTS),
            formats=self.sample(formats, 3), languages=self.choice(((), ("en",), ("es", "zh-Hant"))),
            youth=self.random() < 0.1, attributes=self.attributes(), indexed=False,
            confirmed_on=self.choice((None, date(2026, 10, 1), date(2020, 1, 1))),
        )  # fmt: skip


def fill() -> None:
    chance = Chance(31)
    fellowships = [*db.session.scalars(db.select(Fellowship)), None]
    formats = ["open", "closed", "women", "candlelight", "speaker", "step-study"]
    forbidden, demo = a_source(republish=False), a_source(demo=True)
    sources = [None, a_source(), None, forbidden, demo]
    groups = [
        a_group(
            name=f"Group {number}", fellowship=chance.choice(fellowships), source=sources[number % 5],
            website=chance.choice((None, "https://group.example/ü", "not an address")),
            notes=chance.choice(TEXTS), attributes=chance.attributes(),
        )
        for number in range(500)
    ]  # fmt: skip
    told = [
        group
        for group in groups
        if group.source is None or (group.source.republish and not group.source.demo)
    ]
    for _ in range(MEETINGS):
        chance.meeting(told, formats)
    for _ in range(200):
        chance.meeting(groups, formats)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    # Seeds may have been read after NOW, so they are loaded before the clock is stopped.
    with empty_directory(tmp_path_factory.mktemp("large")) as app, clock.at(NOW):
        with writing():
            fill()
            db.session.commit()
        yield app.test_client()


def every_page(client: FlaskClient, path: str, schemas: Schemas) -> Iterator[dict[str, object]]:
    number, joint = 1, "&" if "?" in path else "?"
    while True:
        page = client.get(f"{path}{joint}page={number}&per_page=400").get_json()
        assert schemas.page_problems(page) == []
        yield from page["contents"]
        if page["last_page"]:
            return
        number += 1


def test_everything_is_valid(client: FlaskClient, shared_data: Path) -> None:
    schemas = Schemas(shared_data / "hsds-3.1")
    assert db.session.scalar(db.select(db.func.count(Meeting.id))) == MEETINGS + 200
    counts: Counter[str] = Counter()
    since = "modified_after=2000-01-01"
    for path, name, strict in (
        (f"/hsds/services?{since}", "service_list", True),
        (f"/hsds/services?full=true&{since}", "service", True),
        (f"/hsds/service_at_locations?{since}", "service_at_location_list", True),
        (f"/hsds/service_at_locations?full=true&{since}", "service_at_location", False),
        ("/hsds/organizations", "organization", True),
        ("/hsds/taxonomies", "taxonomy", True),
        ("/hsds/taxonomy_terms", "taxonomy_term", True),
    ):
        for record in every_page(client, path, schemas):
            problems = schemas.problems(name, record, strict=strict)
            assert problems == [], (path, record["id"])
            counts[path] += 1
        print(f"{path}: {counts[path]} of {counts[path]} valid")
    assert counts[f"/hsds/services?{since}"] == counts[f"/hsds/services?full=true&{since}"] >= MEETINGS


def test_every_record_is_found_by_its_id(client: FlaskClient, shared_data: Path) -> None:
    schemas = Schemas(shared_data / "hsds-3.1")
    for kind, name in (("services", "service"), ("service_at_locations", "service_at_location")):
        count = 0
        for listed in every_page(client, f"/hsds/{kind}?modified_after=2000-01-01", schemas):
            record = client.get(f"/hsds/{kind}/{listed['id']}").get_json()
            assert record["id"] == listed["id"]
            if count % 10 == 0:
                assert schemas.problems(name, record, strict=False) == []
            count += 1
        print(f"/hsds/{kind}/…: {count} of {count} found by their ids")
