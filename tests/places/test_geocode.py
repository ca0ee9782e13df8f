"""Organizers' addresses through geopy, against a provider on loopback that behaves well and badly."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from meetfinder.places import Gazetteer, geocode
from meetfinder.places.geocode import AddressGeocoder, OfflineGeocoder, address_geocoder

AGENT = "Meetfinder tests (nobody@example.org)"
ADDRESS = "1300 Cabelas Drive, Buda, TX 78610"
LATITUDE, LONGITUDE = 30.0911, -97.8204
FEATURE = {"geometry": {"coordinates": [LONGITUDE, LATITUDE]}}
ANSWERS: dict[str, Any] = {
    "nominatim": [{"lat": str(LATITUDE), "lon": str(LONGITUDE), "display_name": "Found", "place_rank": 30}],
    "photon": {"features": [{**FEATURE, "properties": {"name": "Found", "type": "house"}}]},
    "pelias": {
        "features": [{**FEATURE, "properties": {"label": "Found", "name": "Found", "layer": "address"}}]
    },
}
EMPTY: dict[str, Any] = {"nominatim": [], "photon": {"features": []}, "pelias": {"features": []}}


class Provider(BaseHTTPRequestHandler):
    """Answers as the test has arranged."""

    status: ClassVar[int] = 200
    body: ClassVar[bytes] = b""
    delay: ClassVar[float] = 0
    asked: ClassVar[list[tuple[str, str]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["User-Agent"]))
        time.sleep(self.delay)
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  The library's name.
        pass


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(Provider, "asked", [])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/geo"
    server.shutdown()
    thread.join()
    server.server_close()


def _answer(monkeypatch: pytest.MonkeyPatch, body: object, *, status: int = 200, delay: float = 0) -> None:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    for name, value in (("body", content), ("status", status), ("delay", delay)):
        monkeypatch.setattr(Provider, name, value)


def _geocoder(name: str, address: str, gazetteer: Gazetteer) -> AddressGeocoder:
    return address_geocoder(f"{name}:{address}", user_agent=AGENT, gazetteer=gazetteer)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_provider_refines_the_table(
    name: str, provider: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, ANSWERS[name])
    outcome = _geocoder(name, provider, gazetteer).geocode(ADDRESS, "US")
    assert outcome.trouble == ""
    assert outcome.found
    assert (outcome.found.latitude, outcome.found.longitude) == (LATITUDE, LONGITUDE)
    assert (outcome.found.precision, outcome.found.provider, outcome.found.label) == ("exact", name, "Found")
    path, agent = Provider.asked[0]
    assert path.startswith("/geo/")
    assert ADDRESS in {value for values in parse_qs(urlsplit(path).query).values() for value in values}
    assert agent == AGENT


@pytest.mark.parametrize("name", sorted(ANSWERS))
@pytest.mark.parametrize(
    "answer",
    [
        (429, b"{}", "rate_limited"),
        (503, b"{}", "timed_out"),
        (500, b"{}", "unavailable"),
        (403, b"{}", "refused"),
        (200, b"<html>", "garbled"),
        (200, b'{"features": [{"nothing": 1}]}', "garbled"),
        (200, b"[1]", "garbled"),
    ],
)
def test_a_failing_provider_never_blocks(
    name: str,
    answer: tuple[int, bytes, str],
    provider: str,
    gazetteer: Gazetteer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    status, body, trouble = answer
    _answer(monkeypatch, body, status=status)
    outcome = _geocoder(name, provider, gazetteer).geocode(ADDRESS, "US")
    assert outcome.trouble == trouble
    assert outcome.found
    assert (outcome.found.provider, outcome.found.precision) == ("offline", "approximate")
    assert outcome.found.label == "78610, Buda, Texas"


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_slow_provider_is_left_behind(
    name: str, provider: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geocode, "TIMEOUT_S", 0.2)
    _answer(monkeypatch, ANSWERS[name], delay=0.6)
    outcome = _geocoder(name, provider, gazetteer).geocode(ADDRESS, "US")
    assert outcome.trouble == "timed_out"
    assert outcome.found
    assert outcome.found.provider == "offline"


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_nobody_listens(name: str, gazetteer: Gazetteer) -> None:
    outcome = _geocoder(name, "http://127.0.0.1:9", gazetteer).geocode(ADDRESS, "US")
    assert outcome.trouble == "unavailable"
    assert outcome.found


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_address_nobody_knows(
    name: str, provider: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, EMPTY[name])
    outcome = _geocoder(name, provider, gazetteer).geocode("xyzzyq plugh", "US")
    assert outcome == geocode.Outcome(None)
    assert _geocoder(name, provider, gazetteer).geocode(ADDRESS, "US").found is not None


def test_a_less_precise_answer_is_not_taken(
    provider: str, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answer(monkeypatch, [{"lat": "31", "lon": "-99", "display_name": "Texas", "place_rank": 8}])
    outcome = _geocoder("nominatim", provider, gazetteer).geocode(ADDRESS, "US")
    assert outcome.found
    assert outcome.found.provider == "offline"


def test_without_a_provider_the_table_answers(gazetteer: Gazetteer) -> None:
    for setting in ("", "offline"):
        geocoder = address_geocoder(setting, user_agent=AGENT, gazetteer=gazetteer)
        assert geocoder.provider == "offline"
        outcome = geocoder.geocode(ADDRESS, "US")
        assert outcome.found
        assert abs(outcome.found.latitude - LATITUDE) < 0.1


@pytest.mark.parametrize(
    "setting",
    ["bing:https://x.example", "nominatim", "nominatim:", "photon:ftp://x.example", "pelias:x.example"],
)
def test_a_wrong_setting_is_one_clear_sentence(setting: str, gazetteer: Gazetteer) -> None:
    with pytest.raises(ValueError, match="MEETFINDER_GEOCODER must be empty, offline, or nominatim:"):
        address_geocoder(setting, user_agent=AGENT, gazetteer=gazetteer)


def test_the_table_is_a_geopy_geocoder(gazetteer: Gazetteer) -> None:
    geocoder = OfflineGeocoder(gazetteer)
    assert isinstance(geocoder, Geocoder)
    found = geocoder.geocode("SW1A 1AA")
    assert isinstance(found, Location)
    assert found.raw["area"] == "gb-sw1a"
    several = geocoder.geocode("Springfield", exactly_one=False, country="US")
    assert isinstance(several, list)
    assert len(several) > 5
    assert geocoder.geocode("xyzzyq") is None
    near = geocoder.reverse((30.085, -97.84))
    assert isinstance(near, Location)
    assert near.raw["area"] == "us-tx-buda"
    assert geocoder.reverse("-80, 0") is None
