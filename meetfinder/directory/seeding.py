"""Loads the seed files into the directory; doing it again changes nothing but what the files changed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from meetfinder.db import Model, db
from meetfinder.directory import seed_files
from meetfinder.directory.models import Fellowship, Format, Group, Source, meeting_format
from meetfinder.directory.seed_files import SeedError, Wanted
from meetfinder.directory.seed_kinds import Columns

__all__ = ["SeedError", "SeedReport", "TableReport", "compare", "load"]

_SEARCHED_BY = frozenset({"kind", "for_family"})
"""What of a fellowship stands in the search tables too."""


@dataclass(frozen=True, slots=True)
class TableReport:
    """What one file changes: `total` entries are in it."""

    file: str
    total: int
    added: int
    changed: int
    removed: int
    kept: tuple[str, ...]
    """No longer in the file, but something listed belongs to them."""
    outdated_checks: tuple[str, ...]
    """Checked by the operator, but read anew since: they need another check."""

    @property
    def is_loaded(self) -> bool:
        """Whether the table says what the file says."""
        return not (self.added or self.changed or self.removed)


@dataclass(frozen=True, slots=True)
class SeedReport:
    """What all files change."""

    tables: tuple[TableReport, ...]
    search_is_stale: bool
    """A fellowship changed its kind or family flag: `search.index.rebuild` is needed."""


@dataclass(frozen=True, slots=True)
class _Difference:
    wanted: Wanted
    new: list[Columns]
    changed: list[tuple[Any, Columns]]
    gone: list[Any]
    kept: list[Any]


def load(*, seeds: Path, instance: Path) -> SeedReport:
    """Make the tables equal to the files of `seeds` and of `<instance>/seeds`, and say what that changed.

    Raise SeedError, before anything is changed, when a file cannot be used. Flushes.
    """
    differences = _differences(seeds=seeds, instance=instance)
    report = _report(differences)
    for difference in differences:
        db.session.add_all(difference.wanted.kind.model(**columns) for columns in difference.new)
        for row, columns in difference.changed:
            for name, value in columns.items():
                setattr(row, name, value)
        for row in difference.gone:
            db.session.delete(row)
    db.session.flush()
    return report


def compare(*, seeds: Path, instance: Path) -> SeedReport:
    """Say what `load` would change, and change nothing; raise SeedError as it does."""
    return _report(_differences(seeds=seeds, instance=instance))


def _differences(*, seeds: Path, instance: Path) -> list[_Difference]:
    return [_difference(wanted) for wanted in seed_files.read(seeds=seeds, instance=instance)]


def _difference(wanted: Wanted) -> _Difference:
    kind = wanted.kind
    held = {
        tuple(getattr(row, key) for key in kind.keys): row for row in db.session.scalars(select(kind.model))
    }
    found = _Difference(wanted, [], [], [], [])
    for key, columns in wanted.rows.items():
        row = held.get(key)
        if row is None:
            found.new.append(columns)
        elif differing := {name: value for name, value in columns.items() if getattr(row, name) != value}:
            found.changed.append((row, differing))
    for key in sorted(held.keys() - wanted.rows.keys()):
        (found.kept if _is_in_use(held[key]) else found.gone).append(held[key])
    return found


def _is_in_use(row: Model) -> bool:
    """Say whether something listed belongs to a fellowship or has a format."""
    owners: list[ColumnElement[bool]] = []
    if isinstance(row, Fellowship):
        owners = [Group.fellowship_id == row.id, Source.fellowship_id == row.id]
    elif isinstance(row, Format):
        owners = [meeting_format.c.format_id == row.id]
    return any(db.session.scalar(select(exists().where(owner))) for owner in owners)


def _report(differences: list[_Difference]) -> SeedReport:
    stale = any(
        isinstance(row, Fellowship) and _SEARCHED_BY & columns.keys()
        for difference in differences
        for row, columns in difference.changed
    )
    return SeedReport(tuple(map(_table_report, differences)), stale)


def _table_report(found: _Difference) -> TableReport:
    kind = found.wanted.kind
    return TableReport(
        file=kind.file,
        total=len(found.wanted.rows),
        added=len(found.new),
        changed=len(found.changed),
        removed=len(found.gone),
        kept=tuple(" ".join(getattr(row, key) for key in kind.keys) for row in found.kept),
        outdated_checks=found.wanted.outdated_checks,
    )
