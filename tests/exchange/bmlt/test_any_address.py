"""Whatever stands in an address, no answer is an error of ours."""

from collections import Counter
from urllib.parse import quote

import pytest
from flask import Flask
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from meetfinder.exchange.bmlt import loose
from meetfinder.exchange.bmlt.answers import SWITCHERS

NAMES = (
    "meeting_ids", "weekdays", "venue_types", "services", "recursive", "formats",
    "formats_comparison_operator", "meeting_key", "meeting_key_value", "StartsAfterH", "StartsAfterM",
    "StartsBeforeH", "StartsBeforeM", "EndsBeforeH", "EndsBeforeM", "MinDurationH", "MinDurationM",
    "MaxDurationH", "MaxDurationM", "SearchString",
    "StringSearchIsAnAddress", "SearchStringRadius", "lat_val", "long_val", "geo_width", "geo_width_km",
    "sort_results_by_distance", "sort_keys", "sort_key", "page_size", "page_num", "data_field_key",
    "get_used_formats", "get_formats_only", "lang_enum", "advanced_published", "root_server_ids",
    "callback",
    "format_ids", "key_strings", "show_all", "parents", "specific_formats", "all_formats", "start_date",
    "end_date", "meeting_id", "service_body_id", "sb_id", "fellowship", "source",
)  # fmt: skip
KEYS = (
    "id_bigint",
    "weekday_tinyint",
    "start_time",
    "location_municipality",
    "formats",
    "latitude",
    "comments",
)
VALUES = st.one_of(
    st.integers(-(10**20), 10**20).map(str),
    st.floats().map(str),
    st.sampled_from(("", "1", "0", "-1", "OR", "1,2,-3", "40.75", "-73.98", "1e400", "-10", *KEYS)),
    st.text(max_size=12),
)
PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(("", "", "[]", "[a]", "[][]", "[")), VALUES).map(
    lambda item: f"{item[0]}{item[1]}={quote(item[2], errors='replace')}"
)
ADDRESSES = st.builds(
    lambda base, data_format, switcher, pairs: (
        f"{base}/client_interface/{data_format}/?" + "&".join([f"switcher={switcher}", *pairs])
    ),
    st.sampled_from(("/from/bmlt", "/from/bmlt", "")),
    st.sampled_from(("json", "json", "json", "jsonp", "tsml", "csv", "xml")),
    st.sampled_from(("GetSearchResults",) * 6 + (*SWITCHERS, "GetNAWSDump", "Nope")),
    st.lists(PAIRS, max_size=7),
)


def _holds(app: Flask, address: str) -> int:
    status = app.test_client().get(address).status_code
    assert status in {200, 400, 404, 422}, address
    return status


@settings(max_examples=40)
@given(address=ADDRESSES)
def test_no_address_is_an_error(bmlt_site: Flask, address: str) -> None:
    _holds(bmlt_site, address)


@pytest.mark.parametrize("number", [2**31, -(2**31) - 1, 2**63, -(2**70)])
@pytest.mark.parametrize(
    "name", ["meeting_ids", "weekdays", "services", "formats", "venue_types", "SearchString"]
)
def test_a_number_that_no_column_holds_finds_nothing_or_everything(
    bmlt_site: Flask, name: str, number: int
) -> None:
    for base in ("", "/from/bmlt"):
        _holds(bmlt_site, f"{base}/client_interface/json/?switcher=GetSearchResults&{name}={number}")
    _holds(bmlt_site, f"/client_interface/json/?switcher=GetChanges&meeting_id={number}")


@pytest.mark.drill
def test_no_address_of_twenty_thousand_is_an_error(small_site: Flask) -> None:
    seen: Counter[int] = Counter()

    # An address that fails is told as it is: making it shorter takes longer than all the others.
    @settings(max_examples=20_000, phases=[Phase.generate], database=None)
    @given(address=ADDRESSES)
    def once(address: str) -> None:
        seen[_holds(small_site, address)] += 1

    once()
    print(f"\n{seen.total()} BMLT addresses: {dict(sorted(seen.items()))}")
    assert seen.total() >= 20_000


@settings(max_examples=300)
@given(text=st.text())
def test_any_text_is_read_as_something(text: str) -> None:
    loose.integer(text)
    loose.decimal(text)
    loose.Parameters(text).integers(text)
    assert loose.compare(text, text) == 0


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.0, "0"), (1.0, "1"), (-79.793701171875, "-79.793701171875"),
        (0.146504469489741, "0.14650446948974"), (12345678901234.0, "12345678901234"),
        (1e-5, "1.0E-5"), (1.25e-7, "1.25E-7"), (123456789012345.0, "1.2345678901234E+14"), (100.0, "100"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_the_servers_write_them(number: float, text: str) -> None:
    assert loose.number_text(number) == text
