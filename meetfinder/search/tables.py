"""The tables that searching reads: one narrow row for each place and minute at which a meeting can be found.

Everything a search compares stands in the primary key or beside it, so that it never touches the wide rows of
the directory. SQLite keeps these tables ordered by their key; PostgreSQL has the rest included in its index.
Points are kept as WGS 84 earth-centred coordinates in decimetres: the straight line between two of them needs
only sums and products, on both databases, and says at poles and date line as well as anywhere which is nearer
(see `space`). Only `index` writes here.
"""

from enum import IntFlag

from sqlalchemy import ForeignKey, Index, PrimaryKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model

_BESIDE_KEY = ("flags", "x", "y", "z", "length", "zone_id")


class Flag(IntFlag):
    """What a row says of its meeting, for the filters that nearly every search has."""

    DEDICATED = 1
    WELCOMING = 2
    TAGGED = 4
    """The three words of `directory.listing.dual_focus`."""
    FAMILY = 8
    """For family and friends: of a family fellowship, or its audience is stated to be family."""
    OPEN = 16
    """Stated to be open to anybody, or to welcome family."""
    FAMILY_ONLY = 32
    """Not for the person who is ill: of a fellowship of the kind `family`."""
    IN_PERSON = 64
    ONLINE = 128
    HYBRID = 256
    PHONE = 512
    IRREGULAR = 1024
    """Not every week, or with exceptions or a range of dates: its real dates have to be computed."""
    MOVED = 2048
    """Stands at the minute to which one date was moved; not the regular slot."""
    ENDING = 4096
    """Has a last date."""
    STALE = 8192
    """Not known to be right for too long, or doubted by visitors: shown last, and never as tonight."""


DUAL = int(Flag.DEDICATED | Flag.WELCOMING | Flag.TAGGED)
HYBRID, IRREGULAR, MOVED, ENDING = map(int, (Flag.HYBRID, Flag.IRREGULAR, Flag.MOVED, Flag.ENDING))
FAMILY, FAMILY_ONLY, OPEN = map(int, (Flag.FAMILY, Flag.FAMILY_ONLY, Flag.OPEN))
"""As plain numbers, for there are many rows and flags are slow to compare."""
REMOTE = Flag.ONLINE | Flag.HYBRID | Flag.PHONE
GOING = Flag.IN_PERSON | Flag.HYBRID


class SearchZone(Model):
    """A time zone with a small number for it, and the box in which its meetings with a place lie."""

    __tablename__ = "search_zone"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    south: Mapped[float] = mapped_column(default=91.0)
    north: Mapped[float] = mapped_column(default=-91.0)
    west: Mapped[float] = mapped_column(default=181.0)
    east: Mapped[float] = mapped_column(default=-181.0)


class SearchTag(Model):
    """What else a search can ask for: `fellowship:…`, `format:…`, `language:…`, `attribute:…:…`."""

    __tablename__ = "search_tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(300), unique=True)


class Occurrence(Model):
    """A meeting at a cell and a local minute of the week (0 = Sunday 00:00).

    `cell` is that of `space.cell` for a place one can go to, and minus the zone's id for what one can join
    from afar; a hybrid meeting has a row of each. `length` is in minutes, as `directory.schedule` counts it.
    """

    __tablename__ = "occurrence"
    __table_args__ = (
        PrimaryKeyConstraint("cell", "minute", "meeting_id", postgresql_include=_BESIDE_KEY),
        {"sqlite_with_rowid": False},
    )

    cell: Mapped[int]
    minute: Mapped[int]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"), index=True)
    flags: Mapped[int]
    x: Mapped[int]
    y: Mapped[int]
    z: Mapped[int]
    length: Mapped[int]
    zone_id: Mapped[int] = mapped_column(ForeignKey("search_zone.id"))


class TaggedOccurrence(Model):
    """The same row for every tag of the meeting, so that a rare wish is found without reading the rest."""

    __tablename__ = "tagged_occurrence"
    __table_args__ = (
        PrimaryKeyConstraint("tag_id", "cell", "minute", "meeting_id", postgresql_include=_BESIDE_KEY),
        Index(None, "meeting_id", "tag_id"),
        {"sqlite_with_rowid": False},
    )

    tag_id: Mapped[int] = mapped_column(ForeignKey("search_tag.id"))
    cell: Mapped[int]
    minute: Mapped[int]
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    flags: Mapped[int]
    x: Mapped[int]
    y: Mapped[int]
    z: Mapped[int]
    length: Mapped[int]
    zone_id: Mapped[int] = mapped_column(ForeignKey("search_zone.id"))
