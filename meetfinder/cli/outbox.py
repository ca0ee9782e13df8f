"""`flask outbox send`: the mail that is due goes out."""

import sys
from typing import BinaryIO

import click

from meetfinder import clock
from meetfinder.cli import letters
from meetfinder.cli.site import Refusal, settings
from meetfinder.db import db, writing
from meetfinder.mail.bounces import NotABounce, gone_mailboxes
from meetfinder.mail.delivery import MAIL_FOLDER, deliverer
from meetfinder.mail.sending import OnBounce, Tally, send_due

SOME_GIVEN_UP = 1
ON_BOUNCE: list[OnBounce] = []
"""Told every address whose mailbox does not exist."""


@click.group()
def outbox() -> None:
    """Mail that waits to be sent."""


@outbox.command()
def send() -> None:
    """Send what is due. Exit code 1 when something was given up for good."""
    tally = send_mail()
    for word, count in (("sent", tally.sent), ("later", tally.later), ("dead", tally.dead)):
        click.echo(f"{word} {count}")
    if tally.dead:
        sys.exit(SOME_GIVEN_UP)


@outbox.command()
@click.argument("file", type=click.File("rb"))
def bounce(file: BinaryIO) -> None:
    """Read a mail server's report (`-`: from standard input) that a letter did not arrive.

    A mailbox that does not exist is marked dead. Give it what comes to the sender of our letters.
    """
    try:
        gone = gone_mailboxes(file.read())
    except NotABounce:
        raise Refusal("This is no delivery report of a mail server (RFC 3464).") from None
    with writing():
        for address in gone:
            _tell_bounce(address)
        db.session.commit()
    click.echo(f"dead {len(gone)}")


def send_mail() -> Tally:
    """Send what is due the way the site's settings say, and commit."""
    site = settings()
    return send_due(
        deliver=deliverer(site.smtp_url, site.instance / MAIL_FOLDER),
        render=letters.render,
        sender=letters.sender(),
        now=clock.now(),
        on_bounce=_tell_bounce,
    )


def _tell_bounce(address: str) -> None:
    for tell in ON_BOUNCE:
        tell(address)
