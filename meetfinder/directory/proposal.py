"""What somebody proposes to list: the only way in, from a form or from a list.

A proposal is one group with the meetings that were stated together (one row of a list, one form).
It can be stored as JSON and read back without loss.
"""

import dataclasses
import hashlib
import json
from dataclasses import dataclass, field
from datetime import date, datetime
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from meetfinder.directory.schedule import Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """Where. Coordinates in degrees; None with an address means: to be derived from the postcode or town."""

    name: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2 or empty."""
    formatted_address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    precision: str = "exact"
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeFacts:
    """A statement and who made it; keys and values are those of the attribute catalogue."""

    key: str
    value: str
    said_by: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """One weekly slot."""

    key: str
    """Unique within the source; stays the same when day or time change, where the source allows it."""
    name: str
    schedule: Schedule
    attendance: str
    status: str = "active"
    place: PlaceFacts | None = None
    join_url: str = ""
    join_phone: str = ""
    join_notes: str = ""
    join_visibility: str = "public"
    formats: tuple[str, ...] = ()
    """Slugs of formats, sorted."""
    languages: tuple[str, ...] = ()
    notes: str = ""
    youth: bool = False
    attributes: tuple[AttributeFacts, ...] = ()
    source_url: str = ""
    updated_at: datetime | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """The group; `key` is unique within the source."""

    key: str
    name: str
    fellowship: str = ""
    """Slug; empty: independent."""
    status: str = "active"
    website: str = ""
    notes: str = ""
    place: PlaceFacts | None = None
    """For a forming group: where it means to meet."""
    attributes: tuple[AttributeFacts, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A group and its meetings as one source row or form states them."""

    key: str
    """The row's key in its source."""
    group: GroupFacts
    meetings: tuple[MeetingFacts, ...] = ()


def to_json(proposal: Proposal) -> str:
    """Return the canonical JSON text: the same proposal always gives the same bytes."""
    return json.dumps(proposal, default=_plain, sort_keys=True, ensure_ascii=False)


def from_json(text: str) -> Proposal:
    """Read back what `to_json` wrote; raise ValueError when it is something else."""
    try:
        return _build(Proposal, json.loads(text))  # type: ignore[no-any-return]
    except (KeyError, TypeError) as problem:
        raise ValueError(f"not a stored proposal: {problem}") from problem


def fingerprint(proposal: Proposal) -> str:
    """Return the SHA-256 of the proposal, 64 hexadecimal digits."""
    return hashlib.sha256(to_json(proposal).encode()).hexdigest()


def _plain(value: object) -> Any:
    # Not asdict, which copies every value: a long list would wait for it.
    if dataclasses.is_dataclass(value):
        return {item.name: getattr(value, item.name) for item in dataclasses.fields(value)}
    if isinstance(value, date):  # A datetime is a date too.
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be stored")


def _build(hint: Any, value: Any) -> Any:
    """Turn plain JSON into what the type hint says."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{name: _build(hints[name], item) for name, item in value.items()})
    if get_origin(hint) in {Union, UnionType}:
        inner = next(kind for kind in get_args(hint) if kind is not NoneType)
        return None if value is None else _build(inner, value)
    if get_origin(hint) is tuple:
        return tuple(_build(get_args(hint)[0], item) for item in value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if hint is date:
        return date.fromisoformat(value)
    return value
