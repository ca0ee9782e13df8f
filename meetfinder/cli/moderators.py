"""`flask moderators`: who decides about listings. Invitations are links, printed here and sent by mail."""

import click
from sqlalchemy import select

from meetfinder import clock
from meetfinder.accounts import inviting, registry, tokens
from meetfinder.accounts.inviting import NotAScope, Scope
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.cli.site import Refusal, local_address, settings
from meetfinder.db import db, writing
from meetfinder.directory.models import Fellowship

NOT_AN_ADDRESS = "{email} is not one mail address."
UNKNOWN = "{word} is neither a fellowship that README lists nor a two-letter country code such as US or GB."
NOBODY = "Nobody decides here under {email}."


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
    role = Role.ADMINISTRATOR if administrator else Role.MODERATOR
    scope = Scope(fellowships=fellowships, countries=tuple(code.upper() for code in countries), areas=areas)
    with writing():
        account = _invited(email, role, scope)
        secret = tokens.mint(Purpose.INVITE, account, now=clock.now())
        inviting.mail_invitation(account, now=clock.now())
        db.session.commit()
    click.echo(f"{settings().base_url or local_address()}/sign-in/{secret}")
    click.echo("The link works once, within seven days. It is queued as a mail too.")


@moderators.command()
@click.argument("email")
def remove(email: str) -> None:
    """Let somebody decide no longer; groups that they look after stay theirs."""
    with writing():
        account = registry.find_account(email)
        if account is None or account.role == Role.ORGANIZER:
            raise Refusal(NOBODY.format(email=email))
        inviting.dismiss(account, now=clock.now())
        db.session.commit()
    click.echo("Done.")


def _invited(email: str, role: Role, scope: Scope) -> Account:
    known = {registry.INDEPENDENT, *db.session.scalars(select(Fellowship.slug))}
    try:
        return inviting.invite(email, role=role, scope=scope, known=known, now=clock.now())
    except NotAScope as problem:
        raise Refusal(UNKNOWN.format(word=problem)) from None
    except ValueError:
        raise Refusal(NOT_AN_ADDRESS.format(email=email)) from None
