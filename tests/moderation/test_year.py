"""A simulated year and a quarter: what grows old by rule, who is asked, what the public sees, day by day.

The model beside it knows only the rules of the reference (§5) and what happened, nothing of our tables.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetfinder import clock
from meetfinder.cli.asking import ask_organizers, grow_old
from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting, Source
from meetfinder.exchange.published import Selection, published
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation import confirming, reports
from meetfinder.moderation.models import ReportKind
from meetfinder.search.finding import find
from meetfinder.search.query import SearchQuery, Sort
from tests.builders import a_meeting, a_source
from tests.moderation.people import NOW, a_listed_group, an_account, slot

SIZES = [
    pytest.param(12, 420, id="small"),
    pytest.param(500, 450, marks=pytest.mark.drill, id="full"),
]
ASKED = (75, 90, 120)


@dataclass
class Life:
    """What is known of a listing: its clock, in days since the beginning, and what its people do."""

    public_id: str
    group: Group
    source: Source | None = None
    account_id: int = 0
    answers: int = 0
    """After how many days a letter is answered; 0: never."""
    last_good: int = 0
    doubted: int | None = None
    reports: list[int] = field(default_factory=list)
    asked: set[object] = field(default_factory=set)
    """The ages of this clock, or the doubt, that the organizer was asked about."""
    answer_on: int = 0
    reported_again_on: int = 0

    def state(self, day: int) -> str:
        age = day - self.last_good
        if age > 365 or (self.doubted is not None and day - self.doubted > 90):
            return "lapsed"
        return "stale" if age > 180 or self.doubted is not None else "shown"

    def due(self, day: int) -> object | None:
        if self.source is not None:
            return None
        if self.doubted is not None:
            return None if "doubt" in self.asked else "doubt"
        passed = [age for age in ASKED if age <= day - self.last_good]
        return passed[-1] if passed and passed[-1] not in self.asked else None

    def confirmed(self, day: int) -> None:
        self.last_good, self.doubted, self.answer_on = day, None, 0
        self.reports.clear()
        self.asked.clear()

    def reported(self, day: int) -> None:
        self.reports = [on for on in self.reports if day - on <= 30] + [day]
        if len(set(self.reports)) > 1 and self.doubted is None:
            self.doubted = day


@pytest.mark.parametrize(("count", "days"), SIZES)
def test_a_year_and_a_quarter_goes_by_the_rules(app: Flask, count: int, days: int) -> None:
    chance = random.Random(count)
    lives = list(_begin(chance, count))
    seen: Counter[str] = Counter()
    letters = 0
    for day in range(1, days + 1):
        with clock.at(NOW + timedelta(days=day)):
            _live(lives, day, chance)
            grow_old()
            letters += _ask(lives, day)
            _look(lives, day)
        seen.update(life.state(day) for life in lives)
    assert min(seen["shown"], seen["stale"], seen["lapsed"]) > count, seen
    assert letters > count
    assert len(db.session.scalars(select(Group.id)).all()) == count, "none is lost"


def _begin(chance: random.Random, count: int) -> Iterator[Life]:
    """List the groups on the first day: six of ten with an organizer, the others read from lists."""
    sources = [a_source() for _ in range(4)]
    for source in sources:
        source.last_good_read = NOW
    for number in range(count):
        if number % 10 < 6:
            account = an_account()
            group = a_listed_group(account, slot(number % 7), name=f"Group {number}")
            answers = chance.choice((0, 0, 1, 20, 50))
            yield Life(group.meetings[0].public_id, group, account_id=account.id, answers=answers)
        else:
            source = sources[number % len(sources)]
            meeting = a_meeting(source=source, weekday=number % 7)
            yield Life(meeting.public_id, meeting.group, source=source)
    db.session.flush()


def _live(lives: list[Life], day: int, chance: random.Random) -> None:
    """Let a day pass: lists are read or fail for months, letters are answered, visitors find nobody."""
    sources = {life.source.id: life.source for life in lives if life.source is not None}
    for number, source in enumerate(sources.values()):
        # The first list is read every day, the second fails for long, the third for ever, the fourth rarely.
        if (True, day < 30 or day > 410, day < 20, day % 100 == 0)[number % 4]:
            source.last_good_read = clock.now()
            for life in lives:
                if life.source is source:
                    life.last_good = day
    db.session.flush()
    for life in lives:
        if life.answer_on == day:
            confirming.confirm(life.group, account_id=life.account_id, now=clock.now())
            life.confirmed(day)
        if life.state(day) != "lapsed" and (chance.random() < 1 / 600 or life.reported_again_on == day):
            for _ in range(2):  # Twice on one day counts once.
                reports.report(life.group, kind=ReportKind.NOT_THERE, now=clock.now())
            life.reported(day)
            life.reported_again_on = day + chance.choice((0, 1, 30, 31))


def _ask(lives: list[Life], day: int) -> int:
    """Compare the letters of the day with the rule, and let those who answer think about it."""
    before = db.session.scalar(select(func.max(OutboxMessage.id))) or 0
    ask_organizers()
    assert ask_organizers() == 0, "twice a day is once"
    new = db.session.scalars(select(OutboxMessage).where(OutboxMessage.id > before)).all()
    got = sorted((row.context["group"], row.kind, row.context["days"]) for row in new)
    wanted = []
    for life in lives:
        due = life.due(day)
        if due is None:
            continue
        life.asked.add(due)
        kind = "reported" if due == "doubt" else "confirm_due"
        wanted.append((life.group.id, kind, 0 if due == "doubt" else due))
        if life.answers and not life.answer_on:
            life.answer_on = day + life.answers
    assert got == sorted(wanted), day
    return len(got)


def _look(lives: list[Life], day: int) -> None:
    """Look at the searches and feeds of the day, as the public does."""
    states = {life.public_id: life.state(day) for life in lives}
    shown = {number for number, state in states.items() if state == "shown"}
    stale = {number for number, state in states.items() if state == "stale"}
    sort = list(Sort)[day % 3]
    found = _found(sort)
    assert set(found[: len(shown)]) == shown, (day, sort)
    assert set(found[len(shown) :]) == stale, (day, sort)
    assert set(_found(sort, when="tonight")) <= shown, day
    if day % 10 == 0:
        assert {item.public_id for item in published(Selection(), now=clock.now())} == shown, day
        assert len(db.session.scalars(select(Meeting.id)).all()) == len(lives)


def _found(sort: Sort, when: str = "") -> list[str]:
    """Return the ids of everything that a search finds, through all of its pages."""
    found, cursor = [], ""
    while True:
        answer = find(
            SearchQuery(
                latitude=30.0852,
                longitude=-97.8403,
                country="US",
                timezone="America/Chicago",
                now=clock.now(),
                sort=sort,
                when=when,
                limit=100,
                cursor=cursor,
            )
        )
        found += [hit.listing.public_id for hit in answer.hits]
        cursor = answer.next_cursor
        if not cursor:
            return found
