"""Sends HSDS answers: compressed, with an ETag, the licence in a header, and from a file of their own."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from flask import Response, request

from meetfinder import clock
from meetfinder.exchange.hsds import pages
from meetfinder.exchange.hsds.services import About
from meetfinder.web.feeds import asked, store
from meetfinder.web.feeds.version import version
from meetfinder.web.hsds.reading import Paging

JSON, LINES = "application/json", "application/x-ndjson"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"

Record = Iterable[str]
"""The text of a record in pieces."""


def about() -> About:
    """Return who answers, and when."""
    return About(publisher=asked.publisher(), now=clock.now())


def send_list(
    said: About,
    paging: Paging,
    *,
    page: Callable[[], tuple[int, Iterable[Record]]],
    every: Callable[[], Iterable[Record]],
) -> Response:
    """Send a page (`page` returns the number of all records and those of it), or every record as lines."""
    if paging.lines:
        return _send(said, lambda: pages.lines(every()), LINES)
    return _send(said, lambda: _page(said, paging, page), JSON)


def send_record(said: About, record: Record) -> Response:
    """Send one record."""
    return _send(said, lambda: record, JSON)


def _page(said: About, paging: Paging, page: Callable[[], tuple[int, Iterable[Record]]]) -> Iterator[str]:
    total, records = page()
    return pages.page(records, said.publisher, total=total, number=paging.number, per_page=paging.size)


def _send(said: About, pieces: Callable[[], Iterable[str]], mimetype: str) -> Response:
    """Send what an address means in this hour: hours have the offset of the next date, which passes."""
    state = version(
        "hsds", request.path, sorted(request.args.items(multi=True)), _hour(said.now), said.publisher,
        today=said.now.date(),
    )  # fmt: skip
    response = store.answer("hsds", state, pieces, mimetype=mimetype, keep=False)
    response.headers["Link"] = f'<{LICENCE_ADDRESS}>; rel="license"'
    return response


def _hour(now: datetime) -> datetime:
    return now.replace(minute=0, second=0, microsecond=0)
