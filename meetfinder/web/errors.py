"""What somebody reads when something is wrong: a page, or problem+json (RFC 9457) in the API."""

import json
import secrets
import sqlite3
from http import HTTPStatus
from typing import Any

import psycopg
from flask import Flask, Response, current_app, render_template, request
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import BadHost, HTTPException, InternalServerError

from meetfinder.db import db, is_busy
from meetfinder.places import PlacesError
from meetfinder.web import health, logs
from meetfinder.web.headers import API, HSDS
from meetfinder.web.languages import lazy_gettext
from meetfinder.web.parameters import BadParameter

PROBLEM_JSON = "application/problem+json"
PLAIN_TEXT = "text/plain; charset=utf-8"
BAD_HOST = "The name of this site was not sent as a host name: open the site by its usual address."
DATABASE_ERRORS = (DBAPIError, sqlite3.Error, psycopg.Error)
"""Those of the drivers too, because the search speaks to them directly."""
TITLES = {
    400: lazy_gettext("Something in the address or form is wrong"),
    403: lazy_gettext("This is not allowed"),
    404: lazy_gettext("There is no such page"),
    405: lazy_gettext("This cannot be done here"),
    410: lazy_gettext("This meeting is no longer listed"),
    413: lazy_gettext("That was too much to send"),
    429: lazy_gettext("Too many requests"),
    500: lazy_gettext("Something went wrong on our side"),
    503: lazy_gettext("This site is not ready"),
}
MESSAGES = {
    404: lazy_gettext("The address may be mistyped, or what was here has moved."),
    405: lazy_gettext("The address exists, but not for what was tried."),
    413: lazy_gettext("Please send less text."),
    500: lazy_gettext(
        "It is not your fault. Please try again; if it stays, tell whoever runs this site the reference."
    ),
}
NOT_SET_UP = lazy_gettext(
    "The directory is not set up: whoever runs this site needs to run “flask init” and look at its log."
)
BUSY = lazy_gettext(
    "Others are changing something at this moment, so nothing was saved. Load this page again to send it "
    "once more."
)
BUSY_SECONDS = "10"
"""After how long a program may come back."""


class Problem(HTTPException):
    """An error of the API with members of its own, such as `choices`."""

    def __init__(self, status: int, detail: str, **members: Any) -> None:
        super().__init__(detail)
        self.code = status
        self.members = members


def register(app: Flask) -> None:
    """Answer every exception in words."""
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(BadParameter, _answer_parameter)
    for kind in DATABASE_ERRORS:
        app.register_error_handler(kind, _answer_database)
    app.register_error_handler(PlacesError, _answer_places)
    app.log_exception = _log_nothing  # type: ignore[method-assign, assignment]  # Flask's own would log the address.


def error_response(status: int, message: object = "", *, reference: str = "", **members: Any) -> Response:
    """Return the page or the problem+json for a status; `message` is a sentence for the visitor."""
    phrase = HTTPStatus(status).phrase
    title = str(TITLES.get(status, phrase))
    message = str(message or MESSAGES.get(status) or f"{title}.")
    if isinstance(request.routing_exception, BadHost):
        # No address can be made without a host, so there is neither a page with links nor a way back.
        return Response(f"{BAD_HOST}\n", HTTPStatus.BAD_REQUEST, content_type=PLAIN_TEXT)
    if not request.path.startswith((API, HSDS)):
        return _page(status, title, message, reference)
    # RFC 9457 §4.2.1: with this type the title is the phrase of the status.
    problem = {"type": "about:blank", "title": phrase, "status": status, "detail": message, **members}
    if reference:
        problem["reference"] = reference
    return Response(json.dumps(problem, ensure_ascii=False), status, content_type=PROBLEM_JSON)


def _page(status: int, title: str, message: str, reference: str) -> Response:
    words = {"code": status, "title": title, "message": message, "reference": reference or None}
    try:
        return Response(render_template("error.html", **words), status)
    except DATABASE_ERRORS as problem:
        # The frame of the page asks the database below 500 only, so this does not come back here.
        return _answer_database(problem)


def _answer_http(problem: HTTPException) -> Response:
    status = problem.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if isinstance(problem, InternalServerError):
        return _answer_failure(problem.original_exception or problem)
    said = problem.description if problem.description != type(problem).description else ""
    members = problem.members if isinstance(problem, Problem) else {}
    response = error_response(status, said or "", **members)
    for name, value in problem.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    return response


def _answer_parameter(problem: BadParameter) -> Response:
    return error_response(HTTPStatus.BAD_REQUEST, problem.message, parameter=problem.name)


def _answer_database(problem: Exception) -> Response:
    """Answer 503 while others write or there is no usable database; all else is an error of the program."""
    db.session.rollback()  # The failed statement would stop the page from asking anything else.
    if is_busy(problem):
        response = error_response(HTTPStatus.SERVICE_UNAVAILABLE, BUSY)
        response.headers["Retry-After"] = BUSY_SECONDS
        return response
    if health.database_problem() is None:
        raise problem
    return error_response(HTTPStatus.SERVICE_UNAVAILABLE, NOT_SET_UP)


def _answer_places(_problem: PlacesError) -> Response:
    return error_response(HTTPStatus.SERVICE_UNAVAILABLE, NOT_SET_UP)


def _log_nothing(_raised: object) -> None:
    """Stand in for Flask's log of exceptions; `_answer_failure` writes ours."""


def _answer_failure(problem: BaseException) -> Response:
    reference = secrets.token_hex(4)
    current_app.logger.error(
        "%s %s failed, reference %s\n%s", request.method, logs.route(), reference, logs.where(problem)
    )
    return error_response(HTTPStatus.INTERNAL_SERVER_ERROR, reference=reference)
