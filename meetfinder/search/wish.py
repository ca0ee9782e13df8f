"""What a search wants, in the terms of the search tables: masks, ids of tags, minutes of the week."""

import json
from collections.abc import Iterable
from functools import cached_property, lru_cache
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Connection, select

from meetfinder.directory.models import Fellowship
from meetfinder.search.dialect import fetch, for_driver, text_list
from meetfinder.search.query import SearchQuery
from meetfinder.search.rows import (
    DUAL_TAG,
    ENDING_TAG,
    FAMILY_TAG,
    LONG_TAG,
    STALE_TAG,
    WELCOMING_TAG,
    attendance_flags,
    attribute_tag,
    language_tag,
)
from meetfinder.search.tables import GOING, REMOTE, Flag
from meetfinder.search.windows import DAY, WEEK

NONE = Flag(0)
ANY_FLAG = -1
"""A mask that every row meets, because each has some flag."""
Group = tuple[int, ...]
"""Ids of tags, one of which a meeting must have."""


class Wish(NamedTuple):
    """What rows must have. Empty groups and slots mean no such wish; a group without ids can not be met."""

    going: Flag
    """Attendance of those to be found near the place; none: not asked for."""
    remote: Flag
    """Attendance of those to be found from afar; none: not asked for."""
    also: int = ANY_FLAG
    never: Flag = NONE
    groups: tuple[Group, ...] = ()
    slots: tuple[tuple[int, int], ...] = ()
    """Minutes of the week in which the regular start must lie, both ends inclusive."""
    when: str = ""
    """`now`, `tonight` or `today`: a real occurrence must overlap that time."""
    ranks: tuple[Flag, Flag, Flag] = (Flag.DEDICATED, Flag.WELCOMING, Flag.TAGGED)
    """What comes first, second and third among the best."""

    rare: bool = False
    """Whether one of the groups is known to be rare, so that all of its rows can be read at once."""

    @property
    def hopeless(self) -> bool:
        """Whether nothing can meet it."""
        return any(not group for group in self.groups)

    @property
    def for_family(self) -> bool:
        """Whether it is for somebody other than the person who is ill."""
        return self.ranks[0] == Flag.FAMILY

    def but(self, *, also: int | None = None, never: Flag = NONE, group: Group | None = None) -> "Wish":
        """Return this wish with a further mask, exclusion or group."""
        return self._replace(
            also=self.also if also is None else also,
            never=self.never | never,
            groups=self.groups if group is None else (group, *self.groups),
            rare=self.rare or group is not None,
        )


_OUR_TAGS = {DUAL_TAG, WELCOMING_TAG, FAMILY_TAG, LONG_TAG, STALE_TAG, ENDING_TAG}


class Tags:
    """The ids of tags by their names, read when one is first asked for."""

    def __init__(self, connection: Connection, names: Iterable[str]) -> None:
        self.connection = connection
        self._names = sorted(_OUR_TAGS.union(names))

    def group(self, *names: str) -> Group:
        """Return the ids of those tags that any meeting has."""
        return tuple(sorted({self._ids[name] for name in names if name in self._ids}))

    @cached_property
    def _ids(self) -> dict[str, int]:
        query = _ids_of_names(self.connection.dialect.name)
        return dict(fetch(self.connection, query, {"names": json.dumps(self._names)}))


@lru_cache(maxsize=2)
def _ids_of_names(dialect: str) -> str:
    names = text_list(dialect, "names")
    return for_driver(dialect, f"SELECT name, id FROM search_tag WHERE name IN ({names})")  # noqa: S608  All of it is ours.


def read_wish(connection: Connection, query: SearchQuery) -> tuple[Wish, Tags]:
    """Return what a search wants, and the tags that it can come across."""
    groups = _names(connection, query)
    tags = Tags(connection, (name for group in groups for name in group))
    going, remote = _attendance(query)
    family = query.audience == "family"
    return Wish(
        going=going,
        remote=remote,
        also=int(Flag.FAMILY | Flag.OPEN) if family else ANY_FLAG,
        # Who asks what is on now must not be sent to a door that nobody has opened for half a year.
        never=Flag.STALE if query.when in {"now", "tonight"} else NONE,
        groups=tuple(tags.group(*group) for group in groups),
        slots=slots(query),
        when=query.when or ("today" if query.today else ""),
        ranks=(Flag.FAMILY, Flag(0), Flag(0)) if family else (Flag.DEDICATED, Flag.WELCOMING, Flag.TAGGED),
    ), tags


def slots(query: SearchQuery) -> tuple[tuple[int, int], ...]:
    """Return the minutes of the week that days and times of the day leave, ordered and merged; empty: all."""
    if not query.days and query.from_minute is None and query.until_minute is None:
        return ()
    first = query.from_minute or 0
    last = DAY - 1 if query.until_minute is None else query.until_minute
    spans = [(first, last)] if first <= last else [(0, last), (first, DAY - 1)]
    days = sorted({day for day in query.days if 0 <= day < WEEK // DAY}) if query.days else range(WEEK // DAY)
    found: list[tuple[int, int]] = []
    for low, high in ((day * DAY + low, day * DAY + high) for day in days for low, high in spans):
        if found and found[-1][1] == low - 1:
            found[-1] = (found[-1][0], high)
        else:
            found.append((low, high))
    return tuple(found) or ((-1, -1),)


def _attendance(query: SearchQuery) -> tuple[Flag, Flag]:
    """Return what to look for near the place, and what from afar."""
    asked = attendance_flags(query.attendance)
    if query.latitude is None:
        return Flag(0), asked & REMOTE if query.attendance else REMOTE
    if not query.attendance:
        return GOING, Flag(0)
    # Hybrid meetings near the place are found there; those beyond it only by whom asks for remote ones too.
    remote = asked & REMOTE if asked & (Flag.ONLINE | Flag.PHONE) else Flag(0)
    return asked & GOING, remote


def _names(connection: Connection, query: SearchQuery) -> list[list[str]]:
    """Return groups of names of tags: a meeting must have one of each group."""
    groups = []
    if query.fellowships:
        groups.append([f"fellowship:{slug}" for slug in query.fellowships])
    if query.kinds:
        slugs = connection.execute(select(Fellowship.slug).where(Fellowship.kind.in_(query.kinds)))
        groups.append([f"fellowship:{slug}" for (slug,) in slugs])
    if query.formats:
        groups.append([f"format:{slug}" for slug in query.formats])
    if query.languages:
        groups.append([language_tag(language) for language in query.languages])
    for key, pairs in groupby(sorted(set(query.attributes)), key=lambda pair: pair[0]):
        groups.append([attribute_tag(key, value) for _, value in pairs])
    if query.focus:
        groups.append([attribute_tag("diagnosis_focus", value) for value in query.focus])
    return groups
