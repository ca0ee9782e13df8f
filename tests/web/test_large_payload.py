"""A payload of several pages and blocks: every meeting once, in order, and no file of one that failed."""

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from meetfinder.exchange.published import PAGE
from meetfinder.web.feeds import store
from tests.bench.bench_feeds import FEED, a_site, fill


def test_every_meeting_of_several_pages_is_there_once(tmp_path: Path) -> None:
    app, count = a_site(tmp_path), 2 * PAGE + 100
    fill(app, count)
    rows = app.test_client().get(FEED).get_json()
    ids = [row["slug"].rsplit("-", 1)[-1] for row in rows]
    assert len(set(ids)) == count
    assert ids == sorted(ids)


def test_text_of_many_blocks_is_packed_in_order() -> None:
    lines = [f"{number:07} ñ\n" * 100 for number in range(20_000)]
    packed = io.BytesIO()
    store.compress(lines, packed)
    assert gzip.decompress(packed.getvalue()).decode() == "".join(lines)


def test_a_payload_that_fails_half_way_leaves_no_file(app: Flask) -> None:
    def broken() -> Iterator[str]:
        yield "x" * 5_000_000
        raise ValueError("half way")

    with app.test_request_context(), pytest.raises(ValueError, match="half way"):
        store.kept("broken", "1", broken)
    assert not list((app.extensions["settings"].instance / store.FOLDER).glob("broken@*.gz"))
    with app.test_request_context(), store.kept("broken", "1", lambda: ["whole"]) as file:
        assert gzip.decompress(file.read()) == b"whole"
