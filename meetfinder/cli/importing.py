"""`flask import`: a meeting list from a file or an address comes in, all of it or nothing."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from meetfinder import clock
from meetfinder.cli import import_words as words
from meetfinder.cli.site import Refusal, settings
from meetfinder.db import db, writing
from meetfinder.exchange.meeting_guide.reading import Reading, Remark
from meetfinder.intake import bmlt, importing
from meetfinder.intake.compare import Comparison
from meetfinder.intake.fetch import Unreadable
from meetfinder.intake.writing import counts

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

DONE_WITH_REFUSED_ROWS = 1
"""The exit code of the contract."""
READERS = {**dict.fromkeys(importing.READERS, importing), bmlt.FORMAT: bmlt}
_SECONDS_BETWEEN_LINES = 5.0
_EXAMPLES = 5
_STAGES = {"read": "Reading", "write": "Writing"}


@click.command("import")
@click.argument("address", metavar="PATH_OR_URL")
@click.option(
    "--format", "list_format", required=True, metavar="FORMAT", help=f"One of {', '.join(READERS)}."
)
@click.option("--source", required=True, metavar="NAME", help="Name of the list, the same at every import.")
@click.option("--fellowship", default="", metavar="SLUG", help="Whose list it is, or independent.")
@click.option("--publish", is_flag=True, help="List what is new or changed at once, without a moderator.")
@click.option("--republish", is_flag=True, help="Record that its owner lets us pass the list on.")
@click.option("--force", is_flag=True, help="Accept a list that shrank by more than a fifth.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_list(
    *,
    address: str,
    list_format: str,
    source: str,
    fellowship: str,
    publish: bool,
    republish: bool,
    force: bool,
    dry_run: bool,
) -> None:
    """Read a meeting list and bring the directory up to date with it.

    Without --publish, what is new or changed waits for a moderator. A row that is missing from its list is
    paused at the first reading and withdrawn at the second. Exit code 0: done; 1: done, but rows were
    refused; 2: nothing done.
    """
    if list_format not in READERS:
        known = ", ".join(READERS)
        raise Refusal(f"Lists of the format {list_format} cannot be read; known are: {known}.")
    order = importing.Order(
        address=address,
        source=source,
        fellowship=fellowship,
        publish=publish,
        republish=republish,
        force=force,
        list_format=list_format,
    )
    with _in_a_sentence(address):
        prepared, comparison = _run(order, dry_run=dry_run)
    report = counts(comparison, prepared.reading)
    for word, count in report.items():
        click.echo(f"{word} {count}")
    _tell(prepared.reading)
    for key, other in comparison.elsewhere.items():
        number = prepared.reading.numbers[key]
        click.echo(f"Row {number} ({key}) is listed already, by the list {other}.")
    if dry_run:
        click.echo("Dry run: nothing was changed.")
    elif not publish and (report["created"] or report["changed"]):
        click.echo("New and changed rows wait for a moderator: --publish lists them at once.")
    if report["refused"]:
        sys.exit(DONE_WITH_REFUSED_ROWS)


def _run(order: importing.Order, *, dry_run: bool) -> tuple[importing.Prepared, Comparison]:
    site, reader = settings(), READERS[order.list_format]
    with _progress() as progress:
        prepared = reader.prepare(order, seeds=site.seeds, default_country=site.country, progress=progress)
        if dry_run:
            return prepared, prepared.comparison
        with writing():
            try:
                comparison = reader.apply(prepared, now=clock.now(), progress=progress)
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
    return prepared, comparison


@contextmanager
def _in_a_sentence(address: str) -> Iterator[None]:
    """Turn every expected reason for doing nothing into one sentence and the exit code of the contract."""
    try:
        yield
    except Unreadable as problem:
        raise Refusal(words.UNREADABLE[problem.code].format(address=address, detail=problem.detail)) from None
    except importing.NotAList as problem:
        raise Refusal(words.NOT_A_LIST[problem.code].format(address=address)) from None
    except importing.ImportRefused as problem:
        raise Refusal(words.REFUSED[problem.code].format(**problem.facts)) from None
    except LookupError as problem:
        raise Refusal(f"{problem.args[0]}.") from None


def _tell(reading: Reading) -> None:
    """Say what became of the rows that are not simply listed, never with words of theirs."""
    for remark in reading.refused:
        why = words.ROW[remark.code]
        click.echo(f"Row {remark.number} ({remark.key or 'no slug'}) refused: {remark.field} {why}.")
    for item in reading.duplicates:
        click.echo(f"Row {item.number} ({item.key}) says the same as row {item.same_as}.")
    for code, count in sorted(reading.unknown_codes.items()):
        click.echo(f"Unknown code {code}: {count} rows; kept, not shown.")
    _tell_remarks("Taken out", reading.linted, words.LINT)
    _tell_remarks("Note", reading.warnings, words.WARNINGS)


def _tell_remarks(title: str, remarks: tuple[Remark, ...], meanings: dict[str, str]) -> None:
    found = Counter((remark.field, remark.code) for remark in remarks)
    for (field, code), count in sorted(found.items()):
        rows = [str(item.number) for item in remarks if (item.field, item.code) == (field, code)]
        more = " …" if len(rows) > _EXAMPLES else ""
        click.echo(
            f"{title}: {meanings[code]} ({field}): {count}, in rows {', '.join(rows[:_EXAMPLES])}{more}"
        )


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar on a terminal, and otherwise now and then a line; both on standard error."""
    if not sys.stderr.isatty():
        yield _Lines().show
        return
    with ExitStack() as bars:
        yield _Bars(bars).show


class _Lines:
    """Says every few seconds how far the work has come."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def show(self, stage: str, done: int, total: int) -> None:
        if time.monotonic() - self._last >= _SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            click.echo(f"{_STAGES[stage]}: {done} of {total} rows", err=True)


class _Bars:
    """Draws a bar for each stage."""

    def __init__(self, until: ExitStack) -> None:
        self._until = until
        self._bars: dict[str, ProgressBar[int]] = {}

    def show(self, stage: str, done: int, total: int) -> None:
        if stage not in self._bars:
            bar = click.progressbar(length=total, label=_STAGES[stage], file=sys.stderr)
            self._bars[stage] = self._until.enter_context(bar)
        bar = self._bars[stage]
        bar.update(done - bar.pos)
