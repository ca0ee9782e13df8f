"""Each helpline, health sentence and position of a fellowship stands in seeds/ and shows its source."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from bs4 import BeautifulSoup, NavigableString, Tag
from flask import Flask
from flask.testing import FlaskClient

from meetfinder import clock
from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.directory.models import Fellowship
from meetfinder.web.finder import words
from meetfinder.web.finder.vocabulary import host
from meetfinder.web.languages import catalog
from tests.builders import BUDA, a_group, a_meeting
from tests.guards.test_health_claims import phone_numbers
from tests.health_words import claims, one_line, pieces, reviewed

pytestmark = [
    pytest.mark.usefixtures("now"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
SEEDS = ROOT / "seeds"
LATER = datetime(2027, 1, 1, tzinfo=UTC)
"""When every page of the seeds has been read."""
LANGUAGES = ("en", "es")
STATED = [
    ("med_psychiatric", "welcome"), ("med_moud", "full_participation"), ("diagnosis_focus", "bipolar"),
    ("diagnosis_required", "none"), ("relapse_welcome", "yes"), ("dd_focus", "dedicated"),
    ("sober_time_required", "none"), ("venue_kind", "hospital"),
]  # fmt: skip


@dataclass(frozen=True)
class Sourced:
    """A sentence of the seeds in one language."""

    text: str
    source: str
    read_on: date


@cache
def entries(name: str) -> list[dict[str, Any]]:
    """Return the entries of a file of the seeds."""
    return list(tomllib.loads((SEEDS / f"{name}.toml").read_text(encoding="utf-8"))[name.removesuffix("s")])


@cache
def sourced(language: str) -> tuple[Sourced, ...]:
    """Return every sentence of the seeds that rests on a source, in a language."""
    return (*_advice(language), *_of_guides(language), *_positions(language))


@cache
def by_text(language: str) -> dict[str, Sourced]:
    return {one.text: one for one in sourced(language)}


def _advice(language: str) -> Iterator[Sourced]:
    for entry in tomllib.loads((SEEDS / "guidance.toml").read_text(encoding="utf-8"))["guidance"]:
        yield Sourced(entry["text_es" if language == "es" else "text"], entry["source"], entry["read_on"])


def _of_guides(language: str) -> Iterator[Sourced]:
    told = tomllib.loads((SEEDS / "guides.toml").read_text(encoding="utf-8"))
    for sentence in _sentences(told):
        if "source" in sentence:
            page = told["sources"][sentence["source"]]
            yield Sourced(sentence["text_es" if language == "es" else "text"], page["url"], page["read_on"])


def _positions(language: str) -> Iterator[Sourced]:
    for entry in entries("fellowships"):
        for found in positions(entry):
            text = catalog(language).gettext(found["text"])
            yield Sourced(text, found["source"], found["read_on"])


def positions(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a fellowship has published about medication."""
    return [entry[name] for name in ("position_psychiatric", "position_moud") if name in entry]


def _sentences(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for guide in told["guide"] for part in guide["part"] for one in part["sentences"])


@cache
def allowed(language: str) -> frozenset[str]:
    """Return what may hold a word of health: what the seeds say, and what was read and claims nothing."""
    told = tomllib.loads((SEEDS / "guides.toml").read_text(encoding="utf-8"))
    suffix = "_es" if language == "es" else ""
    found = {one.text for one in sourced(language)}
    found |= {one["text" + suffix] for one in _sentences(told) if one.get("own")}
    for guide in told["guide"]:
        found |= {guide["title" + suffix], *(part["title" + suffix] for part in guide["part"])}
    found |= {page["title"] for page in told["sources"].values()}
    for name in ("fellowships", "helplines"):
        found |= {catalog(language).gettext(entry["name"]) for entry in entries(name)}
    found |= {entry["source_title"] for entry in entries("helplines")}
    found |= {entry["source_title"] for entry in told_advice()}
    found |= {found["source_title"] for entry in entries("fellowships") for found in positions(entry)}
    texts = {piece for text in found for piece in (one_line(text).casefold(), *pieces(text))}
    return frozenset(
        texts | {piece for text in reviewed() for piece in pieces(catalog(language).gettext(text))}
    )


def told_advice() -> list[dict[str, Any]]:
    return list(tomllib.loads((SEEDS / "guidance.toml").read_text(encoding="utf-8"))["guidance"])


@pytest.fixture
def seeded(app: Flask, tmp_path: Path) -> Flask:
    """The directory of the seeds, with a meeting of several fellowships near Buda and one online."""
    with clock.at(LATER):
        seeding.load(seeds=SEEDS, instance=tmp_path)
    for slug, kind in (("dual-recovery-anonymous", "hybrid"), ("alcoholics-anonymous", "in_person")):
        fellowship = db.session.scalars(sa.select(Fellowship).where(Fellowship.slug == slug)).one()
        group = a_group(fellowship=fellowship, name=f"The {slug[:4]} room")
        a_meeting(group=group, attendance=kind, attributes=STATED, weekday=1, point=BUDA)
    return app


def unsourced(page: BeautifulSoup, language: str) -> list[str]:
    """Return what a page says about health that does not stand in the seeds."""
    hosts = {host(str(link["href"])) for link in page.select("a[rel]")}
    for item in page.find_all(["script", "style"]):
        item.decompose()
    names = frozenset(entry["name"].casefold() for entry in entries("fellowships"))
    texts = (str(text) for text in page.find_all(string=True))
    plain = (" ".join(word for word in text.split() if word.strip(".,") not in hosts) for text in texts)
    return [left for text in plain if (left := claims(text, language, allowed(language), names))]


def without_source(page: BeautifulSoup, language: str) -> list[str]:
    """Return the sentences of the seeds that a page says without their source and the day it was read."""
    known = by_text(language)
    said = [(text, known[one_line(text)]) for text in page.find_all(string=True) if one_line(text) in known]
    return [one.text for text, one in said if not _shows_source(text, one)]


def _shows_source(text: NavigableString, one: Sourced) -> bool:
    for around in text.parents:
        if around.name == "main":
            return False
        link = around.find("a", href=one.source)
        if isinstance(link, Tag):
            return words.date_words(one.read_on) in one_line(link.parent.get_text()) if link.parent else False
    return False


def read(client: FlaskClient, address: str, language: str) -> BeautifulSoup:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
    assert answer.status_code in {200, 404}, address
    return BeautifulSoup(answer.text, "html.parser")


def addresses() -> list[str]:
    guides = tomllib.loads((SEEDS / "guides.toml").read_text(encoding="utf-8"))["guide"]
    return [
        "/", "/help-now", "/help-now?country=zz", "/help-now?country=", "/guides", "/start", "/fellowships",
        "/near/us-78610", "/near/us-78610?for=family", "/near/us-99950", "/near/us-78610?page=1", "/near/no",
        "/near/us-78610/map", "/online", "/about", "/privacy", "/coverage", "/no/such/page", "/plan",
        *(f"/guides/{guide['slug']}" for guide in guides),
    ]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_about_health_is_one_of_the_seeds(
    seeded: Flask, client: FlaskClient, language: str
) -> None:
    cards = read(client, "/near/us-78610", language).select("a[href^='/meetings/']")
    meeting = str(cards[0]["href"]).partition("?")[0]
    fellowships = [f"/fellowships/{entry['slug']}" for entry in entries("fellowships") if positions(entry)]
    plan = f"/plan?m={meeting.rsplit('-', 1)[1]}"
    said = 0
    for address in [*addresses(), meeting, plan, *fellowships]:
        page = read(client, address.replace("country=zz", "country=aq"), language)
        assert unsourced(page, language) == [], address
        assert without_source(page, language) == [], address
        said += len([text for text in page.find_all(string=True) if one_line(text) in by_text(language)])
    assert said > 100


@pytest.mark.usefixtures("app")
def test_what_is_made_up_or_has_lost_its_source_is_seen() -> None:
    known = sourced("en")[0]
    for made_up in ("Naloxone reverses an overdose.", f"{known.text} Wait until your tolerance is back."):
        assert unsourced(BeautifulSoup(f"<main><p>{made_up}</p></main>", "html.parser"), "en")
    lost = f'<main><p>{known.text}</p><p><a href="{known.source}">Source</a></p></main>'
    assert without_source(BeautifulSoup(lost, "html.parser"), "en") == [known.text]
    assert list(phone_numbers("Call 1-800-555-0199 now.")) == ["1-800-555-0199"]


def test_a_page_that_breaks_needs_no_database_for_what_to_do_in_danger(
    seeded: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise RuntimeError("broken")

    monkeypatch.setitem(seeded.view_functions, "finder.start", broken)
    monkeypatch.setattr(seeded, "testing", False)
    monkeypatch.setitem(seeded.config, "PROPAGATE_EXCEPTIONS", False)
    page = BeautifulSoup(client.get("/start").text, "html5lib")
    danger = next(one for one in sourced("en") if one.text.startswith("If you or somebody else is in danger"))
    assert page.find(string=re.compile(re.escape(danger.text)))
    assert without_source(page, "en") == []
    assert unsourced(page, "en") == []


def test_every_number_is_a_helpline_of_the_country_with_its_source(
    seeded: Flask, client: FlaskClient
) -> None:
    countries = sorted({entry["country"] for entry in entries("helplines")})
    for country in [*countries, "AQ"]:
        page = read(client, f"/help-now?country={country.lower()}", "en")
        known = {entry["name"]: entry for entry in entries("helplines") if entry["country"] == country}
        shown = [line for line in page.select("main li") if line.select_one("strong") and _numbers(line)]
        assert {one_line(line.strong.get_text()) for line in shown if line.strong} == set(known), country
        for line in shown:
            assert line.strong
            entry = known[one_line(line.strong.get_text())]
            assert _numbers(line) <= _digits(entry), entry["name"]
            assert line.find("a", href=entry["source"]), entry["name"]
            assert words.date_words(entry["read_on"]) in one_line(line.get_text()), entry["name"]
        assert _numbers(page) <= set().union(*(_digits(entry) for entry in known.values())), country


@pytest.mark.parametrize("address", ["/", "/near/us-78610", "/near/gb-sw1a", "/online", "/guides/not-sure"])
def test_numbers_beside_an_answer_are_those_of_its_country(
    seeded: Flask, client: FlaskClient, address: str
) -> None:
    country = "GB" if "/gb-" in address else "US"
    known = set().union(*(_digits(entry) for entry in entries("helplines") if entry["country"] == country))
    numbers = _numbers(read(client, address, "en"))
    assert numbers
    assert numbers <= known


def _numbers(part: Tag) -> set[str]:
    links = [str(link["href"]) for link in part.select("a[href^='tel:'], a[href^='sms:']")]
    return {re.sub(r"[^\d*]", "", link.partition("?")[0]) for link in links}


def _digits(entry: dict[str, Any]) -> set[str]:
    texts = [entry.get("number", ""), entry.get("sms", "").rpartition(" to ")[2]]
    return {re.sub(r"[^\d*]", "", text) for text in texts if text}


def test_a_fellowships_page_says_of_it_only_what_the_seeds_hold(seeded: Flask, client: FlaskClient) -> None:
    for entry in entries("fellowships"):
        page = read(client, f"/fellowships/{entry['slug']}", "en")
        known = {entry.get("site"), entry.get("finder"), entry.get("start_a_group", {}).get("url")}
        known |= {position["source"] for position in positions(entry)}
        links = {str(link["href"]) for link in page.select("main a[href^=http]")}
        assert links <= known, entry["slug"]
        text = one_line(page.main.get_text(" ")) if page.main else ""
        for position in positions(entry):
            assert position["text"] in text, entry["slug"]
        assert text.count("No published position is known here") == 2 - len(positions(entry))
        assert unsourced(page, "en") == [], entry["slug"]
