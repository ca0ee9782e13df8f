"""`flask moderators`: who decides about listings. Invitations are links, printed here and sent by mail."""

import click
from sqlalchemy import select

from meetfinder import clock
from meetfinder.accounts import registry, sessions, tokens
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.cli.letters import LOCAL
from meetfinder.cli.site import Refusal, settings
from meetfinder.db import db, writing
from meetfinder.directory.models import Fellowship
from meetfinder.mail import outbox

NOT_AN_ADDRESS = "{email} is not one mail address."
UNKNOWN_FELLOWSHIP = "There is no fellowship {slug}; README lists those that there are."
NO_COUNTRY = "{code} is not a two-letter country code such as US or GB."
NOBODY = "Nobody decides here under {email}."
_COUNTRY_LETTERS = 2


@click.group()
def moderators() -> None:
    """Those who decide about listings."""


@moderators.command()
@click.argument("email")
@click.option("--administrator", is_flag=True, help="May also see and end other accounts.")
@click.option("--fellowship", "fellowships", multiple=True, metavar="SLUG", help="Only this one; repeatable.")
@click.option("--country", "countries", multiple=True, metavar="CC", help="Only there; repeatable.")
@click.option("--area", "areas", multiple=True, metavar="CC-REGION", help="Only there, such as US-TX.")
def add(
    *,
    email: str,
    administrator: bool,
    fellowships: tuple[str, ...],
    countries: tuple[str, ...],
    areas: tuple[str, ...],
) -> None:
    """Invite somebody to decide, print the link of the invitation and queue it as a mail.

    Also gives a moderator another scope, or a new authenticator in place of a lost one.
    """
    wanted = [code.upper() for code in countries]
    with writing():
        _check(fellowships, wanted)
        account = _account(email)
        account.role = Role.ADMINISTRATOR if administrator else Role.MODERATOR
        account.scope_fellowships = list(fellowships)
        account.scope_countries, account.scope_areas = wanted, list(areas)
        account.disabled_at = None
        sessions.end_all(account, now=clock.now())
        secret = tokens.mint(Purpose.INVITE, account, now=clock.now())
        outbox.queue("invitation", to=account.email, context={"account": account.id}, now=clock.now())
        db.session.commit()
    click.echo(f"{settings().base_url or LOCAL}/sign-in/{secret}")
    click.echo("The link works once, within seven days. It is queued as a mail too.")


@moderators.command()
@click.argument("email")
def remove(email: str) -> None:
    """Let somebody decide no longer; groups that they look after stay theirs."""
    with writing():
        account = registry.find_account(email)
        if account is None or account.role == Role.ORGANIZER:
            raise Refusal(NOBODY.format(email=email))
        account.role = Role.ORGANIZER
        account.totp_secret = account.totp_pending = None
        sessions.end_all(account, now=clock.now())
        db.session.commit()
    click.echo("Done.")


def _account(email: str) -> Account:
    try:
        return registry.find_or_make_account(email, now=clock.now())
    except ValueError:
        raise Refusal(NOT_AN_ADDRESS.format(email=email)) from None


def _check(fellowships: tuple[str, ...], countries: list[str]) -> None:
    known = {registry.INDEPENDENT, *db.session.scalars(select(Fellowship.slug))}
    for slug in fellowships:
        if slug not in known:
            raise Refusal(UNKNOWN_FELLOWSHIP.format(slug=slug))
    for code in countries:
        if len(code) != _COUNTRY_LETTERS or not code.isalpha():
            raise Refusal(NO_COUNTRY.format(code=code))
