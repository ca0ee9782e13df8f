"""Inviting somebody to decide, and letting them go."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from meetfinder.accounts import registry, sessions
from meetfinder.accounts.models import Account, Role
from meetfinder.mail import outbox

_COUNTRY_LETTERS = 2


class NotAScope(ValueError):
    """A word of a scope is not known; the message is that word."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody decides about: slugs of fellowships, countries, areas; empty means all."""

    fellowships: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def invite(email: str, *, role: Role, scope: Scope, known: Collection[str], now: datetime) -> Account:
    """Let somebody decide, with this scope, once an authenticator is set up anew; ends their sessions.

    `known` are the fellowships there are. Raises NotAScope, and ValueError where `email` is no mail address.
    """
    _check(scope, known)
    account = registry.find_or_make_account(email, now=now)
    account.role = role
    account.scope_fellowships = list(scope.fellowships)
    account.scope_countries, account.scope_areas = list(scope.countries), list(scope.areas)
    account.disabled_at = None
    sessions.end_all(account, now=now)
    return account


def mail_invitation(account: Account, *, now: datetime) -> None:
    """Queue the letter with the link of an invitation."""
    outbox.queue("invitation", to=account.email, context={"account": account.id}, now=now)


def dismiss(account: Account, *, now: datetime) -> None:
    """Let somebody decide no longer; groups that they look after stay theirs."""
    account.role = Role.ORGANIZER
    account.totp_secret = account.totp_pending = None
    sessions.end_all(account, now=now)


def _check(scope: Scope, known: Collection[str]) -> None:
    for slug in scope.fellowships:
        if slug not in known:
            raise NotAScope(slug)
    for code in scope.countries:
        if len(code) != _COUNTRY_LETTERS or not code.isalpha():
            raise NotAScope(code)
