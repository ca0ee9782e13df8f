"""The second factor of moderators: asked once a session, set up after an invitation only."""

import segno
from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import second_factor
from meetfinder.accounts.models import Account, Purpose, Role
from meetfinder.web import signed_in, throttle
from meetfinder.web.account.places import home_of
from meetfinder.web.edge import writes
from meetfinder.web.site import settings

WRONG, TOO_OFTEN = 422, 429
NEEDS_INVITATION = "A second factor is set up with the link of an invitation. Ask an administrator for a new one."


def ask() -> str | Response:
    """Ask for a code."""
    account = _deciding_account()
    if account.totp_secret is None:
        raise Forbidden(NEEDS_INVITATION)
    return render_template("account/second_factor.html")


@writes
def check() -> Response | tuple[str, int]:
    """Let the session decide when the code of the authenticator, or one on paper, is right."""
    account, code = _deciding_account(), request.form.get("code", "")
    if not throttle.is_allowed(throttle.SECOND_FACTOR, "second-factor", str(account.id)):
        return render_template("account/second_factor.html", error="too_often"), TOO_OFTEN
    now = clock.now()
    right = second_factor.check_totp(account, code, now=now)
    if not right and not second_factor.use_recovery_code(account, code, now=now):
        return render_template("account/second_factor.html", error="wrong"), WRONG
    signed_in.pass_second_factor()
    return redirect(home_of(account), 303)


def show_set_up() -> str:
    """Show the secret as a picture and as text."""
    return _set_up_page(_invited_account())


@writes
def enrol() -> str | tuple[str, int]:
    """Set the authenticator up with its first code and show the recovery codes, this once."""
    account = _invited_account()
    if not throttle.is_allowed(throttle.SECOND_FACTOR, "second-factor", str(account.id)):
        return _set_up_page(account, error="too_often"), TOO_OFTEN
    codes = second_factor.enrol_totp(account, request.form.get("code", ""), now=clock.now())
    if codes is None:
        return _set_up_page(account, error="wrong"), WRONG
    signed_in.pass_second_factor()
    return render_template("account/recovery_codes.html", codes=codes, next=home_of(account))


def _set_up_page(account: Account, *, error: str = "") -> str:
    uri = second_factor.provisioning_uri(account, issuer=settings().site_name)
    # The picture is drawn by us from our own text: nothing in it was typed by anybody.
    picture = segno.make(uri, error="m").svg_inline(scale=4, light="#fff", border=4)
    return render_template(
        "account/set_up.html", picture=Markup(picture), secret=account.totp_pending, error=error  # noqa: S704
    )


def _deciding_account() -> Account:
    account = signed_in.current_account()
    if account.role == Role.ORGANIZER:
        raise Forbidden
    return account


def _invited_account() -> Account:
    """Return the account of a session that an invitation opened and that still has to set up its authenticator."""
    account = _deciding_account()
    if signed_in.required_session().opened_by != Purpose.INVITE or account.totp_pending is None:
        raise Forbidden(NEEDS_INVITATION)
    return account
