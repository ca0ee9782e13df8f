"""A search leaves no trace: no cookie, no third party, nothing typed in an address, a log or a table."""

import json
import sqlite3
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Playwright

from tests.journeys.conftest import CHROMIUM, QUIET, Site, found_in

pytestmark = pytest.mark.browser

TYPED = ("sw1a 1aa", "qqzz nowhere 4711", "Springfield")
TRACES = (r"(sw1a(\W|%20)*)?1aa", r"sw1a(\W|%20)+1.*", "qqzz", "nowhere", "4711")
"""What a log or a table would hold of them."""
IN_ADDRESSES = (*TRACES, "springfield(?=&)", "place(?==)")


def errand(playwright: Playwright, site: Site, folder: Path) -> tuple[list[str], list[object]]:
    """Search without script as somebody would; return every address asked for and every cookie."""
    asked: list[str] = []
    with playwright.chromium.launch_persistent_context(
        str(folder / "profile"),
        executable_path=CHROMIUM,
        args=[*QUIET, f"--log-net-log={folder / 'net.json'}", "--net-log-capture-mode=Everything"],
        java_script_enabled=False,
    ) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for typed in TYPED:
            page.goto(site.url)
            page.select_option("#country", "")
            page.fill("#place", typed)
            page.click("text=Find meetings")
        page.click(".lines a")
        page.goto(site.url)
        page.select_option("#country", "GB")
        page.check("input[value=family]")
        page.fill("#place", TYPED[0])
        page.press("#place", "Enter")
        assert page.url == f"{site.url}/near/gb-sw1a?for=family"
        page.click("text=Tonight")
        page.click("summary:has-text('Filter')")
        page.check("input[name=attendance][value=online]")
        page.click("text=Show meetings")
        assert "attendance=online" in page.url
        page.goto(f"{site.url}/near/gb-sw1a")
        page.click(".cards h3 a")
        page.click("a.help:visible")
        cookies: list[object] = list(context.cookies())
    return asked, cookies


def test_a_search_leaves_no_trace(playwright: Playwright, site: Site, tmp_path: Path) -> None:
    asked, cookies = errand(playwright, site, tmp_path)
    assert cookies == []
    assert len(asked) > 15
    assert {urlsplit(url).hostname for url in asked} == {"127.0.0.1"}
    addresses = asked + net_log_urls(tmp_path / "net.json", site)
    assert found_in("\n".join(addresses), *IN_ADDRESSES) == []
    log = site.log.read_text()
    assert "POST /find 303" in log
    tables = "\n".join(sqlite3.connect(f"file:{site.database}?mode=ro", uri=True).iterdump())
    assert found_in(log, *TRACES, "springfield") == []
    assert found_in(tables, *TRACES, "springfield") == []


def net_log_urls(file: Path, site: Site) -> list[str]:
    """Return what Chromium says that our pages made it ask for; it asks its makers unbidden too."""
    text = file.read_text().rstrip().rstrip(",")
    events = json.loads(text if text.endswith("}") else text + "]}")["events"]
    told = [item["params"] for item in events if "url" in item.get("params", {})]
    ours = [item for item in told if item.get("initiator") == site.url]
    urls = [str(item["url"]) for item in ours]
    assert any(url.startswith(f"{site.url}/near/") for url in urls)
    foreign = {urlsplit(url).hostname for url in urls if urlsplit(url).scheme in {"http", "https"}}
    assert foreign == {"127.0.0.1"}
    return urls
