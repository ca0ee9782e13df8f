"""What an import or a reading says: how far it has come, what became of the rows, why nothing was done."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from meetfinder.cli import import_words as words
from meetfinder.exchange.meeting_guide.reading import Reading, Remark
from meetfinder.intake import elsewhere, importing
from meetfinder.intake.compare import Comparison
from meetfinder.intake.fetch import Unreadable
from meetfinder.intake.writing import counts

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

EXPECTED = (Unreadable, importing.NotAList, importing.ImportRefused, LookupError)
"""Every reason for doing nothing that `sentence` can tell."""
_SECONDS_BETWEEN_LINES = 5.0
_EXAMPLES = 5
_STAGES = {"read": "Reading", "write": "Writing"}


def sentence(problem: Exception, address: str) -> str:
    """Say why nothing was done with the list at this address."""
    if isinstance(problem, Unreadable):
        return words.UNREADABLE[problem.code].format(address=address, detail=problem.detail)
    if isinstance(problem, importing.NotAList):
        return words.NOT_A_LIST[problem.code].format(address=address)
    if isinstance(problem, importing.ImportRefused):
        return words.REFUSED[problem.code].format(**problem.facts)
    return f"{problem.args[0]}."


def tell(reading: Reading, comparison: Comparison) -> dict[str, int]:
    """Say what became of the rows, and return the counts of the contract."""
    report = counts(comparison, reading)
    for word, count in report.items():
        click.echo(f"{word} {count}")
    _tell(reading)
    for key, other in comparison.elsewhere.items():
        row = _row(reading, key)
        if other == elsewhere.SMALLER:
            click.echo(f"{row} is not listed anew: people here have paused or closed the same meeting.")
            continue
        whose = f"by the list {other}" if other else "by its group"
        click.echo(f"{row} is listed already, {whose}.")
    for key, fields in comparison.left_out.items():
        # The key itself may hold the words.
        click.echo(
            f"Row {reading.numbers[key]}: words that were erased here are left out ({', '.join(fields)})."
        )
    for key, fields in comparison.kept.items():
        click.echo(f"{_row(reading, key)}: what people here made smaller stays so ({', '.join(fields)}).")
    return report


def _row(reading: Reading, key: str) -> str:
    """Name a row; one of which the key was erased here has no number by it."""
    return f"Row {reading.numbers[key]} ({key})" if key in reading.numbers else f"A row ({key})"


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
def progress() -> Iterator[Callable[[str, int, int], None]]:
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
