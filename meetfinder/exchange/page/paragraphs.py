"""How the lines of a paragraph part: into items with names, runs below a day, and what stands at the foot."""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from meetfinder.exchange.page.days import find_days, only_days
from meetfinder.exchange.page.hours import has_time
from meetfinder.exchange.page.wheres import find_places

_ITEM = re.compile(
    r"[^\W\d_][^:.!?\n\u2014]{2,70}?(?:\([^()\n]{1,40}\)\s*)?(?::\s|\u2014|\s[-\u2013]\s)(?=\S)"
)
"""The name of an item of a list at the beginning of its line."""
LONG_LINE = 60
"""Characters of a line that is a paragraph."""
_LONGEST_TITLE, _SEVERAL = 12, 2
"""Words of a title, and titles of a list."""
_ALL_ARE = re.compile(
    r"(?i)\ball (?:(?:of )?(?:our|the|these) )?(?:(?:support|recovery|open|weekly) )?"
    r"(?:(?:meetings?|groups?) )?(?:are|meet|take place) (?:held |located )?(?:in|at)\b"
)
_SAYS_WHERE = re.compile(
    r"(?i)\b(?:meetings?|groups?|we|all)\b[^.\n]{0,30}\b"
    r"(?:located|held|planned|scheduled|on the schedule|offered|take place|meet)\s+"
    r"(?:this week |weekly |here )?(?:in|at)\b|"
    r"\b(?:hosts?|holds?|offers?|runs?) [^.\n]{0,60}\b(?:meetings?|groups?)\b[^.\n]{0,30}\bat\b"
)
"""What says of meetings in general where they are."""


def without_foot(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return lines that tell times, and apart those below them with the only street, which is that of all."""
    last = max(number for number, line in enumerate(lines) if has_time(line)) + 1
    timed, foot = lines[:last], lines[last:]
    has_own = any(place.where.street for place in find_places("\n".join(timed), blocked=[]))
    is_shared = any(place.where.street for place in find_places("\n".join(foot), blocked=[])) and not has_own
    return (timed, foot) if is_shared else (lines, [])


def says_where(text: str) -> bool:
    """Say whether words tell of meetings in general where they are."""
    return _SAYS_WHERE.search(text) is not None


def says_where_all_are(text: str) -> bool:
    """Say whether words tell of all meetings of a page where they are: "All are in Storm Hall"."""
    return _ALL_ARE.search(text) is not None


def introduces(lines: list[str]) -> bool:
    """Say whether lines begin with where all are held that a colon announces, before the next time."""
    if not lines or not says_where(lines[0]):
        return False
    before = takewhile(lambda line: not has_time(line), lines)
    return any(line.endswith(":") for line in before)


def items_of(lines: list[str]) -> list[list[str]]:
    """Return the items of a list of which each is a paragraph that begins with its name; else none.

    Two of them have to be long and to tell a day or a time, as in the calendar of a newspaper.
    """
    heads = [number for number, line in enumerate(lines) if _ITEM.match(line) and not find_days(line[:20])]
    parts = [lines[first:last] for first, last in pairwise([*heads, len(lines)])]
    long = [part[0] for part in parts if len(part[0]) > LONG_LINE]
    if sum(has_time(line) or bool(find_days(line)) for line in long) < 2:  # noqa: PLR2004  Several.
        return []
    return [lines[: heads[0]], *parts] if heads[0] else parts


def titled(lines: list[str]) -> list[list[str]]:
    """Return each title with its lines where every line with a day and time has one above it; else none."""
    timed = [has_time(line) and bool(find_days(line)) for line in lines]
    heads = [number for number, (one, other) in enumerate(pairwise(timed)) if other and not one]
    is_list = len(heads) >= _SEVERAL and heads[0] == 0 and len(heads) == timed.count(True)
    if not is_list or any(_goes_on(lines[number]) for number in heads):
        return []
    return [lines[first:last] for first, last in pairwise([*heads, len(lines)])]


def _goes_on(line: str) -> bool:
    return line.rstrip().endswith((",", ";")) or len(line.split()) > _LONGEST_TITLE


def in_lengths(lines: list[str], most: int) -> Iterator[list[str]]:
    """Yield lines in runs of so many characters at most; a longer line is a run of its own."""
    run: list[str] = []
    for line in lines:
        if run and sum(map(len, run)) + len(line) + len(run) > most:
            yield run
            run = []
        run.append(line)
    yield run


def day_runs(lines: list[str]) -> Iterator[list[str]]:
    """Yield runs of lines, a line that says nothing but days being a run of its own."""
    run: list[str] = []
    for line in lines:
        if only_days(line):
            if run:
                yield run
            yield [line]
            run = []
        else:
            run.append(line)
    if run:
        yield run
