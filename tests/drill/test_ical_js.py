"""The calendar library of web mail and phones' apps expands our calendars to the instants of our schedule."""

import json
import subprocess
from datetime import UTC, date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from meetfinder.directory.listing import Listing
from meetfinder.directory.schedule import DateException, Recurrence, Schedule, occurrences
from meetfinder.exchange.icalendar.writer import Options, uid, write
from tests.drill.clients import npm
from tests.exchange.samples import PUBLISHER, a_listing

pytestmark = pytest.mark.drill
PACKAGE = "ical.js@2.2.1"
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
LAST = NOW + timedelta(days=731)
ZONES = (
    "America/Chicago", "Europe/London", "America/Vancouver", "America/Edmonton", "Australia/Lord_Howe",
    "Africa/Casablanca", "Asia/Kolkata", "America/Santiago", "Pacific/Auckland", "Africa/Cairo",
)  # fmt: skip
RULES = (
    Recurrence(),
    Recurrence(kind="every_n_weeks", interval=2, anchor=date(2026, 11, 24)),
    Recurrence(kind="monthly", nths=(1, 3)),
    Recurrence(kind="monthly", nths=(-1,)),
    Recurrence(kind="monthly", nths=(5,)),
    Recurrence(starts_on=date(2027, 2, 1), ends_on=date(2028, 3, 15)),
)
EXCEPTIONS = (
    DateException(on=date(2027, 6, 1), kind="cancelled"),
    DateException(on=date(2027, 6, 15), kind="moved", moved_to=datetime.fromisoformat("2027-06-16T20:30")),
)
MINUTES = (0, 19 * 60, 23 * 60 + 45)
TUESDAY = 2


def listings() -> list[Listing]:
    return [
        a_listing(
            public_id=f"bcd{number:06}",
            schedule=Schedule(
                weekday=TUESDAY, start_minute=minute, duration_minutes=90, timezone=zone, recurrence=rule,
                exceptions=EXCEPTIONS,
            ),
        )
        for number, (zone, rule, minute) in enumerate(product(ZONES, RULES, MINUTES))
    ]  # fmt: skip


def test_it_finds_the_instants_of_the_schedule(tmp_path: Path) -> None:
    package = npm(PACKAGE, tmp_path)
    shown = listings()
    calendar = "".join(write(shown, Options(publisher=PUBLISHER, now=NOW)))
    command = ["node", str(Path(__file__).with_name("expand.mjs")), str(package / "dist" / "ical.js")]
    moments = [str(int(moment.timestamp())) for moment in (NOW, LAST)]
    done = subprocess.run([*command, *moments], input=calendar, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    total = 0
    for listing in shown:
        held = occurrences(listing.schedule, after=NOW, before=LAST)
        ours = sorted(
            int(item.start.timestamp()) for item in held if item.start.timestamp() >= NOW.timestamp()
        )
        assert sorted(found[uid(listing)]) == ours, listing.schedule
        total += len(ours)
    print(f"ical.js: {len(shown)} meetings, {total} of {total} instants in two years")
