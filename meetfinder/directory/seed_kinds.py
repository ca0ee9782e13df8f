"""The four seed files: which fields an entry has, and into which columns they go."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from meetfinder.db import Model
from meetfinder.directory import seed_checks as check
from meetfinder.directory.help import PURPOSES
from meetfinder.directory.models import Fellowship, Format, Guidance, Helpline, Kind
from meetfinder.directory.seed_checks import Entry, Field, Fields

Columns = dict[str, Any]
CATEGORIES = ("access", "content", "audience", "language", "accessibility", "practical", "venue", "other")
CHECKED = "checked_by_operator_on"
REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class SeedKind:
    """One file: `keys` are the fields by which an entry is known, in the file and in the table alike."""

    file: str
    table: str
    model: type[Model]
    keys: tuple[str, ...]
    fields: Fields
    columns: Callable[[Entry, int], Columns]
    """Takes an entry and its place in the file, from 0."""
    beside: frozenset[str] = frozenset()
    """Other tables of the file, which are for the readers of lists."""


def _must(test: check.Check) -> Field:
    return Field(test, required=True)


_SOURCED: Fields = {
    "source": _must(check.address),
    "source_title": _must(check.text(300)),
    "read_on": _must(check.day),
}
_POSITION = check.table_of({"text": _must(check.text(600)), **_SOURCED})
_START = check.table_of(
    {"url": _must(check.address), "source": _must(check.address), "read_on": _must(check.day)}
)

_FELLOWSHIP: Fields = {
    "slug": _must(check.slug),
    "name": _must(check.text(160)),
    "short_name": _must(check.text(40)),
    "kind": _must(check.choice(tuple(Kind))),
    "twelve_step": _must(check.flag),
    "for_family": _must(check.flag),
    "read_on": _must(check.day),
    "countries": Field(check.list_of(check.country)),
    "meeting_guide_program": Field(check.text(20)),
    "site": Field(check.address),
    "site_source": Field(check.text(300)),
    "finder": Field(check.address),
    "finder_source": Field(check.text(300)),
    "position_psychiatric": Field(_POSITION),
    "position_moud": Field(_POSITION),
    "start_a_group": Field(_START),
}
_FORMAT: Fields = {
    "slug": _must(check.slug),
    "name": _must(check.text(120)),
    "names_es": _must(check.text(120)),
    "category": _must(check.choice(CATEGORIES)),
    "youth": Field(check.flag),
    "language": Field(check.language),
    "meeting_guide": Field(check.text(20)),
    "any_program": Field(check.list_of(check.text(20))),
    "programs": Field(check.dictionary(check.text(40))),
    "bmlt": Field(check.list_of(check.text(20))),
    "bmlt_world": Field(check.text(20)),
}
_HELPLINE: Fields = {
    "country": _must(check.country),
    "name": _must(check.text(160)),
    "for": _must(check.choice(PURPOSES)),
    "number": Field(check.text(40)),
    "sms": Field(check.text(160)),
    "url": Field(check.address),
    "hours": Field(check.text(160)),
    "languages": Field(check.list_of(check.language)),
    "free": Field(check.flag),
    CHECKED: Field(check.day),
    **_SOURCED,
}
_GUIDANCE: Fields = {
    "slug": _must(check.slug),
    "topic": _must(check.text(40)),
    "order": _must(check.number),
    "text": _must(check.text(1000)),
    "text_es": _must(check.text(1000)),
    CHECKED: Field(check.day),
    **_SOURCED,
}


def _fellowship(entry: Entry, _position: int) -> Columns:
    start = entry.get("start_a_group", {})
    return {
        **{name: entry[name] for name in ("slug", "name", "short_name", "kind", "twelve_step", "for_family")},
        **{name: entry.get(name) for name in ("site", "finder", "meeting_guide_program")},
        "countries": entry.get("countries", []),
        "start_url": start.get("url"),
        "start_source": start.get("source"),
        "start_read_on": start.get("read_on"),
        **_position_columns("psychiatric", entry.get("position_psychiatric", {})),
        **_position_columns("moud", entry.get("position_moud", {})),
    }


def _position_columns(prefix: str, position: Entry) -> Columns:
    return {
        f"{prefix}_position": position.get("text"),
        f"{prefix}_source": position.get("source"),
        f"{prefix}_source_title": position.get("source_title"),
        f"{prefix}_read_on": position.get("read_on"),
    }


def _format(entry: Entry, _position: int) -> Columns:
    return {
        **{name: entry[name] for name in ("slug", "name", "category")},
        **{name: entry.get(name) for name in ("language", "meeting_guide", "bmlt_world")},
        "name_es": entry["names_es"],
        "youth": entry.get("youth", False),
        "programs": entry.get("programs", {}),
        "bmlt": entry.get("bmlt", []),
    }


def _helpline(entry: Entry, position: int) -> Columns:
    if not entry.get("number") and not entry.get("sms"):
        raise ValueError("number or sms is missing")
    return {
        **{name: entry[name] for name in ("country", "name", "source", "source_title", "read_on")},
        **{name: entry.get(name) for name in ("number", "sms", "url", "hours", "free", CHECKED)},
        "purpose": entry["for"],
        "languages": entry.get("languages", []),
        "position": position,
    }


def _guidance(entry: Entry, _position: int) -> Columns:
    return {
        **{
            name: entry[name]
            for name in ("slug", "topic", "text", "text_es", "source", "source_title", "read_on")
        },
        "position": entry["order"],
        CHECKED: entry.get(CHECKED),
    }


KINDS = (
    SeedKind("fellowships.toml", "fellowship", Fellowship, ("slug",), _FELLOWSHIP, _fellowship),
    SeedKind(
        "formats.toml", "format", Format, ("slug",), _FORMAT, _format, beside=frozenset({"meta", "signal"})
    ),
    SeedKind("helplines.toml", "helpline", Helpline, ("country", "name"), _HELPLINE, _helpline),
    SeedKind("guidance.toml", "guidance", Guidance, ("slug",), _GUIDANCE, _guidance),
)
