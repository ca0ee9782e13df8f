"""GeoJSON as RFC 7946 has it: longitude first, null where nobody can or may go."""

import json
from dataclasses import replace
from typing import Any

from meetfinder.directory.listing import Listing
from meetfinder.exchange.geojson.writer import write
from tests.exchange.samples import AREA, DEMO, HALL, LIST, PUBLISHER, ZOOM, a_listing


def collection(*listings: Listing) -> dict[str, Any]:
    return json.loads("".join(write(listings, PUBLISHER)))  # type: ignore[no-any-return]


def feature(**changes: Any) -> dict[str, Any]:
    found: dict[str, Any] = collection(a_listing(**changes))["features"][0]
    return found


def test_a_collection_with_credit() -> None:
    found = collection(a_listing(1), a_listing(2))
    assert found["type"] == "FeatureCollection"
    assert [item["type"] for item in found["features"]] == ["Feature", "Feature"]
    assert found["license"] == "CC BY 4.0"
    assert "GeoNames" in found["credit"]
    assert collection()["features"] == []


def test_longitude_comes_first() -> None:
    assert feature()["geometry"] == {"type": "Point", "coordinates": [-97.840254, 30.085199]}


def test_no_geometry_where_one_cannot_go() -> None:
    assert feature(attendance="online", join=ZOOM)["geometry"] is None
    assert feature(venue=None)["geometry"] is None
    assert feature(venue=replace(HALL, latitude=None, longitude=None))["geometry"] is None


def test_an_area_is_said_to_be_one() -> None:
    found = feature(youth=True, venue=AREA)
    assert found["geometry"]["coordinates"] == [-97.8, 30.1]
    assert (found["properties"]["precision"], found["properties"]["approximate"]) == ("area", True)
    assert feature()["properties"]["approximate"] is False


def test_source_licence_and_demo() -> None:
    properties = feature(source=LIST)["properties"]
    assert (properties["source"], properties["license"]) == ("A list", "CC0")
    demo = feature(source=DEMO)["properties"]
    assert demo["invented"] is True
    assert demo["name"] == "Demo (invented): Tuesday Hope"


def test_links_only_where_they_are_public() -> None:
    assert feature(attendance="online", join=ZOOM)["properties"]["conference_url"] == ZOOM.url
    hidden = feature(attendance="online", join=replace(ZOOM, visibility="on_the_day"))
    assert "conference_url" not in hidden["properties"]
    assert "1212" not in json.dumps(hidden)
