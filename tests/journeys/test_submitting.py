"""Somebody lists a group of three meetings on a phone, and proves their address by mail."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from meetfinder.config import ROOT
from tests.journeys.conftest import Site, loaded
from tests.mail.servers import Mailbox, mail_server

# It takes two minutes: too long for every run of the suite.
pytestmark = [pytest.mark.browser, pytest.mark.drill]

SLOWEST_ANSWER_MS = 120_000
"""The first address that a new server looks up has it unpack its table of places."""
PHONE = {"width": 360, "height": 740}
FLASK = Path(sys.executable).parent / "flask"
WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
FASTEST_READER_MS = 4200
"""A little more than the four seconds that a form must have been open."""


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running


@pytest.fixture(params=[True, False], ids=["with script", "without script"])
def phone(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=request.param)  # type: ignore[arg-type]
    context.set_default_timeout(SLOWEST_ANSWER_MS)
    yield context.new_page()
    context.close()


def go_on(page: Page) -> None:
    page.click("main button[type=submit]:not([name])")


def fits(page: Page) -> None:
    """Nothing runs over the edge of a phone, and axe finds nothing where script lets it look."""
    assert loaded(page).evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
    assert Axe().run(page, options=WCAG).violations_count == 0, page.url


def post(site: Site, mailbox: Mailbox, address: str) -> EmailMessage:
    """Send what is due over SMTP, as a timer would, and return the last letter to an address."""
    environment = os.environ | {
        "MEETFINDER_INSTANCE": str(site.log.parent),
        "MEETFINDER_DATABASE_URL": f"sqlite:///{site.database}",
        "MEETFINDER_SECRET_KEY": "t" * 32,
        "MEETFINDER_BASE_URL": site.url,
        "MEETFINDER_SMTP_URL": mailbox.url,
    }
    done = subprocess.run(
        [FLASK, "outbox", "send"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return mailbox.of(address)[-1]


def list_a_group(page: Page, site: Site, *, name: str, email: str) -> None:
    """Answer the questions about a group with three meetings in one room, and send it."""
    page.goto(f"{site.url}/submit")
    page.check("input[name=kind][value=new]")
    go_on(page)
    page.select_option("#fellowship", label="Both Sides Anonymous")
    go_on(page)
    page.fill("#name", name)
    go_on(page)
    page.check("input[name=med_psychiatric][value=welcome]")
    go_on(page)
    page.check("input[name=attendance][value=in_person]")
    go_on(page)
    page.select_option("#country", "GB")
    page.fill("#postal_code", "SW1A 1AA")
    page.fill("#city", "London")
    page.fill("#street", "1 Garden Row")
    page.fill("#venue", "Garden hall")
    go_on(page)
    assert "SW1A" in loaded(page).inner_text("main")
    page.click("button[value=n-500]")
    page.click("button[value=e-50]")
    page.check("input[name=precision][value=exact]")
    go_on(page)
    for row, (day, start) in enumerate((("2", "19:00"), ("4", "19:00"), ("6", "10:30"))):
        page.select_option(f"#day-{row}", day)
        page.fill(f"#start-{row}", start)
    go_on(page)
    page.check("input[name=access][value=open]")
    go_on(page)
    page.check("input[name=dd_focus][value=dedicated]")
    go_on(page)
    page.fill("#notes", "You may just listen.")
    go_on(page)
    assert "Check your answers" in loaded(page).inner_text("h1")
    page.click("text=Go on to send it")
    page.fill("#email", email)
    page.wait_for_timeout(FASTEST_READER_MS)
    page.click("#send")
    assert page.url == f"{site.url}/submit/sent"


def follow(page: Page, site: Site, letter: EmailMessage) -> None:
    """Open the link of a letter and press its button."""
    found = re.search(r"https?://\S+", letter.get_content())
    assert found
    assert found.group(0).startswith(site.url)
    page.goto(found.group(0))
    page.click("main button")


def test_a_group_is_listed_from_a_phone(
    site: Site, phone: Page, mailbox: Mailbox, request: pytest.FixtureRequest
) -> None:
    email = f"olga{request.node.callspec.id.replace(' ', '')}@groups.example.org"
    list_a_group(phone, site, name="Garden Row Hope", email=email)
    letter = post(site, mailbox, email)
    assert "Hope" not in str(letter["Subject"]) + letter.get_content()
    follow(phone, site, letter)
    assert "waits for a moderator" in loaded(phone).inner_text("main")
    phone.goto(f"{site.url}/my")
    assert "Garden Row Hope" in loaded(phone).inner_text("main")
    phone.goto(f"{site.url}/near/gb-sw1a")
    assert "Garden Row Hope" not in loaded(phone).inner_text("main")


def test_the_questions_fit_a_phone(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport=PHONE)  # type: ignore[arg-type]
    context.set_default_timeout(SLOWEST_ANSWER_MS)
    page = context.new_page()
    page.goto(f"{site.url}/submit")
    fits(page)
    page.check("input[name=kind][value=new]")
    go_on(page)
    for step in (
        "fellowship",
        "name",
        "medication",
        "attendance/1",
        "place/1",
        "link/1",
        "times/1",
        "access",
        "focus",
    ):
        page.goto(f"{site.url}/submit/{step}")
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        fits(page)
    for step in ("newcomers", "more", "check", "send", "sent"):
        page.goto(f"{site.url}/submit/{step}")
        fits(page)
    page.goto(f"{site.url}/sign-in")
    fits(page)
    context.close()
