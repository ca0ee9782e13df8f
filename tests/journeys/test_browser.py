"""The pages in a real browser: axe finds nothing, nothing runs over the edge, everything can be hit."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.conftest import Site, loaded

pytestmark = pytest.mark.browser

WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
LEAST_TARGET = 40
"""CSS pixels; WCAG 2.2 (2.5.8) asks for 24. A link inside a sentence may be as high as its line."""
PAGES = {
    "home": "/",
    "results": "/near/gb-sw1a",
    "empty result": "/near/us-99723",
    "online": "/online",
    "help-now": "/help-now",
}
MORE_PAGES = {
    "list": "/near/gb-sw1a?page=1",
    "family": "/near/gb-sw1a?for=family&when=tonight",
    "unknown": "/near/xx-nowhere",
    "refused": "/near/gb-sw1a?within=x",
    "fellowships": "/fellowships",
    "fellowship": "/fellowships/fellowship-1",
    "start": "/start",
    "guides": "/guides",
    "guide": "/guides/when-someone-says-no",
    "guide in Spanish": "/guides/one-team?lang=es",
    "results in Spanish": "/near/gb-sw1a?lang=es",
    "help in Spanish": "/help-now?lang=es",
    "privacy": "/privacy",
    "about": "/about",
    "error": "/no/such/page",
}
SMALL_TARGETS = """least => {
  const inSentence = item => getComputedStyle(item).display === 'inline'
    && item.parentElement.textContent.trim().length > item.textContent.trim().length;
  return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')]
  .filter(item => item.checkVisibility() && !item.closest('.skip') && !inSentence(item))
  .map(item => [item.closest('label') ?? item, item])
  .filter(([area]) => area.getBoundingClientRect().height < least)
  .map(([, item]) => item.outerHTML)}"""


@pytest.fixture(params=[(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")], ids=str)
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give an empty page on a phone or a wide screen, light or dark."""
    width, scheme = request.param
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    yield context.new_page()
    context.close()


def check(page: Page) -> None:
    """Look at the page as it is, with everything that can be opened open."""
    loaded(page).evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
    results = Axe().run(page, options=WCAG)
    assert results.violations_count == 0, results.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(site: Site, page: Page, name: str) -> None:
    page.goto(site.url + PAGES[name])
    check(page)


@pytest.mark.parametrize("name", MORE_PAGES)
def test_axe_finds_nothing_on_the_others(site: Site, chromium: Browser, name: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800}, color_scheme="light")
    page = context.new_page()
    page.goto(site.url + MORE_PAGES[name])
    check(page)
    context.close()


def test_axe_finds_nothing_on_a_meeting(site: Site, page: Page) -> None:
    page.goto(site.url + site.meeting)
    assert "/meetings/" in page.url
    check(page)


@pytest.mark.parametrize(
    ("typed", "heading"),
    [("Springfield", "Which place do you mean?"), ("qqqqzzzz", "We do not know that place")],
)
def test_axe_finds_nothing_on_choices_and_on_an_unknown_place(
    site: Site, page: Page, typed: str, heading: str
) -> None:
    page.goto(site.url)
    page.fill("#place", typed)
    page.press("#place", "Enter")
    assert loaded(page).inner_text("h1") == heading
    check(page)


def test_text_at_twice_its_size_still_fits(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 640, "height": 800}, device_scale_factor=2)
    page = context.new_page()
    for address in ("/", "/near/gb-sw1a", site.meeting, "/help-now"):
        page.goto(site.url + address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, address
    context.close()


def test_the_keyboard_reaches_the_box_and_focus_is_seen(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(site.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "place"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    context.close()


def test_paper_has_the_address_and_no_menu(site: Site, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 800, "height": 1000}, color_scheme="dark")
    page = context.new_page()
    page.goto(f"{site.url}/near/gb-sw1a")
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert not page.is_visible("form.search")
    assert page.is_visible(".cards h3")
    assert page.is_visible("text=Times and places change: check before you go.")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    context.close()
