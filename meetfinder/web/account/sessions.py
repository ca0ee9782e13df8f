"""One's own account: where one is signed in, and ending that."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import sessions
from meetfinder.web import signed_in
from meetfinder.web.edge import writes


def show() -> str:
    """List the sessions of this account."""
    account = signed_in.current_account()
    return render_template(
        "account/sessions.html",
        account=account,
        sessions=sessions.sessions_of(account, now=clock.now()),
        present=signed_in.required_session().id,
    )


@writes
def end(number: int) -> Response:
    """End one of this account's sessions; 404 for one of somebody else's."""
    mine = sessions.sessions_of(signed_in.current_account(), now=clock.now())
    found = next((session for session in mine if session.id == number), None)
    if found is None:
        abort(404)
    if found.id == signed_in.required_session().id:
        signed_in.sign_out()
        return redirect(url_for("account.sign_in"), 303)
    sessions.end_session(found, now=clock.now())
    return redirect(url_for("account.sessions"), 303)


@writes
def sign_out() -> Response:
    """End this session."""
    signed_in.sign_out()
    return redirect(url_for("finder.home"), 303)
