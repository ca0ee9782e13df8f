"""Every type of page in a real browser: axe finds nothing, nothing runs over the edge, all can be hit."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, template_rendered
from jinja2 import Template
from playwright.sync_api import Browser, Page, ViewportSize

from tests.journeys.test_browser import check
from tests.journeys.tour import Tour, Visit, a_page, page_templates, touring

pytestmark = pytest.mark.browser

WIDTHS = (360, 768, 1280)
SCHEMES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
)
FINGER = 44
"""CSS pixels: the least height of what a page is for."""
SMALL_ACTIONS = """least => [...document.querySelectorAll('main button, main a.go, .bar a')]
  .filter(item => item.checkVisibility() && item.getBoundingClientRect().height < least)
  .map(item => item.outerHTML)"""


@pytest.fixture(scope="module")
def tour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tour]:
    with touring(tmp_path_factory.mktemp("tour"), "en") as served:
        yield served


def made_from(app: Flask, visit: Visit) -> list[str]:
    """Ask for a page and return the templates that it was made from."""
    seen: list[str] = []

    def note(_app: Flask, template: Template, **_rest: object) -> None:
        seen.append(str(template.name))

    with template_rendered.connected_to(note, app):
        visit.visitor.get(visit.address, follow_redirects=True)
    return seen


def test_no_type_of_page_is_forgotten(tour: Tour) -> None:
    assert set(tour.visits) == page_templates()
    wrong = {
        name: seen
        for name, visit in tour.visits.items()
        if visit.answer is None and (seen := made_from(tour.app, visit)) != [name]
    }
    assert wrong == {}


def look(tour: Tour, page: Page, visit: Visit) -> None:
    tour.open(page, visit)
    check(page)
    assert page.evaluate(SMALL_ACTIONS, FINGER) == []


def problems_of(tour: Tour, page: Page, visits: list[Visit]) -> dict[str, str]:
    """Look at pages and return what is wrong with which, so that one run tells it all."""
    found = {}
    for visit in visits:
        try:
            look(tour, page, visit)
        except AssertionError as problem:
            found[visit.template] = str(problem)[:3000]
    return found


def test_every_type_of_page_on_a_phone(tour: Tour, chromium: Browser) -> None:
    page = a_page(chromium)
    assert problems_of(tour, page, list(tour.visits.values())) == {}
    page.context.close()


@pytest.mark.drill
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_type_of_page_in_every_dress(tmp_path: Path, chromium: Browser, language: str) -> None:
    """Three widths; light, dark and forced colours; text at twice its size."""
    page, found = a_page(chromium), {}
    with touring(tmp_path, language) as tour:
        for visit in tour.visits.values():
            tour.open(page, visit)
            assert page.get_attribute("html", "lang") == language, visit
            for width in WIDTHS:
                page.set_viewport_size(ViewportSize(width=width, height=800))
                for scheme in SCHEMES:
                    page.emulate_media(**scheme)
                    try:
                        check(page)
                    except AssertionError as problem:
                        found[visit.template, width, *scheme.values()] = str(problem)[:3000]
            if overflow := twice_as_large(page):
                found[visit.template, "200 %"] = overflow
    page.context.close()
    print(f"\n{len(tour.visits)} types of page, {len(WIDTHS) * len(SCHEMES)} dresses, {language}")
    assert found == {}


def twice_as_large(page: Page) -> str:
    """Enlarge the page to 200 % on a screen of 1280 pixels, and say how far it runs over the edge."""
    page.set_viewport_size(ViewportSize(width=640, height=400))
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate("document.documentElement.scrollWidth")
    return f"{wide} px" if wide > 640 else ""
