"""A plan is kept on a phone only after somebody asked for it, opens without a connection, and goes again."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Site

pytestmark = pytest.mark.browser


def test_a_plan_without_a_connection(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    try:
        page = context.new_page()
        page.goto(f"{site.url}/plan?m={site.meeting.removeprefix('/m/')}")
        page.wait_for_selector("[data-keep]:not([hidden])")
        assert page.evaluate("caches.keys()") == []
        page.click("[data-keep]")
        page.wait_for_selector("[data-remove]:not([hidden])")
        context.set_offline(offline=True)
        page.reload()
        assert page.inner_text("h1") == "Meetings to go to"
        assert page.locator("ol.stops > li").count() == 1
        context.set_offline(offline=False)
        page.click("[data-remove]")
        page.wait_for_selector("[data-keep]:not([hidden])")
        assert page.evaluate("caches.keys()") == []
        assert context.cookies() == []
    finally:
        context.close()
