"""Second tellings of one meeting: its day or its time alone, a part of an evening."""

import re
from collections.abc import Sequence

from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.entries import Slot

_PART = re.compile(r"(?i)\W*(?:large group|open[- ]shar\w+|small[- ]groups?|shar(?:e|ing) groups?)\b")
"""Begins words about a part of an evening that is told as a whole elsewhere."""


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
    if slot.minute is not None or not slot.is_untimed or slot.entry.labelled:
        return False
    return any(other.weekday == slot.weekday and _is_there(slot, other) for other in timed)


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
