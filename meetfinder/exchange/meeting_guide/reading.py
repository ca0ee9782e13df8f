"""What comes of reading a list: proposals, and everything that did not become one, named by row and field."""

from collections.abc import Mapping
from dataclasses import dataclass

from meetfinder.directory.proposal import Proposal


class NotAList(ValueError):
    """The text as a whole is not a Meeting Guide list; `code` is not_json, not_a_list or empty."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Refused(ValueError):
    """A row that cannot be listed; `field` and `code` say why."""

    def __init__(self, field: str, code: str) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one row: why it is refused, what was taken out, what was put right. No words of it."""

    number: int
    """Of the row in its list, from 1."""
    key: str
    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A row that says the same as an earlier one."""

    number: int
    key: str
    same_as: int
    """The number of the earlier row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A list as it was read. `rows` is len(proposals) + len(duplicates) + len(refused)."""

    rows: int
    proposals: tuple[Proposal, ...]
    refused: tuple[Remark, ...]
    duplicates: tuple[Duplicate, ...]
    linted: tuple[Remark, ...]
    """Words taken out of public fields, by `moderation.lint`'s codes."""
    warnings: tuple[Remark, ...]
    unknown_codes: Mapping[str, int]
    """Codes in `types` without a known meaning, with the number of rows; the rows keep them in `extra`."""

    numbers: Mapping[str, int]
    """The numbers of the rows that became proposals, by key."""

    def lint_of(self, key: str) -> tuple[Remark, ...]:
        """Return what was taken out of the row with this key."""
        return tuple(remark for remark in self.linted if remark.key == key)
