"""Logs without a trace of what anybody searched: a route's template and a status, no address, no value.

Filters on the loggers of the servers do this: it holds for `flask run` and for gunicorn under any settings.
Only `flask run --debug`, which is for developers, shows requests that fail as they were.
"""

import logging
import traceback
from contextvars import ContextVar
from types import TracebackType

from flask import Flask, Response, request

NO_ROUTE = "(no route)"
UNREADABLE = "A request that could not be read was refused."
_last: ContextVar[str] = ContextVar("last_request", default="")
"""Method, route and status of the request answered last in this thread, until its line is written."""


def register(app: Flask) -> None:
    """Remember the route of each request and clean what the servers write."""
    app.after_request(_remember)
    for name, filter_ in (
        ("werkzeug", _DevelopmentServer()),
        ("gunicorn.access", _GunicornAccess()),
        ("gunicorn.error", _GunicornErrors()),
    ):
        logger = logging.getLogger(name)
        if not any(isinstance(known, type(filter_)) for known in logger.filters):
            logger.addFilter(filter_)


def route() -> str:
    """Return the template of the present request's route, for example `/near/<area>`."""
    return request.url_rule.rule if request.url_rule else NO_ROUTE


def where(problem: BaseException) -> str:
    """Say where an exception and those it stems from were raised: types and lines of code, no values."""
    told: list[str] = []
    link: BaseException | None = problem
    while link is not None:
        told.append(f"{type(link).__module__}.{type(link).__qualname__}\n{_frames(link.__traceback__)}")
        link = link.__cause__ or link.__context__
    return "\ncaused by ".join(told)


def _frames(start: TracebackType | None) -> str:
    return "\n".join(
        f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(start)
    )


def _remember(response: Response) -> Response:
    _last.set(f"{request.method} {route()} {response.status_code}")
    return response


class _DevelopmentServer(logging.Filter):
    """Rewrites the lines of `flask run`; its own announcements have no arguments and stay."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record and let it pass."""
        if str(record.msg).startswith("Error on request"):
            record.msg, record.args = "A request ended in an error outside of the application.", ()
        elif " - - [" in str(record.msg):
            record.msg, record.args = _last.get() or UNREADABLE, ()
            _last.set("")
        return True


class _GunicornAccess(logging.Filter):
    """Rewrites an access line, whatever format was asked for."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record and let it pass."""
        record.msg, record.args = _last.get() or UNREADABLE, ()
        _last.set("")
        return True


class _GunicornErrors(logging.Filter):
    """Takes addresses and values out of what gunicorn says about a request that failed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record and let it pass."""
        if record.levelno == logging.DEBUG and record.args:
            # Its one debug line with values is the method and the path, which may hold an area.
            record.msg, record.args = "A request came in.", ()
        elif str(record.msg).startswith("Invalid request"):
            record.msg, record.args = UNREADABLE, ()
        elif record.exc_info and not str(record.msg).startswith("Exception in worker process"):
            problem = record.exc_info[1]
            told = f"\n{where(problem)}" if problem else ""
            record.msg, record.args, record.exc_info = f"A request could not be handled.{told}", (), None
        return True
