"""Real lists go out as they came in: imported, exported, imported into an empty directory, exported again."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from meetfinder.directory.listing import Listing
from meetfinder.exchange.csv import writer as csv_writer
from meetfinder.exchange.meeting_guide import service
from meetfinder.exchange.meeting_guide import writer as meeting_guide_writer
from tests.conftest import NOW
from tests.exchange.directories import bring_in, empty_directory, write_out
from tests.exchange.reader_of_lists import complaints, is_active
from tests.exchange.samples import PUBLISHER

LISTS = [
    pytest.param("al-anon-massachusetts", "al-anon", "US", 300, marks=pytest.mark.drill),
    pytest.param("east-sussex-uk", "alcoholics-anonymous", "GB", 120),
    pytest.param("eating-disorders-anonymous", "eating-disorders-anonymous", "US", 170),
    pytest.param("edmonton-array-days", "alcoholics-anonymous", "CA", 280, marks=pytest.mark.drill),
    pytest.param("kansas-city", "alcoholics-anonymous", "US", 190),
    pytest.param("orange-county", "alcoholics-anonymous", "US", 1900, marks=pytest.mark.drill),
    pytest.param("san-jose", "alcoholics-anonymous", "US", 520, marks=pytest.mark.drill),
]


def as_meeting_guide(listings: Iterable[Listing]) -> Iterable[str]:
    return meeting_guide_writer.write(listings, service.context(PUBLISHER, today=NOW.date()))


def as_csv(listings: Iterable[Listing]) -> Iterable[str]:
    return csv_writer.write(listings, PUBLISHER)


@pytest.mark.parametrize(("name", "fellowship", "country", "fewest"), LISTS)
def test_a_real_list_comes_back_byte_for_byte(
    shared_data: Path, tmp_path: Path, name: str, fellowship: str, country: str, fewest: int
) -> None:
    original = shared_data / "meeting-guide" / f"{name}.json"
    with empty_directory(tmp_path / "first", country=country) as app:
        bring_in(app, original, form="meeting-guide", fellowship=fellowship)
        first, table = write_out(as_meeting_guide), write_out(as_csv)
    rows = json.loads(first)
    assert len(rows) >= fewest
    assert complaints(rows) == []
    assert all(map(is_active, rows))
    forms: list[tuple[str, str, Callable[[Iterable[Listing]], Iterable[str]]]] = [
        ("meeting-guide", first, as_meeting_guide),
        ("csv", table, as_csv),
    ]
    for form, text, write in forms:
        file = tmp_path / f"exported.{form}"
        file.write_bytes(text.encode())
        with empty_directory(tmp_path / form, country=country) as app:
            bring_in(app, file, form=form, fellowship=fellowship)
            assert write_out(write) == text
