"""Signing in by a link in a mail, the second factor of moderators, and one's own sessions."""

from flask import Blueprint

from meetfinder.web.account import second_factor, sessions, sign_in

blueprint = Blueprint("account", __name__)
for method, rule, endpoint, view in (
    ("GET", "/sign-in", "sign_in", sign_in.ask),
    ("POST", "/sign-in", "send_link", sign_in.send_link),
    ("GET", "/sign-in/<token>", "link", sign_in.show_link),
    ("POST", "/sign-in/<token>", "use_link", sign_in.use_link),
    ("GET", "/second-factor", "second_factor", second_factor.ask),
    ("POST", "/second-factor", "check_second_factor", second_factor.check),
    ("GET", "/second-factor/set-up", "set_up", second_factor.show_set_up),
    ("POST", "/second-factor/set-up", "enrol", second_factor.enrol),
    ("GET", "/account", "sessions", sessions.show),
    ("POST", "/account/sessions/<int:number>/end", "end_session", sessions.end),
    ("POST", "/sign-out", "sign_out", sessions.sign_out),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
