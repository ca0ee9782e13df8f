"""The five questions of the README: each address shows in the demo what the table says, on any weekday."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from meetfinder import clock
from meetfinder.config import ROOT

FIRST_DAY = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


def questions() -> list[tuple[str, list[str]]]:
    """Return the address of each row of the table and the phrases that the page must hold."""
    section = (ROOT / "README.md").read_text().split("## Five real questions\n")[1].split("\n## ")[0]
    cells = (re.search(r"\| `(/near/[^`]+)`: (.+) \|$", row) for row in section.splitlines())
    return [(cell[1], re.findall(r"“([^”]+)”", cell[2])) for cell in cells if cell]


def test_there_are_five() -> None:
    assert len(questions()) == 5
    assert all(len(phrases) >= 3 for _, phrases in questions())


@pytest.mark.parametrize("day", range(7))
def test_each_address_shows_what_the_table_says(demo_site: Flask, day: int) -> None:
    with clock.at(FIRST_DAY + timedelta(days=day)):
        for address, phrases in questions():
            answer = demo_site.test_client().get(address)
            assert answer.status_code == 200, address
            main = BeautifulSoup(answer.text, "html.parser").main
            assert main, address
            text = " ".join(main.get_text(" ").split()).lower()
            assert [phrase for phrase in phrases if phrase.lower() not in text] == [], (address, day)


def test_words_for_her_son_are_there(demo_site: Flask) -> None:
    page = demo_site.test_client().get("/guides/when-someone-says-no")
    assert page.status_code == 200
    assert "What you can say" in page.text
