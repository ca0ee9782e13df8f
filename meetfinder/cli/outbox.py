"""`flask outbox send`: the mail that is due goes out."""

import sys

import click

from meetfinder import clock
from meetfinder.cli import letters
from meetfinder.cli.site import settings
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
