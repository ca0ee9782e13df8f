"""What a field of a seed file may hold: small checks that return the value or say what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from meetfinder import clock

Entry = dict[str, Any]
Check = Callable[[Any], None]
"""Raises ValueError that continues the sentence "<field> …"."""
LONGEST_ADDRESS = 300


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is checked and whether an entry must have it."""

    check: Check
    required: bool = False


Fields = Mapping[str, Field]


def check_entry(entry: Entry, fields: Fields) -> None:
    """Raise ValueError naming the first field that is unknown, missing or wrong."""
    for name in entry.keys() - fields.keys():
        raise ValueError(f"{name} is not a field of it")
    for name, field in fields.items():
        if name in entry:
            try:
                field.check(entry[name])
            except ValueError as problem:
                raise ValueError(f"{name} {problem}") from problem
        elif field.required:
            raise ValueError(f"{name} is missing")


def text(longest: int) -> Check:
    """Return the check for a text of 1 to `longest` characters without spaces around it."""

    def check(value: Any) -> None:
        if not isinstance(value, str) or not value or value != value.strip():
            raise ValueError("must be a text in quotes, not empty and without spaces around it")
        if len(value) > longest:
            raise ValueError(f"has {len(value)} characters, more than {longest}")

    return check


def pattern(expression: str, meaning: str) -> Check:
    """Return the check for a text that the whole `expression` matches; `meaning` says it in words."""

    def check(value: Any) -> None:
        if not isinstance(value, str) or not re.fullmatch(expression, value):
            raise ValueError(f"must be {meaning}")

    return check


def choice(values: tuple[str, ...]) -> Check:
    """Return the check for one of `values`."""

    def check(value: Any) -> None:
        if value not in values:
            raise ValueError(f"must be one of: {', '.join(values)}")

    return check


def list_of(item: Check) -> Check:
    """Return the check for a list whose every item passes `item`."""

    def check(value: Any) -> None:
        if not isinstance(value, list):
            raise ValueError("must be a list in brackets")  # noqa: TRY004  One kind for all.
        for one in value:
            try:
                item(one)
            except ValueError as problem:
                raise ValueError(f"holds {one!r}, which {problem}") from problem

    return check


def dictionary(item: Check) -> Check:
    """Return the check for a table of any names whose every value passes `item`."""

    def check(value: Any) -> None:
        if not isinstance(value, dict):
            raise ValueError("must be a table of its own")  # noqa: TRY004  One kind for all.
        list_of(item)(list(value.values()))

    return check


def table_of(fields: Fields) -> Check:
    """Return the check for a table with these fields."""

    def check(value: Any) -> None:
        if not isinstance(value, dict):
            raise ValueError("must be a table of its own")  # noqa: TRY004  One kind for all.
        try:
            check_entry(value, fields)
        except ValueError as problem:
            raise ValueError(f"is wrong: {problem}") from problem

    return check


def flag(value: Any) -> None:
    """Check for true or false."""
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004  One kind for all.


def number(value: Any) -> None:
    """Check for a whole number."""
    if type(value) is not int:
        raise ValueError("must be a whole number")


def day(value: Any) -> None:
    """Check for a date that is not in the future anywhere on earth."""
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError("must be a date such as 2026-11-23, without quotes")  # noqa: TRY004  One kind for all.
    if value > clock.now().date() + timedelta(days=1):
        raise ValueError("lies in the future")


def address(value: Any) -> None:
    """Check for the address of a public page."""
    text(LONGEST_ADDRESS)(value)
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("must be an address that begins with https://")


slug = pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "small letters and digits joined by hyphens")
country = pattern(r"[A-Z]{2}", "a country code of two capital letters")
language = pattern(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag such as en or es")
