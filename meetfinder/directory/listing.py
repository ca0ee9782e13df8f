"""What the public may know of a meeting or group: the only thing pages, API and writers ever see.

A private contact or a hidden join link has no field here, so it cannot leak.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar, dataclass_transform

from meetfinder.directory.schedule import Schedule

_Kind = TypeVar("_Kind")


@dataclass_transform(frozen_default=True)
def _unchanged(kind: type[_Kind]) -> type[_Kind]:
    """Make a dataclass that the type checker lets nobody change.

    One that refuses by itself takes three times as long to make, and a feed makes a hundred thousand.
    """
    return dataclass(slots=True, unsafe_hash=True)(kind)


@dataclass(frozen=True, slots=True)
class FellowshipCard:
    """The fellowship of a listing."""

    slug: str
    name: str
    short_name: str
    kind: str
    for_family: bool
    twelve_step: bool


@_unchanged
class Venue:
    """Where a meeting is held; with precision `area` only the area's fields are filled."""

    name: str
    street: str
    city: str
    region: str
    postal_code: str
    country: str
    formatted_address: str
    latitude: float | None
    longitude: float | None
    precision: str
    notes: str


@dataclass(frozen=True, slots=True)
class Join:
    """How to take part from afar. Link, number and notes are empty unless visibility is public."""

    url: str
    phone: str
    notes: str
    visibility: str


@dataclass(frozen=True, slots=True)
class FormatCard:
    """A format by our slug with its labels and the Meeting Guide code, where there is one."""

    slug: str
    name: str
    name_es: str
    category: str
    meeting_guide: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """An attribute: who said what, and when (None: the source does not say)."""

    key: str
    value: str
    said_by: str
    as_of: date | None


@dataclass(frozen=True, slots=True)
class SourceCard:
    """The list a listing was read from."""

    slug: str
    name: str
    licence: str | None
    republish: bool
    demo: bool
    last_good_read: datetime | None


@_unchanged
class Listing:
    """A published meeting."""

    id: int
    public_id: str
    slug: str
    """Town, day, time and public id; never the name (design §8)."""
    name: str
    status: str
    group_name: str
    group_public_id: str
    group_slug: str
    group_website: str
    group_notes: str
    fellowship: FellowshipCard | None
    """None: an independent group."""
    schedule: Schedule
    attendance: str
    venue: Venue | None
    join: Join | None
    formats: tuple[FormatCard, ...]
    languages: tuple[str, ...]
    attributes: tuple[Stated, ...]
    """Of the meeting and its group; the meeting's own statement wins over the group's of the same key."""
    notes: str
    youth: bool
    confirmed_on: date | None
    """When the group itself last said that everything is right."""
    updated_at: datetime
    source: SourceCard | None
    source_url: str
    approved_on: date | None = None
    """When somebody last approved it; nothing for what was read from a list."""
    doubted_on: date | None = None
    """Since when two visitors' reports that nobody was there stand unanswered."""

    def stated(self, key: str) -> tuple[str, ...]:
        """Return every stated value of `key`; empty means not stated, which is not the same as no."""
        return tuple([item.value for item in self.attributes if item.key == key])

    def has_format(self, slug: str) -> bool:
        """Return whether the meeting lists the format of this slug."""
        return any(item.slug == slug for item in self.formats)

    @property
    def dual_focus(self) -> str:
        """`dedicated`, `welcoming`, `tagged` (by the source only) or empty when nothing is stated."""
        return dual_focus(self.fellowship.kind if self.fellowship else "", self.stated("dd_focus"))

    @property
    def in_person(self) -> bool:
        """Whether one can go there."""
        return self.attendance in {"in_person", "hybrid"}

    @property
    def remote(self) -> bool:
        """Whether one can take part from afar."""
        return self.attendance != "in_person"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupListing:
    """A published group; `meetings` is empty for one that is only forming."""

    public_id: str
    slug: str
    name: str
    status: str
    fellowship: FellowshipCard | None
    website: str
    notes: str
    venue: Venue | None
    attributes: tuple[Stated, ...]
    source: SourceCard | None
    updated_at: datetime
    meetings: tuple[Listing, ...]


def dual_focus(kind: str, stated: tuple[str, ...]) -> str:
    """Say how far a listing is for people with a dual diagnosis.

    `dedicated` comes from the fellowship's kind or the group's own word, `welcoming` from the group's
    word, `tagged` from a source's tag, which is never taken for more.
    """
    if kind == "dual-diagnosis" or "dedicated" in stated:
        return "dedicated"
    if not stated:
        return ""
    return next((word for word in ("welcoming", "tagged") if word in stated), "")
