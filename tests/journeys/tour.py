"""One visit to every type of page, as whoever may see it: a directory, a running site, the addresses."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server
from werkzeug.test import TestResponse

from meetfinder import clock
from meetfinder.accounts import tokens
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.accounts.stewardship import make_steward
from meetfinder.app import create_app
from meetfinder.cli.coverage import work_out
from meetfinder.config import ROOT, Settings
from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting
from meetfinder.moderation import forms
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.organizer import drafting
from tests.builders import a_location, a_meeting
from tests.conftest import Browser as OneContext
from tests.journeys.conftest import fill_directory
from tests.moderation.people import a_form, a_listed_group, sent
from tests.people import a_moderator, an_account, browser_of, code_of, send
from tests.web.moderator.things import arguments_of
from tests.web.organizer.conftest import NEW_GROUP, Sender
from tests.web.organizer.test_page import PAGE
from tests.web.organizer.test_sheet import TABLE

VALLETTA = (35.8997, 14.5147)
FRAMES = {"base.html", "moderator/frame.html", "organizer/question.html"}
"""Pages are made from them; none is one."""
STEPS = {
    "fellowship": "fellowship", "name": "name", "medication": "medication", "attendance": "attendance/1",
    "place": "place/1", "pin": "pin/1", "link": "link/1", "times": "times/1", "access": "access",
    "focus": "focus", "newcomers": "newcomers", "more": "more", "check": "check", "send": "send",
    "sent": "sent",
}  # fmt: skip
"""Template of a page of the form for a new group, and its address."""


@dataclass(frozen=True)
class Visit:
    """A page: the template that it is made from, its address, and who looks at it."""

    template: str
    address: str
    visitor: FlaskClient
    answer: TestResponse | None = None
    """What a form was answered, for a page that has no address of its own."""


@dataclass(frozen=True)
class Tour:
    """A running site in one language, and its pages."""

    app: Flask
    url: str
    visits: Mapping[str, Visit]

    def open(self, page: Page, visit: Visit) -> None:
        """Show a page as its visitor sees it."""
        page.context.clear_cookies()
        names = ((self.app.config["SESSION_COOKIE_NAME"], "/"), (drafting.COOKIE, drafting.PATH))
        for cookie in (visit.visitor.get_cookie(name, path=path) for name, path in names):
            if cookie is not None:
                address = f"{self.url}{cookie.path}"
                page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": address}])
        if visit.answer is not None:
            said, headers = visit.answer.text, dict(visit.answer.headers)
            page.route(f"{self.url}/answered", lambda route: route.fulfill(body=said, headers=headers))
            page.goto(f"{self.url}/answered")
            page.unroute(f"{self.url}/answered")
        else:
            page.goto(self.url + visit.address)


def page_templates() -> set[str]:
    """Return the name of every template that makes a whole page."""
    files = (ROOT / "templates").rglob("*.html")
    pages = [file for file in files if "{% extends" in file.read_text() and file.parent.name != "email"]
    return {str(file.relative_to(ROOT / "templates")) for file in pages} - FRAMES


@contextmanager
def touring(folder: Path, language: str) -> Iterator[Tour]:
    """Serve a directory with something on every page, in a thread of this process."""
    app = create_app(
        Settings(
            instance=folder, database_url=f"sqlite:///{folder / 'site.sqlite'}", secret_key="t" * 32,
            language=language, contact="help@meetings.example.org",
        )
    )  # fmt: skip
    app.testing = True
    app.test_client_class = OneContext
    with app.app_context():
        db.create_all()
        first = _without_coverage(app)
        visits = [first, *Pages(app).all()]
        db.session.commit()
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Tour(app, f"http://127.0.0.1:{server.port}", {visit.template: visit for visit in visits})
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            db.engine.dispose()


def _without_coverage(app: Flask) -> Visit:
    client = app.test_client()
    return Visit("finder/coverage_none.html", "", client, client.get("/coverage"))


class Pages:
    """What there is to see, put in by those who look at it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        fill_directory()
        dual = db.session.query(Meeting).first()
        assert dual is not None
        self.meeting, self.group = dual.public_id, dual.group
        malta = a_location(point=VALLETTA, country="MT", city="Valletta", region="")
        a_meeting(fellowship=dual.group.fellowship, location=malta, point=None)
        gone = a_meeting(status="retired")
        self.gone = gone.public_id
        self.olga, self.mo = an_account(), a_moderator(role=Role.ADMINISTRATOR)
        db.session.commit()
        work_out("MT")

    def all(self) -> list[Visit]:
        return [
            *self.finder(),
            *self.signing_in(),
            *self.of_a_sender(),
            *self.of_an_organizer(),
            *self.of_a_moderator(),
        ]

    def finder(self) -> list[Visit]:
        client = self.app.test_client()
        chosen = client.post("/find", data={"place": "Springfield", "country": "US"})
        addresses = {
            "home": "/",
            "near": "/near/gb-sw1a",
            "near_map": "/near/gb-sw1a/map",
            "near_refused": "/near/gb-sw1a?within=x",
            "near_unknown": "/near/xx-nowhere",
            "online": "/online",
            "meeting": f"/m/{self.meeting}",
            "meeting_gone": f"/m/{self.gone}",
            "group": f"/groups/{self.group.public_id}",
            "fellowships": "/fellowships",
            "fellowship": f"/fellowships/{self.group.fellowship.slug}",
            "start": "/start",
            "guides": "/guides",
            "guide": "/guides/when-someone-says-no",
            "help_now": "/help-now?country=us",
            "plan": f"/plan?m={self.meeting}",
            "plan_choice": "/plan/choose?near=gb-sw1a",
            "coverage": "/coverage/mt",
            "privacy": "/privacy",
            "about": "/about",
        }
        return [
            Visit("finder/find.html", "", client, chosen),
            Visit("error.html", "/no/such/page", client),
            *(Visit(f"finder/{name}.html", address, client) for name, address in addresses.items()),
        ]

    def signing_in(self) -> list[Visit]:
        client = self.app.test_client()
        link = tokens.mint(Purpose.SIGN_IN, self.olga, now=clock.now())
        db.session.commit()
        asked = client.post("/sign-in", data={"email": self.olga.email})
        invited, pending = self._invited("new@site.example.org")
        setting_up, secret = self._invited("newer@site.example.org")
        codes = send(setting_up, "/second-factor/set-up", code=code_of(secret, clock.now()))
        before = browser_of(self.app, a_moderator("late@site.example.org"), second_factor=False)
        assert pending
        return [
            Visit("account/sign_in.html", "/sign-in", client),
            Visit("account/link_sent.html", "", client, asked),
            Visit("account/link.html", f"/sign-in/{link}", client),
            Visit("account/link_refused.html", "/sign-in/unknown", client),
            Visit("account/set_up.html", "/second-factor/set-up", invited),
            Visit("account/recovery_codes.html", "", setting_up, codes),
            Visit("account/second_factor.html", "/second-factor", before),
            Visit("account/sessions.html", "/account", browser_of(self.app, self.olga)),
        ]

    def _invited(self, email: str) -> tuple[FlaskClient, str]:
        """Return the browser of somebody who was invited, and the secret of their authenticator."""
        account = an_account(email, role=Role.MODERATOR)
        link = tokens.mint(Purpose.INVITE, account, now=clock.now())
        db.session.commit()
        client = self.app.test_client()
        client.post(f"/sign-in/{link}")
        found = re.search(r"\b[A-Z2-7]{32}\b", client.get("/second-factor/set-up").text)
        assert found
        return client, found[0]

    def of_a_sender(self) -> list[Visit]:
        """The questions, as somebody sees them who has answered them all; nothing is sent."""
        here, pasting, fresh = (self.app.test_client() for _ in range(3))
        sender = Sender(here)
        sender.begin()
        hybrid = {"attendance/1": {"attendance": "hybrid"}, "fellowship": {"fellowship": "independent"}}
        link = {"link/1": {"join_url": "https://rooms.example.org/1", "join_visibility": "public"}}
        for step, fields in (NEW_GROUP | hybrid | link).items():
            sender.fill(step, **fields)
        pasted = pasting.post("/submit/sheet", data={"table": TABLE, "fellowship": "independent"})
        assert pasted.status_code == 303
        return [
            Visit("organizer/submit.html", "/submit", fresh),
            Visit("organizer/sheet.html", "/submit/sheet", fresh),
            Visit("organizer/sheet_preview.html", "/submit/sheet/preview", pasting),
            Visit("organizer/suggest.html", f"/submit/about/{self.meeting}", fresh),
            Visit("organizer/report.html", f"/meetings/{self.meeting}/report", fresh),
            Visit("organizer/reported.html", "/reported", fresh),
            Visit("organizer/erased.html", "/erased", fresh),
            *(Visit(f"organizer/{name}.html", f"/submit/{step}", here) for name, step in STEPS.items()),
        ]

    def of_an_organizer(self) -> list[Visit]:
        now = clock.now()
        group: Group = a_listed_group(self.olga, now=now - timedelta(days=90))
        waiting = sent(a_form(name="Second Hope"), self.olga, now=now)
        other, third = an_account("pia@groups.example.org"), an_account("max@groups.example.org")
        make_steward(other, group.id, now=now)
        handed = forms.submit_form(
            None, kind=SubmissionKind.HANDOVER, account_id=other.id, group=group, handed_to=third.id,
            now=now, proven=True,
        )  # fmt: skip
        olga = browser_of(self.app, self.olga)
        read = send(olga, "/submit/page", words=PAGE, country="US", fellowship="")
        assert read.status_code == 303
        return [
            Visit("organizer/home.html", "/my", olga),
            Visit("organizer/group.html", f"/my/groups/{group.public_id}", olga),
            Visit("organizer/submission.html", f"/my/submissions/{waiting.id}", olga),
            Visit("organizer/second_page.html", f"/my/submissions/{handed.id}/second", olga),
            Visit("organizer/leaving.html", "/my/account", olga),
            Visit("organizer/page.html", "/submit/page", olga),
            Visit("organizer/page_drafts.html", "/submit/page/drafts", olga),
        ]

    def of_a_moderator(self) -> list[Visit]:
        mo = browser_of(self.app, self.mo)
        there: Callable[[str, Account], dict[str, object]] = arguments_of
        submission = there("moderator.review_submission", self.olga)["number"]
        merge = there("moderator.merge", self.olga)
        batch = there("moderator.batch", self.olga)["number"]
        db.session.commit()
        send(mo, f"/moderate/submissions/{submission}/claim")
        addresses = {
            "queue": "/moderate",
            "review_submission": f"/moderate/submissions/{submission}",
            "edit_submission": f"/moderate/submissions/{submission}/edit",
            "batches": "/moderate/batches",
            "batch": f"/moderate/batches/{batch}",
            "groups": "/moderate/groups",
            "group": f"/moderate/groups/{merge['public_id']}",
            "merge": f"/moderate/groups/{merge['public_id']}/merge/{merge['other']}",
            "stale": "/moderate/stale",
            "people": "/moderate/people",
        }
        return [Visit(f"moderator/{name}.html", address, mo) for name, address in addresses.items()]


def a_page(chromium: Browser, width: int = 360) -> Page:
    """Open an empty page with cookies of its own."""
    return chromium.new_context(viewport={"width": width, "height": 800}).new_page()
