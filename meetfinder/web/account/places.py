"""Where somebody goes on after signing in."""

from flask import current_app, url_for

from meetfinder.accounts.models import Account, Role

HOMES = {Role.ORGANIZER: "organizer.home"}
DECIDING = "moderator.queue"
"""The first pages of organizers and of those who decide."""


def home_of(account: Account) -> str:
    """Return the address of the first page for this account."""
    endpoint = HOMES.get(Role(account.role), DECIDING)
    return url_for(endpoint if endpoint in current_app.view_functions else "account.sessions")
