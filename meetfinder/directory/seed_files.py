"""Reads the seed files and an operator's own beside them into what the tables should hold."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from meetfinder.directory import guides
from meetfinder.directory.seed_checks import Entry, Field, check_entry, flag
from meetfinder.directory.seed_kinds import CHECKED, KINDS, REMOVE, Columns, SeedKind

Key = tuple[str, ...]
FOLDER = "seeds"
"""The operator's own files are in this folder of the instance."""


class SeedError(ValueError):
    """A seed file cannot be used; the message names the file, the entry and the field."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one table should hold."""

    kind: SeedKind
    rows: dict[Key, Columns]
    outdated_checks: tuple[str, ...]
    """Entries that were read anew after the operator checked them, so that the check no longer counts."""


def read(*, seeds: Path, instance: Path) -> tuple[Wanted, ...]:
    """Return what every table should hold, in the order of `KINDS`; raise SeedError for the first mistake.

    An operator's entry with a known key replaces ours whole, because a changed number needs its own source;
    one that only says when it was checked keeps ours, and one with `remove = true` hides it.
    """
    own = instance / FOLDER
    known = {kind.file for kind in KINDS} | {guides.FILE}
    for file in sorted(own.glob("*.toml")):
        if file.name not in known:
            raise SeedError(f"{file} is not one of the seed files: {', '.join(sorted(known))}.")
    return tuple(_read_kind(kind, seeds / kind.file, own / kind.file) for kind in KINDS)


def _read_kind(kind: SeedKind, ours: Path, theirs: Path) -> Wanted:
    entries = {_key(kind, entry, ours): (ours, entry) for entry in _entries(kind, ours)}
    for entry in _entries(kind, theirs) if theirs.exists() else ():
        key = _key(kind, entry, theirs)
        _check_flag(kind, entry, theirs)
        extra = entry.keys() - set(kind.keys)
        if entry.get(REMOVE):
            entries.pop(key, None)
        elif extra == {CHECKED} and key in entries:
            entries[key] = (theirs, {**entries[key][1], **entry})
        else:
            entries[key] = (theirs, entry)
    rows = {key: _columns(kind, file, entry, n) for n, (key, (file, entry)) in enumerate(entries.items())}
    outdated = (key for key, (_, entry) in entries.items() if CHECKED in entry and rows[key][CHECKED] is None)
    return Wanted(kind, rows, tuple(map(" ".join, outdated)))


def _entries(kind: SeedKind, file: Path) -> Iterator[Entry]:
    """Yield the entries of a file, each known by another key."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise SeedError(f"{file} cannot be read: {problem}.") from problem
    for name in content.keys() - kind.beside - {kind.table}:
        raise SeedError(f"{file} holds {name}, but its entries begin with [[{kind.table}]].")
    found: Any = content.get(kind.table, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise SeedError(f"{file}: its entries must begin with [[{kind.table}]], in two brackets.")
    seen = set()
    for entry in found:
        key = _key(kind, entry, file)
        if key in seen:
            raise SeedError(f"{file} has two entries {_name(key)}.")
        seen.add(key)
        yield entry


def _key(kind: SeedKind, entry: Entry, file: Path) -> Key:
    try:
        check_entry({name: entry[name] for name in kind.keys if name in entry}, _key_fields(kind))
    except ValueError as problem:
        raise SeedError(f"{file}: an entry cannot be used: {problem}.") from problem
    return tuple(entry[name] for name in kind.keys)


def _key_fields(kind: SeedKind) -> dict[str, Field]:
    return {name: kind.fields[name] for name in kind.keys}


def _check_flag(kind: SeedKind, entry: Entry, file: Path) -> None:
    """Raise SeedError for a `remove` that is no flag, or that stands beside other facts."""
    if entry.get(REMOVE, False) is False:
        return
    try:
        check_entry(entry, {**_key_fields(kind), REMOVE: Field(flag)})
    except ValueError as problem:
        raise SeedError(f"{file}, entry {_name(_key(kind, entry, file))}: {problem}.") from problem


def _columns(kind: SeedKind, file: Path, entry: Entry, position: int) -> Columns:
    try:
        check_entry({name: value for name, value in entry.items() if name != REMOVE}, kind.fields)
        columns = kind.columns(entry, position)
    except ValueError as problem:
        raise SeedError(f"{file}, entry {_name(_key(kind, entry, file))}: {problem}.") from problem
    if CHECKED in entry and entry[CHECKED] < entry["read_on"]:
        # It was read anew since, and what was checked may have been another number.
        columns[CHECKED] = None
    return columns


def _name(key: Key) -> str:
    return '"' + " ".join(key) + '"'
