"""What is kept of meetings for minors: nothing that tells where children meet."""

from collections.abc import Callable
from typing import Any

import pytest

from meetfinder.directory.proposal import MeetingFacts
from meetfinder.exchange.meeting_guide.reading import Reading
from tests.exchange.meeting_guide.rows import a_row

ReadRows = Callable[..., Reading]
ReadOne = Callable[..., MeetingFacts]


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": "This is an Alateen meeting for ages 13-18."},
        {"notes": "Ring twice. A group for ages 12 to 17"},
        {"name": "Ages 12-17 group"},
        {"name": "Tuesday Alateen"},
    ],
)
def test_rows_that_say_so_are_for_minors(read_one: ReadOne, fields: dict[str, Any]) -> None:
    assert read_one(**fields).youth


@pytest.mark.parametrize(
    "fields",
    [
        {"notes": "Alateen meeting #6275 at the same time."},
        {"notes": "Childcare at this meeting for ages 8-12"},
        {"notes": "Meeting for ages 18-30"},
        {"name": "Ages 18-19 and up"},
        {"notes": "Children ages 8-12 are welcome at the meeting"},
    ],
)
def test_rows_beside_minors_are_not(read_one: ReadOne, fields: dict[str, Any]) -> None:
    assert not read_one(**fields).youth


def test_neither_group_nor_key_nor_link_tell_the_place(read_rows: ReadRows) -> None:
    found = read_rows(
        a_row(
            name="Alateen of Secret School",
            group="Alateen of Secret School",
            url="https://example.org/secret",
        ),
        program="al-anon",
    )
    proposal = found.proposals[0]
    assert (proposal.group.name, proposal.meetings[0].name) == ("Alateen group", "Alateen group")
    assert proposal.meetings[0].source_url == ""
    assert "secret" not in repr(proposal).lower()
    assert {remark.code for remark in found.warnings} == {"name_of_minors"}


@pytest.mark.parametrize(
    ("name", "location", "kept"),
    [
        ("Buda Monday Nite Alateen", "Buda Hall", True),
        ("Hope A Day At A Time Alateen", "Community Hall", True),
        ("Alateen at Lincoln", "Community Hall", False),
        ("Lincoln Alateen", "Lincoln Community Hall", False),
        ("Main Alateen", "Community Hall", False),
    ],
)
def test_a_name_is_kept_where_it_is_safe(read_one: ReadOne, name: str, location: str, kept: bool) -> None:
    assert (read_one(name=name, location=location).name == name) is kept
