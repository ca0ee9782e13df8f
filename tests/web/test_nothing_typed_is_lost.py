"""Wrong input to a form comes back in the form, with a sentence, so that nobody types it twice."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.moderation.models import Submission
from tests.moderation.people import a_form, a_listed_group, sent, slot
from tests.people import a_moderator, an_account, browser_of, send

pytestmark = pytest.mark.usefixtures("now")
MAIL = "Type one mail address"
ORGANIZER = [
    ("/my/groups/{group}/invite", {"email": "una at example"}, MAIL),
    ("/my/account/address", {"email": "una at example"}, MAIL),
    ("/my/meetings/{meeting}/cancel-date", {"on": "2026-11-25", "note": "Holy day"}, "a date on which"),
    (
        "/my/meetings/{meeting}/cancel-date",
        {"on": "2026-11-24", "moved_to": "in the evening", "note": "Holy day"},
        "the new date and time",
    ),
]
MODERATOR = [
    ("/moderate/groups/{group}/merge", {"other": "no-such-group"}, "No other group"),
    ("/moderate/groups/{group}/redact", {"words": "xy"}, "at least three characters"),
    ("/moderate/groups/{group}/redact", {"words": "no such words"}, "stand nowhere"),
    ("/moderate/submissions/{submission}/decide", {"do": "decline", "text": "Too far."}, "Choose why."),
]


@pytest.fixture
def olga(app: Flask) -> Account:
    return an_account()


@pytest.fixture
def names(olga: Account) -> dict[str, object]:
    """Return what addresses name: a Tuesday meeting of hers, its group, and what she sent besides."""
    group = a_listed_group(olga)
    waiting = sent(a_form(slot(5), name="Other Group"), olga)
    db.session.commit()
    return {"group": group.public_id, "meeting": group.meetings[0].public_id, "submission": waiting.id}


def comes_back(browser: FlaskClient, address: str, fields: dict[str, str], sentence: str) -> None:
    page = send(browser, address, **fields)
    assert page.status_code == 422
    assert sentence in page.text
    for value in fields.values():
        assert f'value="{value}"' in page.text or f">{value}</textarea>" in page.text


@pytest.mark.parametrize(("address", "fields", "sentence"), ORGANIZER)
def test_what_an_organizer_typed_comes_back(
    app: Flask,
    olga: Account,
    names: dict[str, object],
    address: str,
    fields: dict[str, str],
    sentence: str,
) -> None:
    comes_back(browser_of(app, olga), address.format(**names), fields, sentence)


@pytest.mark.parametrize(("address", "fields", "sentence"), MODERATOR)
def test_what_a_moderator_typed_comes_back(
    app: Flask, names: dict[str, object], address: str, fields: dict[str, str], sentence: str
) -> None:
    comes_back(browser_of(app, a_moderator()), address.format(**names), fields, sentence)


@pytest.mark.parametrize("do", ["decline", "ask"])
def test_what_is_decided_is_told_before_anything_else_is_asked(
    app: Flask, names: dict[str, object], do: str
) -> None:
    una, mo = browser_of(app, a_moderator("una@site.example.org")), browser_of(app, a_moderator())
    address = "/moderate/submissions/{submission}/decide".format(**names)
    assert send(una, address, do="approve").status_code == 303
    for text in ("", "Which door?"):
        late = send(mo, address, do=do, text=text)
        assert late.status_code == 409
        assert "una has decided about it already." in late.text
        assert text in late.text
    assert db.session.get_one(Submission, names["submission"]).status == "approved"


@pytest.mark.parametrize("do", ["approve", "claim"])
def test_corrections_come_back_when_somebody_else_was_faster(
    app: Flask, names: dict[str, object], do: str
) -> None:
    una, mo = browser_of(app, a_moderator("una@site.example.org")), browser_of(app, a_moderator())
    address = "/moderate/submissions/{submission}".format(**names)
    assert send(una, f"{address}/{'claim' if do == 'claim' else 'decide'}", do=do).status_code == 303
    late = send(
        mo, f"{address}/edit", **{"g-name": "Friday Hope", "m0-notes": "Ring twice", "m0-start": "18:15"}
    )
    assert late.status_code == 409
    assert "una" in late.text
    for typed in ("Friday Hope", "Ring twice", "18:15"):
        assert typed in late.text


def test_choices_of_a_merge_come_back(app: Flask, olga: Account, names: dict[str, object]) -> None:
    other = a_listed_group(olga, slot(4, 1200), name="Hope at Noon")
    db.session.commit()
    page = send(
        browser_of(app, a_moderator()),
        f"/moderate/groups/{names['group']}/merge/{other.public_id}",
        **{"pick-name": "other"},
    )
    assert page.status_code == 422
    assert 'name="pick-name" value="other" checked' in page.text
