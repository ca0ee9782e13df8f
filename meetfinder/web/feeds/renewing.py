"""Brings a kept payload up to date instead of making it anew: what was written of a listing stays as it was.

Beside a payload of one line for each listing lies a file that says of which edition each line is. A new
version takes over the lines of the newest older one whose edition is still the present one, and only what is
of another edition, or depends on the day, is written. Nothing is taken over from a file that was made under
other shared facts, that is damaged, or whose line is not that listing's: then more is written, never less.

The site's address stands in every line. Where a site has not been told its own, a payload can be made for
ADDRESS_TO_COME; its lines are taken over for whatever address is asked.
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
ADDRESS_TO_COME = "https://address.invalid"
"""Nobody's: names that end so are kept free (RFC 2606)."""

Write = Callable[[list[int]], Mapping[int, str | None]]
"""Makes the lines of listings by id; None, or no entry, for those that are not in the payload."""


def renewed(
    name: str,
    version: str,
    *,
    head: str,
    address: str,
    today: date,
    editions: Iterable[Edition],
    write: Write,
) -> Iterator[str]:
    """Yield the lines of a version of the payload `name` that `store.kept` is about to keep.

    `head` stands for what all lines have in common but for the site's `address`; `editions` come in the order
    of their public ids. Lines hold the public id, and no line break.
    """
    beside = store.path_of(name, version).with_suffix(EDITIONS)
    unfinished = beside.with_suffix(EDITIONS + ".new")
    older = _newest(name, head, address)
    present = ((edition, _stamp(edition, today)) for edition in editions)
    with unfinished.open("w", encoding="utf-8") as told:
        told.write(f"{head} {address}\n")
        while batch := list(islice(present, BATCH)):
            lines = _lines(batch, older, write)
            told.writelines(
                f"{edition.public_id} {stamp}{'' if line else _NO_ROW}\n"
                for (edition, stamp), line in zip(batch, lines, strict=True)
            )
            yield from filter(None, lines)
    store.appear(unfinished, beside)


def _lines(batch: Sequence[tuple[Edition, str]], older: "_Older", write: Write) -> list[str | None]:
    """Return the line of each listing of a batch, if it has one, writing those that cannot be taken over."""
    lines = [older.take(edition.public_id, stamp) for edition, stamp in batch]
    missing = [at for at, line in enumerate(lines) if line is None]
    if missing:
        written = write([batch[at][0].id for at in missing])
        for at in missing:
            lines[at] = written.get(batch[at][0].id)
    return lines


def _stamp(edition: Edition, today: date) -> str:
    return f"{edition.edition}@{today:%Y%m%d}" if edition.dated else str(edition.edition)


def _newest(name: str, head: str, address: str) -> "_Older":
    """Return the lines of the newest file of the payload that was made under the same shared facts."""
    known = {f"{head} {address}\n": ""}
    if address:  # Without one whole fields are left out.
        known[f"{head} {ADDRESS_TO_COME}\n"] = ADDRESS_TO_COME
    for path in store.older(name):
        with suppress(OSError, UnicodeDecodeError), path.with_suffix(EDITIONS).open(encoding="utf-8") as told:
            if (said := told.readline()) in known:
                return _Older(path, stand_in=known[said], address=address)
    return _Older(None)


class _Older:
    """The lines of an older file, walked once, in step with the listings of now."""

    def __init__(self, path: Path | None, *, stand_in: str = "", address: str = "") -> None:
        self._rows = _rows_of(path) if path else iter(())
        self._next = next(self._rows, None)
        self._stand_in, self._address = stand_in, address

    def take(self, public_id: str, stamp: str) -> str | None:
        """Return the line of a listing, empty where it has none; None where it has to be written.

        Listings are asked for in the order of their public ids.
        """
        row = self._next
        while row and row[0] < public_id:
            row = self._next = next(self._rows, None)
        if not row or row[0] != public_id or row[1] != stamp:
            return None
        line = row[2].replace(self._stand_in, self._address) if self._stand_in else row[2]
        return line if not line or public_id in line else None


def _rows_of(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield public id, stamp and line of each listing of a kept file; the line is empty where it has none.

    Whatever is wrong with the file, nothing more is taken from it.
    """
    with (
        suppress(OSError, EOFError, zlib.error, ValueError),
        path.with_suffix(EDITIONS).open(encoding="utf-8") as told,
        gzip.open(path, "rt", encoding="utf-8", newline="\n") as text,
    ):
        next(told, None)
        next(text, None)
        for row in told:
            public_id, stamp = row.split()
            if stamp.endswith(_NO_ROW):
                yield public_id, stamp.removesuffix(_NO_ROW), ""
                continue
            line = next(text, "").rstrip(",\n")
            if not line:
                return
            yield public_id, stamp, line
