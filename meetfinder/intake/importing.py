"""A whole list comes in: read and compared outside the write transaction, applied inside it, all or nothing.

Nothing here commits. `prepare` reads and may take seconds; `apply` writes and is to be called inside
`db.writing()`, which the caller commits or, at any exception, leaves undone.
"""

import gc
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Fellowship, Format, Source
from meetfinder.directory.naming import slugify
from meetfinder.exchange.csv import reader as csv_reader
from meetfinder.exchange.meeting_guide import reader as meeting_guide_reader
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.draft import Context
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from meetfinder.exchange.rmf_csv import reader as rmf_csv_reader
from meetfinder.exchange.sheet import reader as sheet_reader
from meetfinder.intake.compare import Comparison, Row, compare, rows_of, shrank
from meetfinder.intake.connecting import TYPED, Reach
from meetfinder.intake.fetch import fetch, is_web_address
from meetfinder.intake.gazetteer import KnownPlaces
from meetfinder.intake.writing import write

FORMAT = "meeting-guide"
READERS = {
    FORMAT: meeting_guide_reader.read,
    "csv": csv_reader.read,
    "sheet": sheet_reader.read,
    "rmf-csv": rmf_csv_reader.read,
}
"""What reads a list, by the name of its format."""
INDEPENDENT = "independent"
"""Given as the fellowship: the list's groups belong to none."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how many of how many rows are."""


class ImportRefused(Exception):
    """Nothing was done; `code` says why and `facts` are for the sentence."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an operator asked for."""

    address: str
    """Path of a file, or http(s) address."""
    source: str
    """Name of the list; its slug tells it from others."""
    fellowship: str = ""
    """Slug, `independent`, or empty: that of the list when it was last read."""
    publish: bool = False
    republish: bool = False
    force: bool = False
    list_format: str = FORMAT
    """One of READERS, or that of a protocol with a module of its own here."""
    reach: Reach = TYPED
    """Which machines may be asked for the list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A list that was read, and what it would change as things stood then."""

    order: Order
    slug: str
    fellowship: str
    """Slug, or empty for independent groups."""
    reading: Reading
    rows: tuple[Row, ...]
    comparison: Comparison


def prepare(
    order: Order, *, seeds: Path, default_country: str, progress: Progress, text: str | None = None
) -> Prepared:
    """Fetch, read and compare a list. Writes nothing. `text` is the list where it has been fetched already.

    Raises ImportRefused, `fetch.Unreadable` or `reading.NotAList`.
    """

    def reading_of(fellowship: Fellowship | None) -> Reading:
        context = Context(
            program=(fellowship.meeting_guide_program or "") if fellowship else "",
            fellowship=fellowship.slug if fellowship else "",
            default_country=default_country,
            codes=CodeMap.from_seed(tomllib.loads((seeds / "formats.toml").read_text())),
            gazetteer=KnownPlaces(),
            today=clock.now().date(),
        )
        words = fetch(order.address, order.reach) if text is None else text
        return READERS[order.list_format](words, context, lambda done, total: progress("read", done, total))

    return prepare_with(order, reading_of)


def prepare_with(order: Order, reading_of: Callable[[Fellowship | None], Reading]) -> Prepared:
    """Compare what `reading_of` reads of a list for its fellowship; see `prepare`."""
    slug = slug_of(order)
    if not slug:
        raise ImportRefused("no_name")
    source = find_source(slug)
    fellowship = _fellowship(order, source)
    if db.session.scalar(select(Format.id).limit(1)) is None:
        raise ImportRefused("no_seeds")
    reading = reading_of(fellowship)
    rows = rows_of(reading.proposals)
    prepared = Prepared(
        order=order,
        slug=slug,
        fellowship=fellowship.slug if fellowship else "",
        reading=reading,
        rows=rows,
        comparison=compare(rows, source=source, publish=order.publish),
    )
    _guard(prepared, source)
    return prepared


def apply(prepared: Prepared, *, now: datetime, progress: Progress) -> Comparison:
    """Write what the list changes, compared anew with what is held now. Flushes.

    Raises ImportRefused when another import has meanwhile made the list look shrunken.
    """
    order = prepared.order
    source = find_source(prepared.slug, lock=True)
    _guard(prepared, source)
    comparison = compare(prepared.rows, source=source, publish=order.publish)
    if source is None:
        source = Source(slug=prepared.slug, name=order.source.strip()[:160], format=order.list_format)
        db.session.add(source)
    _record(source, prepared, now=now)
    db.session.flush()
    with _without_collector():
        write(
            comparison,
            prepared.reading,
            source=source,
            publish=order.publish,
            now=now,
            progress=lambda done, total: progress("write", done, total),
        )
    return comparison


def slug_of(order: Order) -> str:
    """Return the slug of the list; empty when its name has neither letters nor digits."""
    return slugify(order.source)[:80].strip("-")


def find_source(slug: str, *, lock: bool = False) -> Source | None:
    """Return the list of this slug; with `lock`, other imports of it wait until this transaction ends."""
    query = select(Source).where(Source.slug == slug)
    return db.session.scalar(query.with_for_update() if lock else query)


def check_fellowship(order: Order, *, usual: str = "") -> None:
    """Raise ImportRefused where a list could not be brought in: wrong kind of list, no or unknown fellowship.

    `usual` is the fellowship of lists that are new and name none.
    """
    source = find_source(slug_of(order))
    if source is None and not order.fellowship:
        order = replace(order, fellowship=usual)
    _fellowship(order, source)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep Python from looking for garbage: a fifth of the time goes into rows that are all in use."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _fellowship(order: Order, source: Source | None) -> Fellowship | None:
    if source is not None and (source.demo or source.format != order.list_format):
        raise ImportRefused("other_source", slug=source.slug)
    _keep_fellowship(order, source)
    if order.fellowship == INDEPENDENT:
        return None
    if order.fellowship:
        found = db.session.scalar(select(Fellowship).where(Fellowship.slug == order.fellowship))
        if found is None:
            raise ImportRefused("unknown_fellowship", slug=order.fellowship)
        return found
    if source is None:
        # A guess would put people's meetings under another fellowship's name and misread every code.
        raise ImportRefused("no_fellowship")
    return source.fellowship


def _keep_fellowship(order: Order, source: Source | None) -> None:
    """Refuse to move every meeting of a known list to another fellowship by a slip of the hand."""
    if source is None or order.force or not order.fellowship:
        return
    held = source.fellowship.slug if source.fellowship else INDEPENDENT
    if order.fellowship != held:
        raise ImportRefused("other_fellowship", source=source.slug, held=held, asked=order.fellowship)


def _guard(prepared: Prepared, source: Source | None) -> None:
    now = _usable(prepared.reading)
    if source is None or prepared.order.force:
        return
    if shrank(before=source.last_row_count, now=now):
        raise ImportRefused("shrank", before=source.last_row_count, now=now)


def _record(source: Source, prepared: Prepared, *, now: datetime) -> None:
    order = prepared.order
    source.fellowship = db.session.scalar(select(Fellowship).where(Fellowship.slug == prepared.fellowship))
    source.address = order.address[:500] if is_web_address(order.address) else None
    source.republish = source.republish or order.republish
    source.last_good_read = now
    source.last_row_count = _usable(prepared.reading)


def _usable(reading: Reading) -> int:
    """Count the rows that say something: a list whose rows all became unreadable has shrunk as well."""
    return len(reading.proposals) + len(reading.duplicates)


__all__ = [
    "FORMAT",
    "INDEPENDENT",
    "READERS",
    "ImportRefused",
    "NotAList",
    "Order",
    "Prepared",
    "Progress",
    "apply",
    "check_fellowship",
    "prepare",
    "prepare_with",
]
