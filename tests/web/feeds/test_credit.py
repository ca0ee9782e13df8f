"""Every payload says whose its rows are and under which terms, and holds no row that it must not."""

import csv
import io
import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory.models import Meeting, Source
from meetfinder.intake import importing
from meetfinder.intake.importing import Order
from tests.builders import a_fellowship, a_format
from tests.conftest import NOW
from tests.exchange.meeting_guide.rows import a_row

SEEDS = ROOT / "seeds"
BOTH = "fellowship=alcoholics-anonymous&fellowship=al-anon"


def bring_in(
    file: Path, town: str, source: str, *, fellowship: str = "alcoholics-anonymous", **order: bool
) -> None:
    """Bring in a list of one meeting in a town of its own, by which every payload can be searched."""
    row = a_row(
        slug=f"row-of-{town}",
        name=f"Meeting of {town}",
        location=f"Hall of {town}",
        types=[],
        formatted_address=f"1 Main Street, {town}, TX 78610, USA",
        city=town,
    )
    file.write_text(json.dumps([row]))
    wanted = Order(address=str(file), source=source, fellowship=fellowship, **order)
    prepared = importing.prepare(wanted, seeds=SEEDS, default_country="US", progress=lambda *_: None)
    importing.apply(prepared, now=NOW, progress=lambda *_: None)


@pytest.fixture(autouse=True)
def directory(app: Flask, tmp_path: Path) -> None:
    a_fellowship(slug="alcoholics-anonymous")
    a_fellowship(slug="al-anon", kind="family", for_family=True)
    a_format()
    file = tmp_path / "list.json"
    bring_in(file, "Ownville", "own", publish=True)
    bring_in(file, "Townville", "Town list", publish=True, republish=True)
    bring_in(file, "Secondville", "Second list", fellowship="al-anon", publish=True, republish=True)
    bring_in(file, "Secretville", "Secret list", publish=True)
    bring_in(file, "Waitville", "Waiting list", republish=True)
    for meeting in db.session.scalars(select(Meeting).join(Source).where(Source.slug == "own")):
        meeting.source = meeting.group.source = None
    db.session.scalars(select(Source).where(Source.slug == "town-list")).one().licence = "CC BY-SA 4.0"
    db.session.commit()


BMLT = "/client_interface/json/?switcher="
FEEDS = {
    "Meeting Guide": "/feeds/meeting-guide.json?",
    "the plugin": "/wp-admin/admin-ajax.php?action=meetings&",
    "calendar": "/feeds/meetings.ics?",
    "table": "/feeds/meetings.csv?",
    "map": "/feeds/meetings.geojson?",
    "search as calendar": "/feeds/meetings.ics?near=us-78610&",
    "search as table": "/feeds/meetings.csv?near=us-78610&",
    "search as map": "/feeds/meetings.geojson?near=us-78610&",
    "changes": "/feeds/changes.atom?",
    "HSDS services": "/hsds/services?full=true&",
    "HSDS places": "/hsds/service_at_locations?full=true&",
    "BMLT": f"{BMLT}GetSearchResults&",
    "BMLT by a list": "/client_interface/tsml/?switcher=GetSearchResults&",
}
TOWNS = {"Ownville": "Meetfinder", "Townville": "Town list", "Secondville": "Second list"}
"""What may be passed on, with who is to be credited for it."""
TERMS = {"Ownville": "CC BY 4.0", "Townville": "CC BY-SA 4.0", "Secondville": "not stated"}
NEVER = ("Secretville", "Secret list", "Waitville")
AA, AL_ANON = "fellowship=alcoholics-anonymous", "fellowship=al-anon"
CHOICES = {
    "": {"Ownville", "Townville", "Secondville"},
    AA: {"Ownville", "Townville"},
    AL_ANON: {"Secondville"},
    "source=town-list": {"Townville"},
    f"{AA}&source=town-list": {"Townville"},
    f"{AL_ANON}&source=town-list": set(),
    "without=town-list": {"Ownville", "Secondville"},
    "without=unknown-list": {"Ownville", "Townville", "Secondville"},
    f"{AA}&without=town-list": {"Ownville"},
}


def read(client: FlaskClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    # Calendars fold their lines.
    return answer.text.replace("\r\n ", "")


def towns_in(text: str) -> set[str]:
    return {town for town in (*TOWNS, *NEVER) if town in text}


def test_every_feed_gives_what_is_chosen_and_may_be_given(client: FlaskClient) -> None:
    for name in FEEDS:
        _gives_what_is_chosen(client, name)


def _gives_what_is_chosen(client: FlaskClient, name: str) -> None:
    for choice, towns in CHOICES.items():
        if name.startswith("BMLT") and (choice == "" or "without" in choice):
            continue
        assert towns_in(read(client, FEEDS[name] + choice)) == towns, choice
    if not name.startswith("BMLT"):
        for hidden in ("secret-list", "unknown-list"):
            answer = client.get(f"{FEEDS[name]}source={hidden}")
            assert answer.status_code == 400 or towns_in(answer.text) == set(TOWNS), hidden


def test_every_feed_says_whose_it_is_and_under_which_terms(client: FlaskClient) -> None:
    for name in FEEDS:
        _says_whose_it_is(client, name)
    about = read(client, "/about")
    assert "From the list “Town list”, CC BY-SA 4.0." in about
    assert "From the list “Second list”, licence not stated." in about


def _says_whose_it_is(client: FlaskClient, name: str) -> None:
    both = "fellowship=alcoholics-anonymous,al-anon" if name.startswith("BMLT") else f"{AA}&{AL_ANON}"
    answer = client.get(FEEDS[name] + both)
    text = answer.text.replace("\r\n ", "")
    assert towns_in(text) == set(TOWNS)
    if name.startswith("BMLT"):
        # The rows of this dialect have a service body and no licence: the bodies and a page have it.
        assert all(list_ in text for list_ in ("Town list", "Second list"))
        assert answer.headers["Link"] == '<http://localhost/about>; rel="license"'
        text = read(client, f"{BMLT}GetServiceBodies")
    else:
        assert "Meetfinder" in text
        # Each by itself, so that the word of one is not taken for that of another.
        for town, whose in TOWNS.items():
            choice = "without=town-list&without=second-list" if town == "Ownville" else source_of(town)
            alone = read(client, f"{FEEDS[name]}{choice}")
            assert whose in alone, town
            assert TERMS[town] in alone, town
    assert all(terms in text for terms in TERMS.values())
    assert not any(word in text for word in NEVER)


def source_of(town: str) -> str:
    return "source=" + TOWNS[town].lower().replace(" ", "-")


def test_a_source_has_addresses_of_its_own_only_with_permission(client: FlaskClient) -> None:
    for path in ("feeds/meeting-guide.json", "client_interface/json/?switcher=GetSearchResults"):
        assert towns_in(read(client, f"/from/town-list/{path}")) == {"Townville"}
        for hidden in ("secret-list", "own", "unknown"):
            assert client.get(f"/from/{hidden}/{path}").status_code == 404
        assert towns_in(client.get(f"/from/waiting-list/{path}").text) == set()


def test_what_waits_or_may_not_be_passed_on_is_in_no_other_payload(client: FlaskClient) -> None:
    switchers = (
        "GetServiceBodies", "GetFormats", "GetChanges", "GetCoverageArea", "GetServerInfo",
        "GetFieldValues&meeting_key=meeting_name",
    )  # fmt: skip
    for address in (
        *(f"{BMLT}{switcher}&fellowship=alcoholics-anonymous,al-anon" for switcher in switchers),
        "/hsds/organizations?full=true",
        "/hsds/taxonomy_terms",
        "/sitemap.xml",
    ):
        assert not any(word in client.get(address).text for word in NEVER), address


def test_what_nobody_stated_is_never_a_yes(client: FlaskClient) -> None:
    """The rows state nothing but day, time and place, so nothing else may be claimed of them."""
    (row,) = json.loads(read(client, f"{FEEDS['Meeting Guide']}source=town-list"))
    assert not set(row.get("types", ())) & {"O", "C", "X", "DD", "BA", "ASL", "AL-AN"}
    (cells,) = csv.DictReader(io.StringIO(read(client, f"{FEEDS['table']}source=town-list")))
    stated = ("Attributes", "Formats", "Languages", "Youth", "Confirmed On")
    assert not [cells[name] for name in stated if cells.get(name) not in {None, "", "no"}]
    (feature,) = json.loads(read(client, f"{FEEDS['map']}source=town-list"))["features"]
    assert not [
        key for key, value in feature["properties"].items() if key != "approximate" and value in {True, "yes"}
    ]
    (service,) = json.loads(read(client, f"{FEEDS['HSDS services']}source=town-list"))["contents"]
    claimed = {"fees_description", "assured_date", "accessibility", "languages", "cost_options"}
    assert not claimed & set(service)
    terms = {item["taxonomy_term"]["code"] for item in service["attributes"]}
    assert terms <= {"substance", "list", "licence"}
    (item,) = client.get("/api/v1/meetings?near=townville,tx&limit=9").get_json().get("meetings") or [{}]
    assert not item.get("attributes")
