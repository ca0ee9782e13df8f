"""Signing in: an address is typed, a link is mailed, its page has a button, and the button signs in."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import second_factor, tokens
from meetfinder.accounts.models import Account, Purpose, Role, SignInToken
from meetfinder.accounts.registry import find_account, normalised
from meetfinder.accounts.tokens import TokenRefused
from meetfinder.db import db
from meetfinder.mail import outbox
from meetfinder.web import signed_in, throttle
from meetfinder.web.account.places import home_of
from meetfinder.web.edge import writes
from meetfinder.web.languages import language

TOO_OFTEN = 429
REFUSED = {"unknown": 404, "used": 410, "expired": 410}
AFTER_CONFIRMING: dict[str, Callable[[str, Account], str]] = {}
"""What a used confirmation does, by the word before the colon of its subject; each returns where to go on."""
ASKED: dict[str, Callable[[str, Account], dict[str, Any]]] = {}
"""What a confirmation asks of an account besides, by the same word; each returns what its page shows."""


def ask() -> str:
    """Show the box for one's address."""
    return render_template("account/sign_in.html", typed="")


@writes
def send_link() -> str | tuple[str, int]:
    """Queue a link for whoever has an account, and say the same to everybody."""
    typed = request.form.get("email", "").strip()
    try:
        address = normalised(typed)
    except ValueError:
        return render_template("account/sign_in.html", typed=typed[:254], error="not_an_address"), 422
    if not throttle.is_allowed(throttle.SIGN_IN_BY_VISITOR, "sign-in"):
        return render_template("account/sign_in.html", typed=typed, error="too_often"), TOO_OFTEN
    account = find_account(address)
    wanted = throttle.is_allowed(throttle.SIGN_IN_BY_ADDRESS, "sign-in-to", address)
    if account is not None and account.disabled_at is None and wanted:
        context = {"account": account.id}
        outbox.queue("sign_in", to=account.email, context=context, language=language(), now=clock.now())
    return render_template("account/link_sent.html", email=address)


def show_link(token: str) -> str | tuple[str, int]:
    """Show the button; mail programs that open links use up nothing."""
    try:
        found = tokens.look_at(token, now=clock.now())
    except TokenRefused as problem:
        return _refused(problem)
    word, _, what = found.subject.partition(":") if found.purpose == Purpose.CONFIRM else ("", "", "")
    account = db.session.get_one(Account, found.account_id)
    asked = ASKED[word](what, account) if word in ASKED else {}
    return render_template("account/link.html", purpose=found.purpose, token=token, **asked)


@writes
def use_link(token: str) -> Response | tuple[str, int]:
    """Use the link: sign in, and do what it confirms."""
    try:
        found, account = tokens.redeem(token, now=clock.now())
    except TokenRefused as problem:
        return _refused(problem)
    signed_in.sign_in(account, opened_by=Purpose(found.purpose))
    return redirect(_after(found, account), 303)


def _after(token: SignInToken, account: Account) -> str:
    if token.purpose == Purpose.INVITE:
        second_factor.begin_enrolment(account)
        return url_for("account.set_up")
    if token.purpose == Purpose.CONFIRM:
        word, _, what = token.subject.partition(":")
        return AFTER_CONFIRMING[word](what, account)
    return url_for("account.second_factor") if account.role != Role.ORGANIZER else home_of(account)


def _refused(problem: TokenRefused) -> tuple[str, int]:
    """Say why a link does not work and how to get another; nothing tells an unknown link from a wrong one."""
    return render_template("account/link_refused.html", code=problem.code), REFUSED[problem.code]
