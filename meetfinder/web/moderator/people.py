"""For administrators: who decides here, about what, where they are signed in, and ending that."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import inviting, registry, sessions
from meetfinder.accounts.inviting import NotAScope, Scope
from meetfinder.accounts.models import Account, Role
from meetfinder.db import db
from meetfinder.directory.models import Fellowship
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator.here import me

NOT_AN_ADDRESS = _l("Type one mail address, such as name@example.org.")
UNKNOWN = "%(word)s is neither the slug of a fellowship nor a country of two letters."
NOT_YOURSELF = _l("You cannot take this from yourself: ask another administrator.")


def people(*, errors: dict[str, str] | None = None, status: int = HTTPStatus.OK) -> tuple[str, int]:
    """List who decides, with their scopes and sessions."""
    now = clock.now()
    found = [(account, len(sessions.sessions_of(account, now=now))) for account in registry.moderators()]
    page = render_template(
        "moderator/people.html", people=found, me=me(), errors=errors or {}, typed=request.form
    )
    return page, status


@writes
def invite() -> Response | tuple[str, int]:
    """Invite somebody to decide, or give a moderator another scope; the link goes out by mail."""
    form = request.form
    scope = Scope(
        fellowships=_words(form.get("fellowships", "")),
        countries=tuple(word.upper() for word in _words(form.get("countries", ""))),
        areas=_words(form.get("areas", "")),
    )
    role = Role.ADMINISTRATOR if form.get("administrator") else Role.MODERATOR
    known = {registry.INDEPENDENT, *db.session.scalars(select(Fellowship.slug))}
    try:
        account = inviting.invite(form.get("email", ""), role=role, scope=scope, known=known, now=clock.now())
    except NotAScope as problem:
        return _again({"fellowships": str(_l(UNKNOWN, word=str(problem)))})
    except ValueError:
        return _again({"email": str(NOT_AN_ADDRESS)})
    inviting.mail_invitation(account, now=clock.now())
    return redirect(url_for("moderator.people"), 303)


@writes
def end_sessions(number: int) -> Response:
    """Sign somebody out everywhere."""
    sessions.end_all(_account(number), now=clock.now())
    return redirect(url_for("moderator.people"), 303)


@writes
def dismiss(number: int) -> Response | tuple[str, int]:
    """Let somebody decide no longer; groups that they look after stay theirs."""
    account = _account(number)
    if account.id == me().id:
        return _again({"email": str(NOT_YOURSELF)})
    inviting.dismiss(account, now=clock.now())
    return redirect(url_for("moderator.people"), 303)


def _again(errors: dict[str, str]) -> tuple[str, int]:
    return people(errors=errors, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _account(number: int) -> Account:
    account = db.session.get(Account, number)
    if account is None or account.role == Role.ORGANIZER:
        raise NotFound
    return account


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.replace(",", " ").split())
