"""Brings a kept payload up to date instead of making it anew: what was written of a listing stays as it was.

Beside a payload of one line for each listing lies a file that says of which edition each line is. A new
version takes over the lines of the newest older one whose edition is still the present one, and only what is
of another edition, or depends on the day, is written. Nothing is taken over from a file that was made under
other shared facts, that is damaged, or whose line is not that listing's: then more is written, never less.
"""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path

from meetfinder.exchange.published import Edition
from meetfinder.web.feeds import store

BATCH = 1000
"""Listings looked at together: so much is held in memory."""
EDITIONS = ".editions"
_NO_ROW = "-"

Write = Callable[[list[int]], Mapping[int, str | None]]
"""Makes the lines of listings by id; None, or no entry, for those that are not in the payload."""


def renewed(
    name: str, version: str, *, head: str, today: date, editions: Iterable[Edition], write: Write
) -> Iterator[str]:
    """Yield the lines of a version of the payload `name` that `store.kept` is about to keep.

    `head` stands for what all lines have in common, `editions` come in the order of their public ids. Lines
    hold the public id, and no line break.
    """
    beside = store.path_of(name, version).with_suffix(EDITIONS)
    unfinished = beside.with_suffix(EDITIONS + ".new")
    older = _Older(_newest(name, head), today=today)
    present = iter(editions)
    with unfinished.open("w", encoding="utf-8") as told:
        told.write(f"{head}\n")
        while batch := list(islice(present, BATCH)):
            for edition, line in _lines(batch, older, write):
                stamp = _stamp(edition, today)
                told.write(f"{edition.public_id} {stamp}{'' if line else ' ' + _NO_ROW}\n")
                if line:
                    yield line
    store.appear(unfinished, beside)


def _lines(batch: Sequence[Edition], older: "_Older", write: Write) -> Iterator[tuple[Edition, str | None]]:
    """Yield each listing of a batch with its line, if it has one, writing those that cannot be taken over."""
    taken = {edition.id: older.take(edition) for edition in batch}
    missing = [number for number, line in taken.items() if line is None]
    written = write(missing) if missing else {}
    for edition in batch:
        line = taken[edition.id]
        yield edition, written.get(edition.id) if line is None else line


def _stamp(edition: Edition, today: date) -> str:
    return f"{edition.edition}@{today:%Y%m%d}" if edition.dated else str(edition.edition)


def _newest(name: str, head: str) -> Path | None:
    """Return the newest file of the payload that was made under the same shared facts."""
    for path in store.older(name):
        with suppress(OSError, UnicodeDecodeError), path.with_suffix(EDITIONS).open(encoding="utf-8") as told:
            if told.readline() == f"{head}\n":
                return path
    return None


class _Older:
    """The lines of an older file, walked once, in step with the listings of now."""

    def __init__(self, path: Path | None, *, today: date) -> None:
        self._today = today
        self._rows = _rows_of(path) if path else iter(())
        self._next = self._read()

    def take(self, edition: Edition) -> str | None:
        """Return the line of the listing, empty where it has none; None where it has to be written.

        Listings are asked for in the order of their public ids.
        """
        while self._next and self._next[0] < edition.public_id:
            self._next = self._read()
        if not self._next or self._next[0] != edition.public_id:
            return None
        _, stamp, line = self._next
        if stamp != _stamp(edition, self._today) or (line and edition.public_id not in line):
            return None
        return line

    def _read(self) -> tuple[str, str, str] | None:
        # Whatever is wrong with an old file, nothing more is taken from it.
        with suppress(OSError, EOFError, zlib.error, ValueError):
            return next(self._rows, None)
        self._rows = iter(())
        return None


def _rows_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield public id, stamp and line of each listing of a kept file; the line is empty where it has none."""
    with (
        path.with_suffix(EDITIONS).open(encoding="utf-8") as told,
        gzip.open(path, "rt", encoding="utf-8", newline="\n") as text,
    ):
        next(told, None)
        next(text, None)
        for row in told:
            public_id, stamp, *no_row = row.split()
            if no_row:
                yield public_id, stamp, ""
                continue
            line = next(text, "").rstrip(",\n")
            if not line:
                return
            yield public_id, stamp, line
