"""A row on its way to a proposal, and the words of a row without what exposes a person."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from meetfinder.directory.proposal import MeetingFacts
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.place import Gazetteer, Row
from meetfinder.exchange.meeting_guide.times import Slot
from meetfinder.exchange.meeting_guide.words import line, paragraphs, web_address
from meetfinder.moderation.lint import clean, clean_link


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is the same for every row of a list."""

    program: str
    """The fellowship's key in the Meeting Guide program table; empty: none."""
    fellowship: str
    """Its slug; empty: independent groups."""
    default_country: str
    """ISO 3166-1 alpha-2 code for rows that name none."""
    codes: CodeMap
    gazetteer: Gazetteer
    today: date
    """From which seasons, and dates without a year, are counted."""


Progress = Callable[[int, int], None]
"""Told now and then how many of how many rows are read."""


@dataclass(slots=True, kw_only=True)
class Draft:
    """A row as far as it can be read on its own."""

    number: int
    key: str
    slots: tuple[Slot, ...]
    meeting: MeetingFacts
    """Of the first slot; the others differ in key and weekday only."""
    group_key: str
    group_name: str
    venue_notes: str = ""
    group_notes: str = ""
    website: str = ""
    unknown_codes: tuple[str, ...] = ()
    linted: list[tuple[str, str]] = field(default_factory=list)
    """Field and code of what was taken out."""
    warnings: list[tuple[str, str]] = field(default_factory=list)


class Words:
    """Reads fields of a row and remembers in `found` what was taken out of which."""

    def __init__(self, row: Row, country: str) -> None:
        self.row, self.country = row, country
        self.found: list[tuple[str, str]] = []

    def line(self, name: str) -> str:
        """Return one line of a field."""
        return self.cleaned(name, line(self.row.get(name)))

    def text(self, name: str, *, limit: int) -> str:
        """Return the paragraphs of a field."""
        return self.cleaned(name, paragraphs(self.row.get(name), limit=limit))

    def link(self, name: str, *, limit: int) -> str:
        """Return the web address in a field, without a passcode."""
        cleaned = clean_link(web_address(self.row.get(name), limit=limit))
        self.found += [(name, code) for code in cleaned.codes]
        return cleaned.text

    def cleaned(self, name: str, text: str, *, keep_passcodes: bool = False) -> str:
        """Return text that was read from this field already, without what exposes a person."""
        cleaned = clean(text, country=self.country, keep_passcodes=keep_passcodes)
        self.found += [(name, code) for code in cleaned.codes]
        return cleaned.text
