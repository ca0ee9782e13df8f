"""What a search asks and what it is answered: plain values, no database."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from meetfinder.directory.listing import FellowshipCard, GroupListing, Listing
from meetfinder.directory.schedule import Occurrence

TOTAL_CAP = 1000
"""Totals and counts are exact up to here and then "more than": counting costs more than searching."""
KM_PER_MILE = 1.609344
MILE_COUNTRIES = frozenset({"US", "GB", "LR", "MM"})
"""Where road signs and people speak of miles."""


class Sort(StrEnum):
    """In which order hits come."""

    BEST = "best"
    """Within bands of travel dual-diagnosis first, then who states a welcome, then by distance."""
    DISTANCE = "distance"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A search. Tuples mean any of these; different fields must all hold; empty means no such wish."""

    now: datetime
    """Aware."""
    timezone: str
    """IANA zone of the person who searches."""
    latitude: float | None = None
    longitude: float | None = None
    """Degrees; None: a search without a place, which finds what one can join from afar."""
    country: str = ""
    within_km: float = 25 * KM_PER_MILE
    days: tuple[int, ...] = ()
    """0 = Sunday … 6, of the meeting's own week."""
    today: bool = False
    """Those that take place on the present date of their own zone."""
    from_minute: int | None = None
    until_minute: int | None = None
    """Local minutes of the day for the start; until before from wraps midnight."""
    when: str = ""
    """`now` (running or starting within two hours), `tonight`, or empty."""
    audience: str = "me"
    """`me` or `family`."""
    attendance: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    fellowships: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    """Stated key and value. Different keys must all hold; values of one key are alternatives."""
    focus: tuple[str, ...] = ()
    """Values of the attribute `diagnosis_focus`."""
    sort: Sort = Sort.BEST
    limit: int = 20
    cursor: str = ""
    """Where the page before ended, as it said; empty for the first."""


class BadCursor(ValueError):
    """A cursor that no answer of ours contained."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A listing found."""

    listing: Listing
    distance_km: float | None
    """Geodesic kilometres from the place of the search; None: nowhere to go, or no place searched."""
    next: Occurrence | None
    """The next one that can be attended, running ones included; None: none within 400 days."""
    running: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of hits."""

    hits: tuple[Hit, ...]
    total: int
    total_capped: bool
    """Whether there are more than `total`."""
    next_cursor: str
    """Empty on the last page."""


class Step(StrEnum):
    """The rungs of an answer (design §6)."""

    SOONEST = "soonest"
    DUAL_NEAR = "dual_near"
    OTHERS_NEAR = "others_near"
    DUAL_REMOTE = "dual_remote"
    DUAL_FAR = "dual_far"
    FAMILY = "family"
    FORMING = "forming"
    FINDERS = "finders"


@dataclass(frozen=True, slots=True)
class FarGroup:
    """A forming group and how far away it means to meet."""

    group: GroupListing
    distance_km: float | None


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the answer. Templates say in words why it is there."""

    step: Step
    hits: tuple[Hit, ...] = ()
    total: int = 0
    total_capped: bool = False
    groups: tuple[FarGroup, ...] = ()
    fellowships: tuple["FinderCard", ...] = ()


@dataclass(frozen=True, slots=True)
class FinderCard:
    """A fellowship's own finder, for when ours knows nothing."""

    fellowship: FellowshipCard
    site: str
    finder: str
    start_url: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The whole ladder; empty rungs are left out, `finders` never is."""

    query: SearchQuery
    rungs: tuple[Rung, ...]

    def rung(self, step: Step) -> Rung | None:
        """Return the rung of this step, if it has anything."""
        return next((rung for rung in self.rungs if rung.step == step), None)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many hits each value of a filter would leave, each exact up to TOTAL_CAP (then TOTAL_CAP + 1)."""

    attendance: dict[str, int] = field(default_factory=dict)
    days: dict[int, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    fellowships: dict[str, int] = field(default_factory=dict)
    formats: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    attributes: dict[str, int] = field(default_factory=dict)
    """By `key:value`; only what is stated counts."""
    focus: dict[str, int] = field(default_factory=dict)
    """By condition that a group states it is for."""
