"""What stands above the next entry of a page, and what waits for a neighbour."""

from dataclasses import dataclass, field

from meetfinder.exchange.page.blocks import DAY_HEADING
from meetfinder.exchange.page.days import DaysToken
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.slots import Slot


@dataclass(slots=True)
class State:
    """What stands above the next entry, and what waits for a neighbour."""

    days: DaysToken | None = None
    half: str = ""
    day_level: int = DAY_HEADING
    town: str = ""
    region: str = ""
    town_level: int = DAY_HEADING
    town_in_capitals: bool = False
    """Whether towns stand in capitals over others, where other capitals may be a town that nobody knows."""
    name: str = ""
    mode: str = ""
    """How one takes part in all that follows."""
    mode_level: int = DAY_HEADING
    heads_only: bool = False
    """Whether nothing but headings came since the days above."""
    has_towns_below: bool = False
    """Whether towns stand below their day in this page, and not the days below their town."""
    is_list: bool = False
    """Whether a heading above says that all of this are recovery meetings."""
    list_level: int = DAY_HEADING
    is_dated: bool = False
    """Whether a date stands above, below which are events."""
    is_history: bool = False
    """Whether what stands below tells how a group began."""
    prefix: str = ""
    """A heading that tells a time itself, or a day among other words."""
    last: list[Slot] = field(default_factory=list)
    """The slots of the entry before."""
    below: list[Slot] = field(default_factory=list)
    """Those since the last heading."""
    over: Where | None = None
    """Where all that follows is held, as a sentence says."""
    is_gone: bool = False
    """Whether the place that comes next is that of a meeting which is not held any more."""
    placed: Where | None = None
    """The place that the block just before told and nothing else."""
    waiting: Where | None = None
    """A place that stood alone just before."""
    waiting_name: str = ""
    """What stood above it."""
