"""What is stated about a meeting or group, put together by who said it and when, for sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetfinder.directory.listing import Stated


@dataclass(frozen=True, slots=True)
class Statement:
    """What one speaker stated on one day: keys in the order asked for, each with its values."""

    said_by: str
    as_of: date | None
    said: tuple[tuple[str, tuple[str, ...]], ...]


def statements(attributes: Iterable[Stated], keys: Iterable[str] | None = None) -> tuple[Statement, ...]:
    """Return what is stated under `keys` (None: under any), together where speaker and day are the same."""
    known = tuple(attributes)
    wanted = dict.fromkeys(item.key for item in known) if keys is None else dict.fromkeys(keys)
    found: dict[tuple[str, date | None], dict[str, list[str]]] = {}
    for key in wanted:
        for item in known:
            if item.key == key:
                said = found.setdefault((item.said_by, item.as_of), {})
                said.setdefault(key, []).append(item.value)
    return tuple(
        Statement(said_by, as_of, tuple((key, tuple(values)) for key, values in said.items()))
        for (said_by, as_of), said in found.items()
    )
