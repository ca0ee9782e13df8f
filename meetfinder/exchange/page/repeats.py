"""Second tellings of one meeting: its day or its time alone, a part of an evening."""

import re
from collections.abc import Sequence

from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.slots import Slot

_PART = re.compile(r"(?i)\W*(?:large group|open[- ]shar\w+|small[- ]groups?|shar(?:e|ing) groups?)\b")
"""Begins words about a part of an evening that is told as a whole elsewhere."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_FEW_WORDS = 3
"""Of three letters and more, such as a day and "every"."""


def without_repeats(slots: Sequence[Slot]) -> list[Slot]:
    """Return the slots without those that tell less of a day that another slot tells with its time."""
    timed = [slot for slot in slots if slot.minute is not None]
    wholes = [slot for slot in timed if not _PART.match(slot.entry.words)]
    return [slot for slot in slots if not _repeats(slot, timed) and not _is_part(slot, wholes)]


def _repeats(slot: Slot, timed: Sequence[Slot]) -> bool:
    if slot.minute is not None and slot.weekday is None:
        # The details of an event stand below its text once more.
        return any(
            other.weekday is not None
            and (other.minute, other.length) == (slot.minute, slot.length)
            and _is_same(slot.where, other.where)
            for other in timed
        )
    if slot.minute is not None:
        return _is_told_again(slot, timed)
    if not slot.is_untimed or slot.entry.labelled:
        return False
    return any(other.weekday == slot.weekday and _is_there(slot, other) for other in timed)


def _tells_no_more(slot: Slot, other: Slot) -> bool:
    """Say whether a slot tells nothing that another one does not tell too."""
    return (
        (slot.weekday, slot.minute, slot.rule) == (other.weekday, other.minute, other.rule)
        and slot.length in (None, other.length)
        and slot.attendance in ("", other.attendance)
        and (not slot.where.is_door or slot.where == other.where)
    )


def _is_told_again(slot: Slot, timed: Sequence[Slot]) -> bool:
    """Say whether prose tells more of what a line above it tells, or one entry tells it a second time."""
    at = next(number for number, other in enumerate(timed) if other is slot)
    if slot.length and any(other.entry is slot.entry and _tells_no_more(slot, other) for other in timed[:at]):
        return True
    if slot.where.is_door or not _is_line(slot):
        return False
    below = next((other.entry for other in timed[at:] if not _is_line(other)), None)
    return any(
        other.entry is below and other.group == slot.group and _tells_no_more(slot, other)
        for other in timed[at:]
    )


def _is_line(slot: Slot) -> bool:
    """Say whether an entry is a day and a time and little else."""
    return len(_WORD.findall(slot.entry.words)) <= _FEW_WORDS and bool(find_days(slot.entry.words))


def _is_there(slot: Slot, other: Slot) -> bool:
    """Say whether nothing tells that one slot is held elsewhere than another."""
    if not slot.where.is_door or other.is_remote or _is_same(slot.where, other.where):
        return True
    return not other.where.is_door and slot.group == other.group != ""


def _is_part(slot: Slot, wholes: Sequence[Slot]) -> bool:
    return _PART.match(slot.entry.words) is not None and any(
        whole.weekday == slot.weekday and not _apart(whole.where, slot.where) for whole in wholes
    )


def _apart(one: Where, other: Where) -> bool:
    return one.is_door and other.is_door and not _is_same(one, other)


def _is_same(one: Where, other: Where) -> bool:
    return bool(one.street and one.street == other.street) or bool(one.venue and one.venue == other.venue)
