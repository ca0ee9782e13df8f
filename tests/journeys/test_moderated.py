"""From a stranger's form to a merged listing: organizer, moderator and searcher, each in an own browser.

On a phone's screen, with script and without, over real mail.
"""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect

from meetfinder import clock
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.accounts.stewardship import make_steward
from meetfinder.directory.schedule import tonight_window
from tests.builders import a_fellowship, a_group, a_location, a_meeting, a_source
from tests.journeys.conftest import loaded
from tests.journeys.served import Served, filled, serving
from tests.journeys.test_browser import check
from tests.mail.servers import mail_server
from tests.web.finder.help_builders import a_helpline, a_sentence

# It takes two minutes: too long for every run of the suite.
pytestmark = [pytest.mark.browser, pytest.mark.drill]
PHONE = {"width": 360, "height": 800}
OLGA, MO = "olga@groups.example.org", "mo@site.example.org"
BEFORE_SENDING = 4_500
"""Milliseconds: whoever sends a form sooner than that is taken for a program."""
ANSWERS: dict[str, dict[str, str]] = {
    "fellowship": {"fellowship": "dual-recovery-anonymous"},
    "name": {"name": "Bridge to Balance"},
    "medication": {"med_psychiatric": "welcome"},
    "attendance": {"attendance": "in_person"},
    "place": {
        "country": "US", "postal_code": "78610", "city": "Buda", "region": "TX", "street": "1 Main Street",
        "venue": "Community hall",
    },
    "pin": {"latitude": "30.0852", "longitude": "-97.8403", "precision": "exact"},
    "times": {
        "day-0": "2", "start-0": "19:00", "minutes-0": "60", "day-1": "4", "start-1": "19:00",
        "minutes-1": "60",
        "day-2": "6", "start-2": "10:30", "minutes-2": "90",
    },
    "access": {"access": "open"},
    "focus": {"dd_focus": "dedicated"},
    "newcomers": {"notes": "You may just listen."},
}  # fmt: skip
_pictures = count(1)


@pytest.fixture(scope="module")
def tonight() -> dict[str, object]:
    """Return day and time of a meeting that is held tonight in Buda, whenever this runs."""
    opens, closes = tonight_window(clock.now(), "America/Chicago")
    start = min(max(opens, clock.now() + timedelta(minutes=20)), closes - timedelta(minutes=5))
    local = start.astimezone(opens.tzinfo)
    return {"weekday": local.isoweekday() % 7, "start": f"{local:%H:%M}"}


@pytest.fixture
def served(tmp_path: Path, tonight: dict[str, object]) -> Iterator[Served]:
    """Serve a directory that holds a double of Olga's group and a group that she looks after already."""
    with filled(tmp_path):
        a_helpline(country="US", name="Ambulance", purpose="emergency", number="911")
        a_sentence()
        dual = a_fellowship(
            slug="dual-recovery-anonymous", name="Dual Recovery Anonymous", kind="dual-diagnosis"
        )
        source = a_source(name="An older list")
        double = a_group(name="Bridge 2 Balance", fellowship=dual, source=source)
        hall = a_location(name="Community hall")
        a_meeting(name="Bridge 2 Balance", group=double, source=source, location=hall, weekday=2)
        mine = a_group(name="Night Light", fellowship=dual)
        a_meeting(name="Night Light", group=mine, location=hall, **tonight)  # type: ignore[arg-type]
        make_steward(find_or_make_account(OLGA, now=clock.now()), mine.id, now=clock.now())
    with mail_server() as box, serving(tmp_path, box) as site:
        yield site


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def script(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def browser_of(chromium: Browser, *, script: bool) -> Page:
    """Open a browser of somebody, with cookies of their own."""
    return chromium.new_context(viewport=PHONE, java_script_enabled=script).new_page()  # type: ignore[arg-type]


def look(page: Page, name: str, *, script: bool) -> None:
    """Let axe look at a page, and keep a picture where a folder for them is named."""
    folder = os.environ.get("MEETFINDER_TEST_PICTURES")
    if folder:
        loaded(page).screenshot(path=f"{folder}/{next(_pictures):02}-{name}-{script}.png", full_page=True)
    if script:
        check(page)


def fill(page: Page, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        field = page.locator(f"main [name='{name}']").first
        kind = field.get_attribute("type")
        if kind in {"radio", "checkbox"}:
            page.check(f"main [name='{name}'][value='{value}']")
        elif field.evaluate("item => item.tagName") == "SELECT" if kind is None else False:
            field.select_option(value)
        else:
            field.fill(value)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def open_link(page: Page, address: str) -> None:
    """Open a link of a letter and press its button."""
    page.goto(address)
    page.locator("main button").first.click()


def send_in(page: Page, site: Served, *, script: bool) -> None:
    """Answer the questions about a new group with three meetings, and send it."""
    page.goto(f"{site.url}/submit")
    fill(page, {"kind": "new"})
    press(page, "Start")
    for step, fields in ANSWERS.items():
        assert f"/submit/{step}" in page.url
        fill(page, fields)
        press(page, "This is right" if step == "pin" else "Go on")
    look(page, "check", script=script)
    page.get_by_role("link", name="Go on to send it").click()
    fill(page, {"email": OLGA})
    page.wait_for_timeout(BEFORE_SENDING)
    press(page, "Send")
    expect(page.locator("h1")).to_have_text("Look into your mail")


def enrol(page: Page, site: Served, *, script: bool) -> None:
    """Follow the invitation, set the authenticator up, and stand before the queue."""
    site.flask("moderators", "add", MO)
    open_link(page, site.link_for(MO))
    secret = re.search(r"\b[A-Z2-7]{32}\b", loaded(page).locator("main").inner_text().replace(" ", ""))
    assert secret, loaded(page).locator("main").inner_text()
    fill(page, {"code": pyotp.TOTP(secret[0]).now()})
    page.locator("main button").first.click()
    look(page, "recovery-codes", script=script)
    page.goto(f"{site.url}/moderate")


def search(chromium: Browser, site: Served) -> str:
    """Search as a stranger and return what the page says."""
    page = browser_of(chromium, script=False)
    page.goto(site.url)
    page.fill("#place", "78610")
    press(page, "Find meetings")
    text = loaded(page).locator("main").inner_text()
    assert page.context.cookies() == []
    page.context.close()
    return text


def test_a_group_from_form_to_merge(chromium: Browser, served: Served, script: bool) -> None:
    olga, mo = browser_of(chromium, script=script), browser_of(chromium, script=script)
    send_in(olga, served, script=script)
    assert "Bridge to Balance" not in search(chromium, served)
    open_link(olga, served.link_for(OLGA))

    enrol(mo, served, script=script)
    expect(mo.locator("h1")).to_have_text("1 thing waits")
    look(mo, "queue", script=script)
    press(mo, "Take the next one")
    expect(mo.locator("main")).to_contain_text("New group: Bridge to Balance")
    expect(mo.locator("main")).to_contain_text("Saturday 10:30")
    look(mo, "review-new", script=script)
    mo.fill("#ask-text", "Which door is it?")
    press(mo, "Ask")

    open_link(olga, served.link_for(OLGA))
    expect(olga.locator("main")).to_contain_text("Which door is it?")
    fill(olga, {"words": "The blue one."})
    press(olga, "Send the answer")

    mo.goto(f"{served.url}/moderate")
    press(mo, "Take the next one")
    expect(mo.locator("main")).to_contain_text("The blue one.")
    press(mo, "Approve")
    expect(mo.locator("main")).to_contain_text("Approved")
    assert "Bridge to Balance" in search(chromium, served)

    move_to_wednesday(olga, served, script=script)
    mo.goto(f"{served.url}/moderate")
    press(mo, "Take the next one")
    expect(mo.locator("del")).to_have_text("Tuesday")
    expect(mo.locator("ins")).to_have_text("Wednesday")
    look(mo, "review-change", script=script)
    press(mo, "Approve")
    assert slots(olga, served) == ["Wednesday 19:00", "Thursday 19:00", "Saturday 10:30"]
    press(mo, "Undo")
    look(mo, "undone", script=script)
    assert slots(olga, served) == ["Tuesday 19:00", "Thursday 19:00", "Saturday 10:30"]

    merge(mo, served, script=script)
    found = search(chromium, served)
    assert "Bridge to Balance" in found
    assert "Bridge 2 Balance" not in found
    for page in (olga, mo):
        page.context.close()


def move_to_wednesday(olga: Page, site: Served, *, script: bool) -> None:
    olga.goto(f"{site.url}/my")
    olga.get_by_role("link", name="Bridge to Balance").first.click()
    look(olga, "my-group", script=script)
    press(olga, "No: change something")
    olga.locator("a[href*='/submit/times/1']").click()
    fill(olga, {"day-0": "3"})
    press(olga, "Go on")
    olga.get_by_role("link", name="Go on to send it").click()
    olga.wait_for_timeout(BEFORE_SENDING)
    press(olga, "Send")


def slots(olga: Page, site: Served) -> list[str]:
    """Return the days and times of the group, as its organizer is shown them."""
    olga.goto(f"{site.url}/my")
    olga.get_by_role("link", name="Bridge to Balance").first.click()
    return loaded(olga).locator("main li h3").all_inner_texts()


def merge(mo: Page, site: Served, *, script: bool) -> None:
    """Find both listings, and make them one."""
    mo.goto(f"{site.url}/moderate/groups")
    fill(mo, {"words": "bridge"})
    press(mo, "Find")
    look(mo, "groups", script=script)
    mo.get_by_role("link", name="Bridge 2 Balance").click()
    double = mo.url.rpartition("/")[2]
    mo.goto(f"{site.url}/moderate/groups")
    fill(mo, {"words": "bridge to"})
    press(mo, "Find")
    mo.get_by_role("link", name="Bridge to Balance").click()
    look(mo, "group", script=script)
    fill(mo, {"other": double})
    press(mo, "Compare")
    look(mo, "merge", script=script)
    press(mo, "Merge")
    expect(mo.locator("main")).to_contain_text("Merged")


def test_a_paused_meeting_is_gone_from_tonight_at_once(
    chromium: Browser, served: Served, script: bool
) -> None:
    olga = browser_of(chromium, script=script)
    tonight = f"{served.url}/near/us-78610?when=tonight"
    olga.goto(tonight)
    expect(olga.locator("main")).to_contain_text("Night Light")
    olga.goto(f"{served.url}/sign-in")
    fill(olga, {"email": OLGA})
    olga.locator("main button").first.click()
    open_link(olga, served.link_for(OLGA))
    olga.get_by_role("link", name="Night Light").click()
    press(olga, "Pause it")
    olga.goto(tonight)
    expect(olga.locator("main")).not_to_contain_text("Night Light")
    olga.context.close()
