"""The ladder: its rungs, their order, and that it never ends at nothing."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.directory.models import Attendance, GroupStatus
from meetfinder.search import answer, count, find
from meetfinder.search.query import SearchQuery, Sort, Step
from meetfinder.search.space import geodesic_km
from tests.builders import AUSTIN, BUDA, a_fellowship, a_group, a_location, a_meeting
from tests.search.brute import a_random_directory

NOW = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
"""Tuesday 17:30 in Texas, 18:30 in New York."""
DENVER = (39.74, -104.99)


def asked(**changes: object) -> SearchQuery:
    values = {"now": NOW, "timezone": "America/Chicago", "latitude": BUDA[0], "longitude": BUDA[1]}
    return SearchQuery(**{**values, "country": "US", **changes})  # type: ignore[arg-type]


def steps(query: SearchQuery) -> list[Step]:
    return [rung.step for rung in answer(query).rungs]


def ids(query: SearchQuery, step: Step) -> list[int]:
    rung = answer(query).rung(step)
    return [] if rung is None else [hit.listing.id for hit in rung.hits]


def test_an_empty_directory_still_names_the_finders_of_the_country(app: Flask) -> None:
    a_fellowship(slug="irish", kind="dual-diagnosis", countries=["IE"])
    a_fellowship(slug="anywhere", kind="substance")
    a_fellowship(slug="minds", kind="mental-health", countries=["US", "CA"])
    a_fellowship(slug="nowhere-to-look", kind="substance", site=None, finder=None)
    rung = answer(asked()).rung(Step.FINDERS)
    assert rung is not None
    assert [card.fellowship.slug for card in rung.fellowships] == ["minds", "anywhere"]
    assert steps(asked()) == [Step.FINDERS]
    assert steps(asked(formats=("unheard-of",))) == [Step.FINDERS]
    assert steps(asked(latitude=None, longitude=None)) == [Step.FINDERS]


def test_rungs_come_in_the_order_of_the_promise(app: Flask) -> None:
    dual = a_fellowship(slug="dual", kind="dual-diagnosis")
    drink = a_fellowship(slug="drink")
    parents = a_fellowship(slug="parents", kind="family", for_family=True)
    near = a_meeting(fellowship=dual, weekday=5)
    tagged = a_meeting(fellowship=drink, weekday=5, attributes=[("dd_focus", "tagged")], said_by="source")
    plain = a_meeting(fellowship=drink, weekday=2, start="17:20")
    welcoming = a_meeting(fellowship=drink, weekday=6, attributes=[("dd_focus", "welcoming")], point=AUSTIN)
    online = a_meeting(fellowship=dual, attendance=Attendance.ONLINE, point=None, weekday=3, start="08:00")
    a_meeting(fellowship=dual, attendance=Attendance.ONLINE, point=None, weekday=6)
    far = a_meeting(fellowship=dual, point=DENVER, timezone="America/Denver", weekday=6)
    family = a_meeting(fellowship=parents, weekday=0)
    a_group(status=GroupStatus.FORMING, location=a_location(point=AUSTIN), fellowship=dual)
    a_group(status=GroupStatus.FORMING, location=a_location(point=DENVER))
    query = asked()
    assert steps(query) == list(Step)
    assert ids(query, Step.SOONEST) == [plain.id]
    assert ids(query, Step.DUAL_NEAR) == [near.id, tagged.id]
    assert ids(query, Step.OTHERS_NEAR) == [welcoming.id, plain.id]
    assert ids(query, Step.DUAL_REMOTE) == [online.id]
    assert ids(query, Step.DUAL_FAR) == [far.id]
    assert ids(query, Step.FAMILY) == [family.id]
    forming = answer(query).rung(Step.FORMING)
    assert forming is not None
    assert [round(item.distance_km or 0) for item in forming.groups] == [round(geodesic_km(BUDA, AUSTIN))]
    assert steps(asked(audience="family"))[:2] == [Step.SOONEST, Step.FAMILY]
    assert ids(asked(audience="family"), Step.SOONEST) == [family.id]


def test_the_soonest_is_the_first_to_start_and_dual_only_at_the_same_minute(app: Flask) -> None:
    dual = a_fellowship(kind="dual-diagnosis")
    plain = a_meeting(weekday=2, start="17:45")
    later = a_meeting(fellowship=dual, weekday=2, start="17:50", point=AUSTIN)
    assert ids(asked(), Step.SOONEST) == [plain.id]
    same = a_meeting(fellowship=dual, weekday=2, start="17:45", location=later.location)
    assert ids(asked(), Step.SOONEST) == [same.id]


def test_the_soonest_can_still_be_reached(app: Flask) -> None:
    gone = a_meeting(weekday=2, start="17:00", duration=90)
    away = a_meeting(weekday=2, start="17:35", point=(30.4, -97.84))
    assert ids(asked(), Step.SOONEST) == [gone.id]
    online = a_meeting(attendance=Attendance.ONLINE, point=None, weekday=2, start="20:00")
    assert ids(asked(), Step.SOONEST) == [online.id]
    assert set(ids(asked(), Step.OTHERS_NEAR)) == {gone.id, away.id}


def test_soonest_is_the_same_whether_few_or_many_are_near(app: Flask) -> None:
    soonest = a_meeting(weekday=2, start="17:40")
    for number in range(11):
        a_meeting(weekday=3, start=f"{8 + number}:00")
    assert ids(asked(), Step.SOONEST) == [soonest.id]
    rung = answer(asked()).rung(Step.OTHERS_NEAR)
    assert rung is not None
    assert (len(rung.hits), rung.total, rung.total_capped) == (10, 12, False)


def test_the_soonest_may_lie_behind_what_is_close_by(app: Flask) -> None:
    many = [a_meeting(weekday=5) for _ in range(12)]
    close = a_meeting(weekday=2, start="17:50")
    beyond = (BUDA[0] + 0.1, BUDA[1])
    a_meeting(weekday=2, start="17:50", point=beyond)
    assert ids(asked(), Step.SOONEST) == [close.id]
    sooner = a_meeting(weekday=2, start="17:45", point=beyond)
    assert ids(asked(), Step.SOONEST) == [sooner.id]
    a_meeting(weekday=2, start="17:40", point=(BUDA[0] + 0.27, BUDA[1]))  # 30 km off in 10 minutes.
    assert ids(asked(), Step.SOONEST) == [sooner.id]
    begun = a_meeting(weekday=2, start="17:28", point=beyond)
    assert ids(asked(), Step.SOONEST) == [begun.id]
    assert answer(asked()).rung(Step.OTHERS_NEAR).total > len(many)  # type: ignore[union-attr]


@pytest.mark.parametrize("count", [2, 12])
def test_what_has_begun_is_the_soonest_where_nothing_else_is_on(app: Flask, count: int) -> None:
    for _ in range(count):
        a_meeting(weekday=2, start="17:10")
    longest = a_meeting(weekday=2, start="17:00", duration=60)
    assert ids(asked(when="now"), Step.SOONEST) == [longest.id]


def test_family_groups_are_not_among_the_meetings_of_the_person_who_is_ill(app: Flask) -> None:
    parents = a_fellowship(kind="family", for_family=True)
    a_meeting(fellowship=parents)
    assert steps(asked()) == [Step.FAMILY, Step.FINDERS]


def test_families_find_their_own_first_and_then_open_meetings(app: Flask) -> None:
    parents = a_fellowship(kind="family", for_family=True)
    open_one = a_meeting(formats=["open"])
    stated = a_meeting(attributes=[("access", "open")])
    a_meeting(formats=["open"], attributes=[("access", "closed")])
    a_meeting()
    family = a_meeting(fellowship=parents, point=(30.09, -97.85))
    found = find(asked(audience="family"))
    assert found.hits[0].listing.id == family.id
    assert {hit.listing.id for hit in found.hits} == {family.id, open_one.id, stated.id}


def test_best_puts_dual_first_in_each_band_of_travel(app: Flask) -> None:
    dual, drink = a_fellowship(kind="dual-diagnosis"), a_fellowship()
    plain = a_meeting(fellowship=drink)
    welcoming = a_meeting(fellowship=drink, point=(30.1, -97.84), attributes=[("dd_focus", "welcoming")])
    dedicated = a_meeting(fellowship=dual, point=(30.12, -97.84))
    tagged = a_meeting(point=(30.09, -97.84), attributes=[("dd_focus", "tagged")])
    farther = a_meeting(fellowship=dual, point=AUSTIN)
    found = find(asked(sort=Sort.BEST))
    assert [hit.listing.id for hit in found.hits] == [
        dedicated.id,
        welcoming.id,
        tagged.id,
        plain.id,
        farther.id,
    ]


@pytest.mark.parametrize("seed", range(3))
def test_no_search_ends_at_nothing(app: Flask, seed: int) -> None:
    chance = random.Random(seed)
    a_random_directory(chance, count=30, center=BUDA, spread=0.5)
    for _ in range(40):
        query = asked(
            now=NOW + timedelta(minutes=chance.randrange(20_000)),
            latitude=chance.uniform(-90, 90),
            longitude=chance.uniform(-180, 180),
            when=chance.choice(["", "now", "tonight"]),
            audience=chance.choice(["me", "family"]),
            attendance=chance.choice([(), ("online",), ("in_person", "hybrid")]),
        )
        told = answer(query)
        assert told.rungs[-1].step == Step.FINDERS
        assert told.rungs[-1].fellowships
        assert [rung.step for rung in told.rungs if not (rung.hits or rung.groups or rung.fellowships)] == []
        far = told.rung(Step.DUAL_FAR)
        assert far is not None or "tonight" in query.when or "now" in query.when or query.attendance
        if far:
            distances = [hit.distance_km for hit in far.hits]
            assert distances == sorted(distances, key=lambda km: km or 0)


def test_totals_and_counts_are_capped(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("finding", "counts"):
        monkeypatch.setattr(f"meetfinder.search.{module}.TOTAL_CAP", 6)
    monkeypatch.setattr("meetfinder.search.counts._LIMIT", 7)
    drink = a_fellowship(slug="drink")
    for number in range(6):
        a_meeting(fellowship=drink, weekday=number, formats=["open"])
    assert (find(asked(limit=2)).total, find(asked(limit=2)).total_capped) == (6, False)
    for number in range(6):
        a_meeting(fellowship=drink, weekday=number, start="09:00", languages=["es-MX"])
    found = find(asked(limit=2))
    assert (found.total, found.total_capped) == (6, True)
    counts = count(asked())
    assert counts.fellowships == {"drink": 7}
    assert counts.kinds == {"substance": 7}
    assert counts.formats == {"open": 6}
    assert counts.languages == {"es": 6}
    assert counts.days == dict.fromkeys(range(6), 2)
    assert counts.attendance == {"in_person": 7}


def test_counts_leave_out_the_filters_own_choice(app: Flask) -> None:
    drink, dual = a_fellowship(slug="drink"), a_fellowship(slug="dual", kind="dual-diagnosis")
    a_meeting(fellowship=drink, weekday=1, formats=["women", "open"])
    a_meeting(fellowship=drink, weekday=2, formats=["open"], attendance=Attendance.HYBRID)
    a_meeting(fellowship=dual, weekday=2, languages=["en"])
    a_meeting(fellowship=dual, attendance=Attendance.ONLINE, point=None)
    counts = count(asked(days=(2,), fellowships=("drink",)))
    assert counts.days == {1: 1, 2: 1}
    assert counts.fellowships == {"drink": 1, "dual": 1}
    assert counts.kinds == {"substance": 1}
    assert counts.formats == {"open": 1}
    assert counts.languages == {}
    assert counts.attendance == {"hybrid": 1}
    assert count(asked()).attendance == {"in_person": 2, "hybrid": 1, "online": 1}


def test_what_is_not_stated_never_matches(app: Flask) -> None:
    group = a_group(attributes=[("wheelchair_step_free", "yes")])
    inherits = a_meeting(group=group)
    contradicts = a_meeting(group=group, attributes=[("wheelchair_step_free", "no")])
    a_meeting()
    wanted = find(asked(attributes=(("wheelchair_step_free", "yes"),)))
    assert [hit.listing.id for hit in wanted.hits] == [inherits.id]
    either = find(asked(attributes=(("wheelchair_step_free", "yes"), ("wheelchair_step_free", "no"))))
    assert {hit.listing.id for hit in either.hits} == {inherits.id, contradicts.id}
    assert find(asked(languages=("en",))).hits == ()
    assert find(asked(focus=("bipolar",))).hits == ()


def test_now_means_what_one_can_still_join(app: Flask) -> None:
    running = a_meeting(weekday=2, start="16:45")
    over = a_meeting(weekday=2, start="16:00")
    soon = a_meeting(weekday=2, start="19:30")
    late = a_meeting(weekday=2, start="19:31")
    with clock.at(NOW):
        found = find(asked(when="now", sort=Sort.NEXT))
    assert [hit.listing.id for hit in found.hits] == [running.id, soon.id]
    assert [hit.running for hit in found.hits] == [True, False]
    assert {over.id, late.id}.isdisjoint(hit.listing.id for hit in found.hits)
