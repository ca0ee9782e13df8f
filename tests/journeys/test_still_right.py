"""G7: an organizer is asked by mail and says with one button that the listing is still right."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from meetfinder import clock
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.accounts.stewardship import make_steward
from tests.builders import a_fellowship, a_group, a_location, a_meeting
from tests.journeys.conftest import loaded
from tests.journeys.served import Served, filled, serving
from tests.journeys.test_browser import check
from tests.mail.servers import mail_server

pytestmark = pytest.mark.browser
OLGA = "olga@groups.example.org"
LONG_AGO = 80
"""Days: past the first letter, and not yet at the second."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with filled(tmp_path):
        group = a_group(name="Night Light", fellowship=a_fellowship(kind="dual-diagnosis"))
        confirmed = clock.now().date() - timedelta(days=LONG_AGO)
        a_meeting(name="Night Light", group=group, location=a_location(name="Hall"), confirmed_on=confirmed)
        make_steward(find_or_make_account(OLGA, now=clock.now()), group.id, now=clock.now())
    with mail_server() as box, serving(tmp_path, box) as site:
        yield site


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_one_button_says_that_it_is_still_right(
    chromium: Browser, served: Served, tmp_path: Path, *, script: bool
) -> None:
    served.flask("tick")
    link = served.link_for(OLGA)
    context = chromium.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=script)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(link)
    assert confirmed_on(tmp_path) != today()
    assert "Night Light" in loaded(page).inner_text("main")
    assert context.cookies() == []
    if script:
        check(page)
    page.get_by_role("button", name="Yes, all of it").click()
    assert "shown as confirmed today" in loaded(page).inner_text("main")
    assert confirmed_on(tmp_path) == today()
    assert len(context.cookies()) == 1  # Only organizers have one.
    page.goto(link)
    assert loaded(page).get_by_role("link", name="Get a new link").is_visible()
    assert [url for url in asked if not url.startswith(served.url)] == []
    context.close()
    written = (tmp_path / "server.log").read_text()
    assert link.rsplit("/", 1)[1] not in written
    assert OLGA not in written
    assert "Night Light" not in written


def confirmed_on(folder: Path) -> str:
    with sqlite3.connect(folder / "site.sqlite") as database:
        [(found,)] = database.execute("SELECT confirmed_on FROM meeting")
    return str(found)


def today() -> str:
    return clock.now().date().isoformat()
