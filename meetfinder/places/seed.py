"""The packed table in `seeds` and its unpacked copy in the instance folder."""

import contextlib
import hashlib
import lzma
import os
import tempfile
import time
from pathlib import Path

from meetfinder.places.place import PlacesError

FOLDER = "places"
PACKED = "places.sqlite.xz"
DIGEST = "places.sha256"
STALE_S = 3600
"""A half-written copy that is older was left by a process that died."""


def unpacked(*, seeds: Path, instance: Path) -> Path:
    """Return the table of `seeds`, unpacked into `instance` where that was not done yet.

    The copy is named for its content: a changed seed is a new file, and two processes that start at once
    write the same one. Raise PlacesError when the seed is missing or is not what its hash says.
    """
    packed, digest = seeds / FOLDER / PACKED, seeds / FOLDER / DIGEST
    if not digest.is_file():
        raise PlacesError(f"There is no table of places in {seeds}: run flask places build.")
    wanted = digest.read_text().strip()
    table = instance / f"places-{wanted[:16]}.sqlite"
    if not table.is_file():
        instance.mkdir(parents=True, exist_ok=True)
        _unpack(packed, table, wanted)
        _tidy(table)
    return table


def _unpack(packed: Path, table: Path, wanted: str) -> None:
    number, name = tempfile.mkstemp(prefix=".places-", suffix=".tmp", dir=table.parent)
    temporary = Path(name)
    found = hashlib.sha256()
    try:
        with os.fdopen(number, "wb") as target, lzma.open(packed) as source:
            while block := source.read(1 << 20):
                found.update(block)
                target.write(block)
            target.flush()
            os.fsync(target.fileno())
        if found.hexdigest() != wanted:
            raise PlacesError(f"{packed} is damaged: its hash is not the one in {DIGEST}.")
        temporary.chmod(0o644)
        temporary.replace(table)
    except (OSError, EOFError, lzma.LZMAError) as problem:
        raise PlacesError(f"{packed} could not be unpacked into {table.parent}: {problem}") from problem
    finally:
        temporary.unlink(missing_ok=True)


def _tidy(table: Path) -> None:
    """Remove older tables, which whoever has them open keeps, and what dead processes left."""
    for other in table.parent.glob("places-*.sqlite"):
        if other != table:
            other.unlink(missing_ok=True)
    for left in table.parent.glob(".places-*.tmp"):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > STALE_S:
                left.unlink()
