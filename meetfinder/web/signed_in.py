"""Who is signed in: one cookie, which only people who act get, and the row that it leads to.

The cookie is Flask's own signed one, because the tokens of forms live in it too. What signs somebody in is
the secret inside, whose row can be ended at any time.
"""

from typing import cast

from flask import Flask, request, session
from flask.sessions import SecureCookieSessionInterface

from meetfinder import clock
from meetfinder.accounts import sessions
from meetfinder.accounts.models import Account, Purpose, Session
from meetfinder.db import db, writing
from meetfinder.web.site import settings

_SECRET = "key"  # noqa: S105  The name of a field, not a secret.
_FOUND = "meetfinder.session"


class _CookieOfThisSite(SecureCookieSessionInterface):
    """Names the cookie `__Host-session` over HTTPS, which browsers send to no other host and no HTTP."""

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002
        return "__Host-session" if is_https() else "session"

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002
        return is_https()

    def get_cookie_samesite(self, app: Flask) -> str:  # noqa: ARG002
        return "Lax"

    def get_cookie_path(self, app: Flask) -> str:  # noqa: ARG002
        return "/"

    def get_cookie_domain(self, app: Flask) -> None:  # noqa: ARG002
        return None


def register(app: Flask) -> None:
    """Give the site its cookie and templates the person who is signed in."""
    app.session_interface = _CookieOfThisSite()


def sign_in(account: Account, *, opened_by: Purpose) -> None:
    """Sign an account in on this browser, under a new secret and with new tokens for its forms."""
    session.clear()
    session[_SECRET] = sessions.open_session(account, opened_by=opened_by, now=clock.now())
    request.environ.pop(_FOUND, None)


def pass_second_factor() -> None:
    """Raise this browser's session after a second factor, under a new secret."""
    session[_SECRET] = sessions.pass_second_factor(required_session(), now=clock.now())


def sign_out() -> None:
    """End this browser's session and take its cookie away."""
    sessions.end_session(required_session(), now=clock.now())
    session.clear()
    request.environ.pop(_FOUND, None)


def current_session() -> Session | None:
    """Return the session of this browser, None for a stranger; strangers' pages must not ask."""
    if _FOUND not in request.environ:
        secret = session.get(_SECRET)
        found = sessions.session_of(secret, now=clock.now()) if isinstance(secret, str) else None
        request.environ[_FOUND] = found
    return cast(Session | None, request.environ[_FOUND])


def required_session() -> Session:
    """Return the session of this browser on a page that strangers cannot reach."""
    found = current_session()
    if found is None:
        raise LookupError("nobody is signed in here")
    return found


def current_account() -> Account:
    """Return who is signed in, on a page that strangers cannot reach."""
    return required_session().account


def note_use() -> None:
    """Record now and then that the session is in use: the one thing that a reading request may write."""
    found = current_session()
    if found is None or not sessions.is_unseen(found, now=clock.now()):
        return
    session_id = found.id
    with writing():
        sessions.see(session_id, now=clock.now())
        db.session.commit()


def is_https() -> bool:
    """Say whether this site is reached by HTTPS, so that its cookies are bound to that."""
    return request.is_secure or settings().base_url.startswith("https://")
