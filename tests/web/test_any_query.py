"""Whatever stands in a query string, no address fails: odd bytes, broken encodings, long and huge values."""

from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetfinder.exchange.bmlt.answers import SWITCHERS
from meetfinder.web.api import lists, searches
from meetfinder.web.filters import FINDER_FORMS
from meetfinder.web.hsds import openapi
from tests.builders import AUSTIN, a_fellowship, a_meeting, a_source

FEW, MANY = 150, 10_000
PATHS = {
    "/api/v1/meetings": searches.MEETINGS_NAMES,
    "/api/v1/answer": searches.ANSWER_NAMES,
    "/api/v1/groups": lists.GROUPS_NAMES,
    "/api/v1/places": lists.PLACES_NAMES,
    "/near/us-78610": tuple(FINDER_FORMS),
    "/online": tuple(FINDER_FORMS),
    "/feeds/changes.atom": ("near", "within", "unit", "fellowship", "source"),
    "/feeds/meeting-guide.json": ("fellowship", "source"),
    "/feeds/meetings.csv": ("near", "day", "within", "fellowship", "source", "names", "n", "sort", "when"),
    "/feeds/meetings.ics": ("near", "day", "within", "fellowship", "source", "names", "n", "sort", "when"),
    "/wp-admin/admin-ajax.php": (
        "action", "day", "time", "region", "type", "query", "latitude", "longitude", "distance",
        "distance_units", "attendance_option",
    ),
    **{f"/hsds{path}": names for path, (_, _, names) in openapi.LISTS.items()},
    "/hsds/services/00000000-0000-0000-0000-000000000000": (),
}  # fmt: skip
BMLT = (
    "/client_interface/json/",
    "/client_interface/jsonp/",
    "/client_interface/csv/",
    "/client_interface/tsml/",
)
BMLT_NAMES = (
    "services", "services[]", "recursive", "weekdays", "weekdays[]", "venue_types", "formats", "formats[]",
    "formats_comparison_operator", "SearchString", "SearchStringAll", "SearchStringRadius",
    "StringSearchIsAnAddress", "StartsAfterH", "StartsAfterM", "StartsBeforeH", "EndsBeforeH", "MinDurationH",
    "MaxDurationM", "lat_val", "long_val", "geo_width", "geo_width_km", "sort_results_by_distance",
    "sort_keys", "sort_key", "data_field_key", "meeting_key", "meeting_key_value", "meeting_ids", "lang_enum",
    "page_size", "page_num", "advanced_published", "get_used_formats", "get_formats_only", "callback",
    "root_server_ids", "show_all", "format_ids", "key_strings", "start_date", "end_date", "meeting_id",
    "service_body_id", "parents", "fellowship", "source", "specific_formats", "meeting_key_contains",
)  # fmt: skip
ODD = (
    "", "0", "-1", "1", "7", "99999999999999999999", "-9223372036854775809", "1e400", "nan", "-inf", "0x1",
    "1,2", "1;2", "30.08", "-97.84", "91", "1e-320", "true", "null", "[]", "*", "%", "_", "'", '"', "\\",
    "..", "78610", "us-78610", "@30.09,-97.84", "@nan,1", "2026-11-23", "0000-00-00", "yes", "today",
    "9999-12-31T23:59:59Z", "19:00", "24:60", "weekday_tinyint,start_time", "id_bigint", "longitude",
    "distance_in_miles", "first", "one", "00000000-0000-0000-0000-000000000000", "upcoming", "meetings",
    "dual-diagnosis", "x" * 5000, "１２", "²", "\0", "a\0b", "\ud800", "😀", "\r\nX: y", "+", " ",
)  # fmt: skip


def values() -> st.SearchStrategy[bytes]:
    """Return values as they stand in an address: sensible ones, odd ones, any text and any bytes."""
    plain = st.one_of(
        st.sampled_from(ODD), st.text(max_size=30), st.integers().map(str), st.floats().map(str)
    )
    encoded = plain.map(lambda text: quote_from_bytes(text.encode("utf-8", "surrogatepass")).encode())
    return st.one_of(encoded, encoded, st.binary(max_size=20), st.just(b"%"), st.just(b"%zz%ff%c3"))


def queries(names: tuple[str, ...]) -> st.SearchStrategy[bytes]:
    """Return query strings with these parameters, and now and then with others."""
    name = st.one_of(*[st.sampled_from(names)] * 3 if names else [], st.text(max_size=8)).map(
        lambda text: quote_from_bytes(text.encode("utf-8", "surrogatepass"), safe="[]").encode()
    )
    pair = st.tuples(name, values()).map(b"=".join)
    return st.lists(pair, max_size=4).map(b"&".join)


def bmlt_queries() -> st.SearchStrategy[bytes]:
    switcher = st.sampled_from((*sorted(SWITCHERS), "GetNAWSDump", "Nothing")).map(str.encode)
    return st.tuples(switcher, queries(BMLT_NAMES)).map(lambda pair: b"switcher=" + b"&".join(pair))


@pytest.fixture
def directory(app: Flask, now: object) -> None:
    first = a_fellowship(slug="first", kind="dual-diagnosis")
    a_meeting(fellowship=first, formats=["open"], attributes=[("relapse_welcome", "yes")])
    a_meeting(fellowship=first, source=a_source(slug="one"), point=AUSTIN, attendance="hybrid")
    a_meeting(attendance="online", point=None, youth=True)


def status_of(client: FlaskClient, path: str, query: bytes) -> int:
    # A server hands the bytes of an address over as Latin-1 (PEP 3333).
    with client.get(path, query_string=query.decode("latin-1")) as answer:
        return answer.status_code


Ask = Callable[[str, bytes], None]


@pytest.fixture
def ask(client: FlaskClient, directory: None) -> Iterator[Ask]:
    seen: Counter[int] = Counter()

    def one(path: str, query: bytes) -> None:
        status = status_of(client, path, query)
        seen[status] += 1
        assert status < 500, (path, query)

    yield one
    print(f"\n{sum(seen.values())} requests: {dict(sorted(seen.items()))}")


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_character_that_no_database_keeps_is_refused_by_name(
    client: FlaskClient, directory: None, path: str
) -> None:
    for name in PATHS[path]:
        for value in ("%00", "a%00b"):
            answer = client.get(f"{path}?{name}={value}")
            assert answer.status_code == 400, (name, value)
            assert name in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", BMLT)
def test_bmlt_finds_nothing_by_a_character_that_no_database_keeps(
    client: FlaskClient, directory: None, path: str
) -> None:
    for name in BMLT_NAMES:
        for value in (b"%00", b"a%00b"):
            query = b"switcher=GetSearchResults&" + name.encode() + b"=" + value
            assert status_of(client, path, query) < 500, query


@pytest.mark.parametrize(
    "path",
    [
        "/meetings/a%00b", "/m/a%00b", "/groups/a%00b", "/near/us-%00", "/fellowships/a%00b",
        "/api/v1/meetings/a%00b", "/from/a%00b/feeds/meeting-guide.json", "/hsds/services/a%00b",
    ],
)  # fmt: skip
def test_a_path_with_it_leads_nowhere(client: FlaskClient, directory: None, path: str) -> None:
    assert client.get(path).status_code == 404


@settings(max_examples=FEW)
@given(path=st.sampled_from(BMLT), query=bmlt_queries())
def test_bmlt_addresses_never_fail(ask: Ask, path: str, query: bytes) -> None:
    ask(path, query)


@settings(max_examples=FEW)
@given(st.sampled_from(sorted(PATHS)).flatmap(lambda path: st.tuples(st.just(path), queries(PATHS[path]))))
def test_our_addresses_never_fail(ask: Ask, asked: tuple[str, bytes]) -> None:
    ask(*asked)


@pytest.mark.drill
@settings(max_examples=MANY, suppress_health_check=list(HealthCheck))
@given(path=st.sampled_from(BMLT), query=bmlt_queries())
def test_bmlt_addresses_never_fail_often(ask: Ask, path: str, query: bytes) -> None:
    ask(path, query)


@pytest.mark.drill
@settings(max_examples=MANY, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(PATHS)).flatmap(lambda path: st.tuples(st.just(path), queries(PATHS[path]))))
def test_our_addresses_never_fail_often(ask: Ask, asked: tuple[str, bytes]) -> None:
    ask(*asked)
