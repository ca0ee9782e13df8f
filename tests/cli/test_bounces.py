"""A report that comes hours later marks a mailbox dead; anybody else's mail does not."""

from pathlib import Path

import pytest
from flask import Flask

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.mail import outbox
from tests.cli.running import run
from tests.people import an_account

REPORT = """\
From: MAILER-DAEMON@mx.example.net
To: noreply@site.example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Nobody of this name.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}

--b
Content-Type: {kind}

Message-ID: {reference}
Subject: Hello

--b--
"""


@pytest.fixture
def olga(app: Flask) -> Account:
    account = an_account()
    message = outbox.queue("sign_in", to=account.email, context={}, now=clock.now())
    message.domain = "site.example.org"
    message.reference = "20261123.abc"
    db.session.commit()
    return account


def bounce(app: Flask, folder: Path, **changes: str) -> str:
    facts = {
        "to": "Olga@groups.example.org",
        "action": "failed",
        "status": "5.1.1",
        "kind": "text/rfc822-headers",
        "reference": "<20261123.abc@site.example.org>",
    }
    file = folder / "report.eml"
    file.write_text(REPORT.format(**facts | changes))
    return run(app, "outbox", "bounce", str(file)).output.strip()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_mailbox_that_is_not_there_is_dead(app: Flask, olga: Account, tmp_path: Path, kind: str) -> None:
    assert bounce(app, tmp_path, kind=kind) == "dead 1"
    assert db.session.get_one(Account, olga.id).mail_dead_at is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed"},
        {"status": "5.2.2"},
        {"status": "4.1.1"},
        {"to": "somebody@else.example.org"},
        {"reference": "<guessed@site.example.org>"},
        {"reference": "<20261123.abc@other.example.org>"},
    ],
)
def test_nothing_else_kills_a_mailbox(
    app: Flask, olga: Account, tmp_path: Path, changes: dict[str, str]
) -> None:
    assert bounce(app, tmp_path, **changes) == "dead 0"
    assert db.session.get_one(Account, olga.id).mail_dead_at is None


def test_other_mail_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "mail.eml"
    file.write_bytes(b"Subject: Hello\n\nI am away until Monday.\n")
    result = run(app, "outbox", "bounce", str(file))
    assert (result.exit_code, "no delivery report" in result.output) == (2, True)
