"""With the keyboard alone: every errand can be done, and one always sees where one is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Site, loaded
from tests.journeys.test_errands import ELSEWHERE, _stand_in

pytestmark = pytest.mark.browser

MOST_TABS = 150
IS_SEEN = """() => {
  const item = document.activeElement, style = getComputedStyle(item), box = item.getBoundingClientRect();
  const [x, y] = [box.x + Math.min(box.width, innerWidth) / 2, box.y + box.height / 2];
  const shown = document.elementFromPoint(x, y);
  return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && shown !== null && (item.contains(shown) || shown.contains(item));
}"""
"""Whether what has the focus has an outline of two pixels and lies under nothing else."""


@pytest.fixture(params=[360, 1280])
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": request.param, "height": 740}, reduced_motion="reduce")
    context.set_default_timeout(60_000)
    context.route(f"{ELSEWHERE}**", _stand_in)
    yield context.new_page()
    context.close()


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus is on what a selector names; wherever it rests on the way, it is seen."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        on_page = page.evaluate("document.activeElement !== document.body")
        assert not on_page or page.evaluate(IS_SEEN), page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"{wanted} was not reached on {page.url}")


def press(page: Page, wanted: str, heading: str) -> None:
    """Go to something, press Enter, and stand before the page with a heading."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(heading, timeout=60_000)
    # The heading is there before the style sheet on a slow line, when nothing is painted yet.
    loaded(page)


def test_from_home_to_a_meeting_to_help_and_away(site: Site, page: Page) -> None:
    page.goto(site.url)
    tab_to(page, "#place")
    page.keyboard.type("sw1a 1aa")
    tab_to(page, "#country")
    page.keyboard.type("United K")
    press(page, "main form.search button[type=submit]", "SW1A")
    press(page, ".cards h3 a", "Tuesday Hope")
    press(page, "a.help", "Help now")
    tab_to(page, "#exit")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{ELSEWHERE}**")


def test_the_first_questions_of_the_form(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/submit")
    tab_to(page, "input[name=kind]")
    page.keyboard.press("Space")
    on(page)
    tab_to(page, "select[name=fellowship]")
    page.keyboard.type("Both Sides")
    on(page)
    tab_to(page, "#name")
    page.keyboard.type("Garden Row Hope")
    on(page)
    tab_to(page, "input[name=med_psychiatric]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    on(page)
    tab_to(page, "input[name=attendance]")
    page.keyboard.press("Space")
    on(page)
    assert page.url == f"{site.url}/submit/place/1"
    tab_to(page, "main a.go")
    page.keyboard.press("Enter")
    page.wait_for_url("**/submit/attendance/1")
    assert page.is_checked("input[name=attendance]:checked")


def on(page: Page) -> None:
    """Press the button that leads to the next question."""
    before = page.url
    tab_to(page, "main form.box button[type=submit]:not([name])")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: address != before)
