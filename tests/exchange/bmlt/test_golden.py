"""Every recorded answer of a real server is ours too, under the address of the source."""

import json
import re
from collections import Counter
from typing import Any

import pytest
from flask import Flask

from tests.exchange.bmlt.stand_in import Recorded

BASE = "http://localhost/from/bmlt"
TOLERANCE_MILES = 1e-8
"""Recorded coordinates have 14 digits and the server's had more: a hundredth of a millimetre."""


def test_every_recorded_answer_agrees(
    bmlt_site: Flask, recorded: Recorded, capsys: pytest.CaptureFixture[str]
) -> None:
    client = bmlt_site.test_client()
    wrong = {}
    for golden in recorded.golden:
        response = client.get(f"/from/bmlt{golden['path']}")
        text = response.get_data(as_text=True)
        problem = _difference(golden, response.status_code, response.mimetype, text)
        if problem:
            wrong[golden["path"]] = problem
    total = len(recorded.golden)
    with capsys.disabled():
        print(f"\nBMLT: {total - len(wrong)} of {total} recorded answers agree")
    assert wrong == {}


def test_rows_come_back_field_by_field(bmlt_site: Flask, recorded: Recorded) -> None:
    address = "/from/bmlt/client_interface/json/?switcher=GetSearchResults&sort_keys=id_bigint"
    text = bmlt_site.test_client().get(address).get_data(as_text=True)
    rows = {row["id_bigint"]: row for row in json.loads(text)}
    wanted = [row for row in recorded.meetings if row["published"] == "1"]
    assert list(rows) == [row["id_bigint"] for row in sorted(wanted, key=lambda row: int(row["id_bigint"]))]
    differing = Counter()
    for row in wanted:
        ours = rows[row["id_bigint"]]
        assert list(ours) == list(row), "the order of the keys"
        expected = json.loads(json.dumps(row).replace("{BASE}", BASE))
        differing.update(key for key in expected if ours[key] != expected[key])
    print(differing)
    assert set(differing) <= {"comments", "location_info", "meeting_name", "location_text"}
    assert sum(differing.values()) <= 20, "only what names or exposes a person was taken out"


def test_what_the_server_says_of_itself_comes_back_in_order(bmlt_site: Flask, recorded: Recorded) -> None:
    address = "/from/bmlt/client_interface/json/?switcher=GetServerInfo"
    assert _same(bmlt_site.test_client().get(address).get_json(), recorded.info)


def _difference(golden: dict[str, Any], status: int, kind: str, text: str) -> str:
    if (status, kind) != (golden["status"], golden["content_type"]):
        return f"{status} {kind}"
    if kind == "application/xml":
        return "" if text == golden["body"] else text
    value = json.loads(text)
    if "body" in golden:
        body = json.loads(json.dumps(golden["body"]).replace("{BASE}", BASE))
        if "/tsml/" in golden["path"]:  # Its order is not total.
            body.sort(key=lambda row: row["slug"])
            value.sort(key=lambda row: row["slug"])
        return "" if _same(body, value) else text[:2000]
    rows = value["meetings"] if isinstance(value, dict) and "meetings" in value else value
    if "keys" in golden:
        return _differs_with_formats(golden, value)
    if len(rows) != golden["count"]:
        return f"{len(rows)} rows instead of {golden['count']}"
    return _differs_in_rows(golden, rows)


def _differs_with_formats(golden: dict[str, Any], value: dict[str, Any]) -> str:
    if list(value) != golden["keys"]:
        return f"keys {list(value)}"
    ids = [item["id"] for item in value["formats"]]
    if sorted(ids) != sorted(golden["format_ids"]):
        return f"formats {ids}"
    if golden["ids"] is not None and [row["id_bigint"] for row in value["meetings"]] != golden["ids"]:
        return "ids"
    return ""


def _differs_in_rows(golden: dict[str, Any], rows: list[dict[str, str]]) -> str:
    ids = [row["id_bigint"] for row in rows]
    total = re.search(r"sort_keys=[\w,]*id_bigint(&|$)", golden["path"])
    by_distance = "sort_results_by_distance=1" in golden["path"] and "miles" in golden
    if by_distance:
        alike = _by_distance(ids, golden["miles"]) == _by_distance(golden["ids"], golden["miles"])
    else:
        alike = ids == golden["ids"] if total else sorted(ids) == sorted(golden["ids"])
    if not alike:
        return f"ids {ids[:20]} instead of {golden['ids'][:20]}"
    if "first" in golden:
        first = json.loads(json.dumps(golden["first"]).replace("{BASE}", BASE))
        ours = next(row for row in rows if row["id_bigint"] == first["id_bigint"])
        if list(ours.items()) != list(first.items()):
            return f"first {ours}"
    if "miles" in golden:
        told = {row["id_bigint"]: row["distance_in_miles"] for row in rows}
        for number, miles in zip(golden["ids"], golden["miles"], strict=True):
            if abs(float(told[number]) - float(miles)) > TOLERANCE_MILES:
                return f"{number} is {told[number]} miles away instead of {miles}"
    return ""


def _by_distance(ids: list[str], miles: list[str]) -> list[tuple[str, list[str]]]:
    """Return the ids in their order, but as a set where the recording tells the same distance for several.

    The server's own coordinates have more digits than it tells, so nobody else can know its order there.
    """
    found: dict[str, list[str]] = {}
    for number, distance in zip(ids, miles, strict=True):
        found.setdefault(distance, []).append(number)
    return [(distance, sorted(numbers)) for distance, numbers in found.items()]


def _same(one: Any, other: Any) -> bool:
    """Compare with types and the order of keys."""
    return json.dumps(one) == json.dumps(other)
