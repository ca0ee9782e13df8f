"""How an address becomes a search."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from meetfinder.config import Settings
from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Format
from meetfinder.search.query import SearchQuery, Sort
from meetfinder.web import codes
from meetfinder.web.filters import (
    BadParameter,
    canonical,
    page_of,
    read_query,
    unit_of,
    with_value,
    without,
)
from meetfinder.web.parameters import refuse_unknown

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
SETTINGS = Settings(instance=Path("unused"), database_url="sqlite://", country="US")


@dataclass(frozen=True)
class Spot:
    latitude: float = 51.5
    longitude: float = -0.14
    country: str = "GB"
    timezone: str = "Europe/London"


def read(*pairs: tuple[str, str], place: Spot | None = Spot(), clear: bool = True) -> SearchQuery:
    return read_query(MultiDict(pairs), place=place, settings=SETTINGS, now=NOW, clear=clear)


def refused(*pairs: tuple[str, str], clear: bool = True) -> BadParameter:
    with pytest.raises(BadParameter) as problem:
        read(*pairs, clear=clear)
    assert problem.value.name in str(problem.value)
    return problem.value


def test_without_filters_a_search_is_25_miles_around_a_british_place() -> None:
    query = read()
    assert (query.latitude, query.longitude, query.country) == (51.5, -0.14, "GB")
    assert query.timezone == "Europe/London"
    assert query.within_km == pytest.approx(40.2336)
    assert query.limit == 20


def test_the_api_goes_by_distance_and_the_finder_by_what_fits_best() -> None:
    assert read().sort == Sort.DISTANCE
    assert read(clear=False).sort == Sort.BEST
    assert read(place=None).sort == Sort.NEXT, "without a place there is no distance"


@pytest.mark.parametrize(
    ("country", "unit"), [("US", "mi"), ("GB", "mi"), ("LR", "mi"), ("MM", "mi"), ("IE", "km"), ("", "km")]
)
def test_the_unit_is_that_of_the_country(country: str, unit: str) -> None:
    assert unit_of(MultiDict(), country=country) == unit
    assert unit_of(MultiDict({"unit": "km"}), country=country) == "km"


def test_kilometres_where_one_asks_for_them() -> None:
    assert read(("within", "10"), ("unit", "km")).within_km == 10
    assert read(("within", "2.5"), ("unit", "mi")).within_km == pytest.approx(4.02336)


def test_every_filter_reaches_the_search() -> None:
    query = read(
        ("day", "2"),
        ("day", "today"),
        ("day", "0"),
        ("from", "18:30"),
        ("until", "1:05"),
        ("when", "tonight"),
        ("for", "family"),
        ("attendance", "online"),
        ("attendance", "hybrid"),
        ("language", "ES"),
        ("language", "zh-hant-hk"),
        ("kind", "dual-diagnosis"),
        ("attribute", "relapse_welcome:yes"),
        ("attribute", "audience:women"),
        ("focus", "bipolar"),
        ("sort", "next"),
        ("limit", "100"),
        ("cursor", "abc"),
    )
    assert query.days == (2, 0)
    assert query.today
    assert (query.from_minute, query.until_minute) == (18 * 60 + 30, 65)
    assert (query.when, query.audience) == ("tonight", "family")
    assert query.attendance == ("online", "hybrid")
    assert query.languages == ("es", "zh-Hant-HK")
    assert query.kinds == ("dual-diagnosis",)
    assert query.attributes == (("relapse_welcome", "yes"), ("audience", "women"))
    assert query.focus == ("bipolar",)
    assert (query.sort, query.limit, query.cursor) == (Sort.NEXT, 100, "abc")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("within", "0"),
        ("within", "-1"),
        ("within", "20001"),
        ("within", "nan"),
        ("within", "inf"),
        ("within", "1e3"),
        ("within", ""),
        ("unit", "miles"),
        ("day", "7"),
        ("day", "monday"),
        ("day", "٣"),
        ("from", "24:00"),
        ("from", "7pm"),
        ("until", "12:60"),
        ("when", "tomorrow"),
        ("for", "you"),
        ("attendance", "in-person"),
        ("language", "english!"),
        ("kind", "dual"),
        ("attribute", "relapse_welcome"),
        ("attribute", "relapse:yes"),
        ("attribute", "relapse_welcome:maybe"),
        ("focus", "sadness"),
        ("sort", "name"),
        ("limit", "0"),
        ("limit", "101"),
        ("limit", "x"),
        ("cursor", ""),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    assert refused((name, value), ("unit", "km") if name == "within" else ("for", "me")).name == name


def test_two_values_of_what_can_have_one_only() -> None:
    assert refused(("sort", "next"), ("sort", "best")).name == "sort"
    assert read(("sort", "next"), ("sort", "next")).sort == Sort.NEXT


def test_fields_left_empty_in_a_form_are_no_filter() -> None:
    query = read(("from", ""), ("within", " "), ("day", ""), ("sort", ""), clear=False)
    assert query == read(clear=False)


def test_what_was_probably_meant_is_named() -> None:
    with pytest.raises(BadParameter, match="did you mean attendance") as problem:
        refuse_unknown(MultiDict({"atendance": "online"}), ("attendance", "day"))
    assert problem.value.name == "atendance"


def test_slugs_of_the_api_must_be_known(app: Flask) -> None:
    db.session.add(a_fellowship("dual-recovery-anonymous"))
    db.session.add(Format(slug="step-study", name="Step", name_es="Paso", category="format"))
    db.session.flush()
    query = read(("fellowship", "dual-recovery-anonymous"), ("format", "step-study"))
    assert (query.fellowships, query.formats) == (("dual-recovery-anonymous",), ("step-study",))
    assert "did you mean dual-recovery-anonymous" in refused(("fellowship", "dual-recovery")).message
    assert refused(("format", "nothing-like-it")).name == "format"


def test_the_finder_takes_codes_only(app: Flask) -> None:
    db.session.add(a_fellowship("dual-recovery-anonymous"))
    db.session.flush()
    pairs = [
        ("fellowship", "dual-recovery-anonymous"),
        ("kind", "family"),
        ("focus", "trauma"),
        ("focus", "anxiety"),
        ("attribute", "cost:free"),
    ]
    query = read(*(("n", codes.encode(*pair)) for pair in pairs), ("kind", "substance"), clear=False)
    assert query.fellowships == ("dual-recovery-anonymous",)
    assert query.kinds == ("family",), "a kind in clear is not a filter of the finder"
    assert query.focus == ("trauma", "anxiety")
    assert query.attributes == (("cost", "free"),)


@pytest.mark.parametrize("code", ["zzzzz", "family", "x"])
def test_a_code_of_nothing_is_refused(app: Flask, code: str) -> None:
    assert refused(("n", code), clear=False).name == "n"


@pytest.mark.parametrize("page", ["0", "-1", "two", "1e1", "9" * 10])
def test_a_page_is_a_whole_number(page: str) -> None:
    with pytest.raises(BadParameter, match="page"):
        page_of(MultiDict({"page": page}))


def test_links_add_replace_and_take_away() -> None:
    args = MultiDict([("day", "2"), ("sort", "next"), ("page", "3")])
    assert page_of(args) == 3
    assert with_value(args, "day", "0") == "day=0&day=2&sort=next"
    assert with_value(args, "day", "2") == "day=2&sort=next"
    assert with_value(args, "sort", "best") == "day=2&sort=best"
    assert with_value(args, "page", "4") == "day=2&page=4&sort=next"
    assert with_value(args, "from", "18:30") == "day=2&from=18:30&sort=next"
    assert without(args, "day", "2") == "sort=next"
    assert without(args, "day") == "sort=next"
    assert without(args, "page") == "day=2&sort=next"
    assert canonical(args) == "day=2&page=3&sort=next"


@given(st.dictionaries(st.sampled_from(["place", "q", "day", "n", "within", "language", "sort"]), st.text()))
def test_nothing_typed_gets_into_a_link(typed: dict[str, str]) -> None:
    link = canonical(MultiDict({name: f"{value} SW1A 1AA" for name, value in typed.items()}))
    assert link == ""


@given(st.lists(st.tuples(st.sampled_from(["day", "from", "within", "limit", "language"]), st.text())))
def test_any_text_is_read_or_refused_by_name(pairs: list[tuple[str, str]]) -> None:
    wrong = ""
    try:
        read(*pairs)
    except BadParameter as problem:
        wrong = problem.name
    assert wrong in {"", *(name for name, _ in pairs)}


def a_fellowship(slug: str) -> Fellowship:
    return Fellowship(
        slug=slug, name=slug, short_name=slug[:9], kind="dual-diagnosis", twelve_step=True, for_family=False
    )
