"""The second factor of moderators: asked once a session, set up after an invitation only."""

import segno
from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import Forbidden
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import second_factor
from meetfinder.accounts.models import Account, Purpose
from meetfinder.web import signed_in, throttle
from meetfinder.web.account.places import home_of
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.site import settings

WRONG, TOO_OFTEN = 422, 429
NEEDS_INVITATION = _l(
    "A second factor is set up with the link of an invitation. Ask an administrator for a new one."
)


def ask() -> str | Response:
    """Ask for a code."""
    account = signed_in.current_account()
    if account.totp_secret is None:
        raise Forbidden(str(NEEDS_INVITATION))
    return render_template("account/second_factor.html")


@writes
def check() -> Response | tuple[str, int]:
    """Let the session decide when the code of the authenticator, or one on paper, is right."""
    account, code = signed_in.current_account(), request.form.get("code", "")
    if not throttle.is_allowed(throttle.SECOND_FACTOR, "second-factor", str(account.id)):
        return render_template("account/second_factor.html", error="too_often"), TOO_OFTEN
    now = clock.now()
    right = second_factor.check_totp(account, code, now=now)
    if not right and not second_factor.use_recovery_code(account, code, now=now):
        return render_template("account/second_factor.html", error="wrong"), WRONG
    signed_in.pass_second_factor()
    return redirect(home_of(account), 303)


def show_set_up() -> str | Response:
    """Show the secret as a picture and as text, to somebody who was invited and has not used it yet."""
    return _set_up_page(signed_in.current_account()) if _is_invited() else _to_second_factor()


@writes
def enrol() -> str | tuple[str, int] | Response:
    """Set the authenticator up with its first code and show the recovery codes, this once."""
    if not _is_invited():
        return _to_second_factor()
    account = signed_in.current_account()
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
        "account/set_up.html",
        picture=Markup(picture),  # noqa: S704
        secret=account.totp_pending,
        error=error,
    )


def _is_invited() -> bool:
    """Say whether an invitation opened this session, with its authenticator still to be set up."""
    session = signed_in.required_session()
    return session.opened_by == Purpose.INVITE and session.account.totp_pending is not None


def _to_second_factor() -> Response:
    return redirect(url_for("account.second_factor"), 303)
