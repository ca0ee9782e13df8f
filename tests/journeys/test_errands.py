"""Whole errands on a phone, with script and without: what is asked for, what is kept, what is left behind."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, Route

from meetfinder.web import codes
from tests.journeys.conftest import CHROMIUM, QUIET, Site, found_in, loaded

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
ELSEWHERE = "https://www.wikipedia.org/"
CONDITION_WORDS = (
    "anxiety",
    "bipolar",
    "medication",
    "psychiatric",
    "methadone",
    "dual",
    "ansiedad",
    "Both%20Sides",
)
"""What no address may say."""


@dataclass
class Errand:
    """A phone and what it asked for."""

    site: Site
    page: Page
    script: bool
    asked: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.goto(self.site.url + address)

    def search(self, typed: str, country: str = "GB") -> None:
        self.page.select_option("#country", country)
        self.page.fill("#place", typed)
        self.page.press("#place", "Enter")

    @property
    def seen(self) -> Page:
        """The page to look at, once it is there as a whole."""
        return loaded(self.page)

    def text(self) -> str:
        return self.seen.inner_text("main")


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def errand(
    playwright: Playwright, site: Site, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Errand]:
    """Give a phone; afterwards nothing may have left the origin, been set, logged or written."""
    log = tmp_path / "net.json"
    context: BrowserContext = playwright.chromium.launch_persistent_context(
        str(tmp_path / "profile"),
        executable_path=CHROMIUM,
        args=[*QUIET, f"--log-net-log={log}", "--net-log-capture-mode=Everything"],
        java_script_enabled=request.param,
        viewport=PHONE,
        geolocation={"latitude": 51.50142, "longitude": -0.14193},
        permissions=["geolocation"],
    )
    context.set_default_timeout(60_000)
    context.route(f"{ELSEWHERE}**", _stand_in)
    page = context.new_page()
    on_the_way = Errand(site, page, request.param)
    page.on("request", lambda told: on_the_way.asked.append(told.url))
    yield on_the_way
    cookies = context.cookies()
    context.close()
    assert cookies == []
    ours = [url for url in on_the_way.asked if not url.startswith(ELSEWHERE)]
    assert {urlsplit(url).hostname for url in ours} <= {"127.0.0.1"}
    traces = ours + _net_log(log, site)
    assert [url for url in traces if any(word.lower() in url.lower() for word in CONDITION_WORDS)] == []
    _nothing_kept(site)


def _stand_in(route: Route) -> None:
    route.fulfill(body="<!doctype html><title>Elsewhere</title>", content_type="text/html")


def _net_log(file: Path, site: Site) -> list[str]:
    text = file.read_text().rstrip().rstrip(",")
    events = json.loads(text if text.endswith("}") else text + "]}")["events"]
    told = [item["params"] for item in events if "url" in item.get("params", {})]
    return [str(item["url"]) for item in told if item.get("initiator") == site.url]


def _nothing_kept(site: Site) -> None:
    written = site.log.read_text().lower()
    tables = "\n".join(sqlite3.connect(f"file:{site.database}?mode=ro", uri=True).iterdump()).lower()
    typed = (r"(sw1a(\W|%20)*)?1aa", "51[.]50142", "-?0[.]14193")
    assert found_in(written, *typed) == []
    assert found_in(tables, *typed) == []
    assert "anxiety" not in written


def test_something_tonight(errand: Errand) -> None:
    """G1: one field, one press, dual diagnosis first, what is stated, help beside it."""
    errand.open("/")
    errand.search("sw1a 1aa")
    assert errand.page.url == f"{errand.site.url}/near/gb-sw1a"
    first = errand.seen.inner_text("#rung-dual_near >> xpath=.. >> .cards > li >> nth=0")
    assert "For people with a dual diagnosis" in first
    assert "The group says: prescribed mental-health medication is welcome" in first
    assert errand.seen.is_visible("text=If it cannot wait")


def test_nothing_nearby(errand: Errand) -> None:
    """G2: never a blank page: what can be joined from home, in both times, and how to start one."""
    errand.open("/near/us-99723")
    said = errand.text()
    assert "Nothing is listed within" in said
    assert "your time" in said
    assert errand.seen.is_visible("text=How to start a group")


def test_sure_about_medication_and_what_i_live_with(errand: Errand) -> None:
    """G3, G12: needs are links with opaque codes and counts; the two medications are apart."""
    errand.open("/near/gb-sw1a")
    errand.page.click("summary:has-text('What I live with')")
    errand.page.click("details[open] a:has-text('Mental-health medication: welcome')")
    code = codes.encode("attribute", "med_psychiatric:welcome")
    assert errand.page.url == f"{errand.site.url}/near/gb-sw1a?n={code}"
    assert errand.seen.is_visible("details[open] a.chosen")
    assert errand.seen.locator("a:has-text('Methadone or buprenorphine: take part fully')").count() == 0


def test_leaving_at_once(errand: Errand) -> None:
    """G4: by a tap, or by Shift three times where there is script."""
    errand.open("/near/gb-sw1a?for=family")
    if errand.script:
        for _ in range(3):
            errand.page.keyboard.press("Shift")
    else:
        errand.page.click("#exit")
    errand.page.wait_for_url(f"{ELSEWHERE}**")
    errand.page.go_back()
    assert errand.page.url != f"{errand.site.url}/near/gb-sw1a?for=family" or not errand.script


def test_what_to_expect_and_whether_to_trust_it(errand: Errand) -> None:
    """G5, G8: may I listen, open or closed in words, what is not stated, when it was confirmed."""
    errand.open(errand.site.meeting)
    said = errand.text()
    for words in (
        "May I just listen?",
        "open to anyone",
        "Not stated: ask the group.",
        "onfirmed by the group",
    ):
        assert words in said, words


def test_a_plan_to_take_home(errand: Errand) -> None:
    """G13: meetings are ticked, the address is the plan, and nothing about anybody is asked."""
    errand.open("/near/gb-sw1a")
    errand.page.click("text=Make a plan to take home")
    boxes = errand.page.locator("input[type=checkbox][name=m]")
    for number in range(3):
        boxes.nth(number).check()
    assert (
        errand.seen.locator("main input:not([type=checkbox]):not([type=hidden]), main textarea").count() == 0
    )
    errand.page.get_by_role("button", name="Make the plan").click()
    assert errand.page.url.startswith(f"{errand.site.url}/plan?m=")
    assert errand.seen.locator("ol.stops > li").count() == 3
    assert "Correct as of" in errand.text()
    assert errand.seen.locator("ol.stops svg").count() == 3
    assert errand.seen.locator("a[href*='.ics']").count() == 1
    errand.page.click("text=Large print")
    assert errand.seen.locator(".plan.large ol.stops > li").count() == 3
    errand.page.locator("text=Take off the plan").first.click()
    assert errand.seen.locator("ol.stops > li").count() == 2


def test_keeping_and_sharing_it(errand: Errand) -> None:
    """G15: a calendar, and words to share that name no condition."""
    errand.open(errand.site.meeting)
    assert errand.seen.locator("a[href$='.ics']").count() == 1
    shared = errand.seen.inner_text(".share").lower()
    assert "/m/" in shared
    assert not [word for word in CONDITION_WORDS if word.lower() in shared]


def test_for_somebody_i_care_about(errand: Errand) -> None:
    """G20: family groups first, open and closed explained, a guide with words to say."""
    errand.open("/")
    errand.page.check("input[value=family]")
    errand.search("sw1a 1aa")
    assert errand.page.url.endswith("/near/gb-sw1a?for=family")
    assert "“Open” means that anyone may come" in errand.text()
    errand.open("/guides/when-someone-says-no")
    assert "You did not cause it, and you cannot control it." in errand.text()


def test_in_spanish(errand: Errand) -> None:
    """The whole errand in Spanish, whose address says so and nothing else."""
    errand.open("/")
    errand.page.click("a[hreflang=es]")
    errand.search("sw1a 1aa")
    assert errand.page.url == f"{errand.site.url}/near/gb-sw1a?lang=es"
    assert "El grupo dice: la medicación recetada de salud mental es bienvenida" in errand.text()
    errand.page.click(".cards h3 a")
    assert errand.seen.inner_text("h2 >> nth=0") == "¿Puedo ir?"
    assert errand.seen.get_attribute("html", "lang") == "es"


def test_near_me_is_rounded_on_the_phone(errand: Errand) -> None:
    """S4: a button only where there is script; two decimals leave the phone."""
    errand.open("/")
    assert errand.seen.is_visible("#near-me") == errand.script
    if errand.script:
        errand.page.click("#near-me")
        errand.page.wait_for_url("**/near/**")
        assert errand.page.url == f"{errand.site.url}/near/@51.50,-0.14"


def test_help_without_a_connection(errand: Errand) -> None:
    """The help page opens without a connection once it was seen, and can be taken off the phone."""
    if not errand.script:
        pytest.skip("keeping a page needs script")
    errand.open("/help-now")
    errand.page.wait_for_selector("[data-remove]:not([hidden])")
    errand.page.context.set_offline(offline=True)
    errand.page.reload()
    assert errand.seen.inner_text("h1") == "Help now"
    errand.page.context.set_offline(offline=False)
    errand.page.click("[data-remove]")
    errand.page.wait_for_selector("[data-remove]", state="hidden")
    assert errand.page.evaluate("caches.keys()") == []
