"""Second tellings of one meeting: its day or its time alone, a part of an evening."""

import re
from collections.abc import Sequence

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.slots import Slot
from meetfinder.exchange.page.topics import is_recovery

_PART = re.compile(r"(?i)\W*(?:large group|open[- ]shar\w+|small[- ]groups?|shar(?:e|ing) groups?)\b")
"""Begins words about a part of an evening that is told as a whole elsewhere."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_SMALL_WORDS = "a and for group groups meeting meetings of our peer support the"
_SAID_OF_ANY = frozenset(_SMALL_WORDS.split())
_REFERS = re.compile(r"(?i)\b(?:the|this|our) (?:group|meeting)s?\b|\bwe meet\b|\bmeets\b")
_LONGEST_TITLE = 12
"""Words."""
_FEW_WORDS = 3
"""Of three letters and more, such as a day and "every"."""


def without_repeats(slots: Sequence[Slot]) -> list[Slot]:
    """Return the slots without those that tell less of a day that another slot tells with its time."""
    timed = [slot for slot in slots if slot.minute is not None]
    wholes = [slot for slot in timed if not _PART.match(slot.entry.words)]
    told = [slot for slot in slots if not _repeats(slot, timed) and not _is_part(slot, wholes)]
    return [slot for number, slot in enumerate(told) if not _is_day_again(slot, told[:number])]


def _is_day_again(slot: Slot, before: Sequence[Slot]) -> bool:
    """Say whether prose tells a day without a time once more."""
    return (
        slot.is_untimed
        and not slot.entry.labelled
        and any(
            other.is_untimed
            and (slot.weekday, slot.rule, slot.attendance) == (other.weekday, other.rule, other.attendance)
            and slot.where == other.where
            and slot.group == other.group
            for other in before
        )
    )


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
    if (
        _is_label_again(slot, timed)
        or any(_is_less(slot, other) for other in timed)
        or any(_is_copy(slot, other) or _is_named_again(slot, other) for other in timed[:at])
    ):
        return True
    if not slot.where.is_door and not slot.is_remote and not is_recovery(f"{slot.group}\n{slot.entry.words}"):
        return any(other.where.is_door and _is_at_once(slot, other) for other in timed)
    if slot.length and any(other.entry is slot.entry and _tells_no_more(slot, other) for other in timed[:at]):
        return True
    if not slot.where.is_door and _is_told_in_full(slot, timed[at + 1 :]):
        return True
    if slot.where.is_door or not _is_line(slot):
        return False
    below = next((other.entry for other in timed[at:] if not _is_line(other)), None)
    return any(
        other.entry is below and other.group == slot.group and _tells_no_more(slot, other)
        for other in timed[at:]
    )


def _is_label_again(slot: Slot, timed: Sequence[Slot]) -> bool:
    """Say whether "Time: daily at 7 am" and no more stands behind a label, of what other words tell too."""
    tells_more = slot.where.is_door or slot.attendance or slot.entry.name
    return (
        slot.entry.labelled
        and not tells_more
        and any(other.entry is not slot.entry and _is_at_once(slot, other) for other in timed)
    )


def _is_less(slot: Slot, other: Slot) -> bool:
    """Say whether a slot whose weeks are unclear is another one, of which they are told."""
    if slot.rule is not None or other.rule is None:
        return False
    times = (slot.weekday, slot.minute, slot.length) == (other.weekday, other.minute, other.length)
    return times and slot.where == other.where and slot.where.is_door


def _is_named_again(slot: Slot, other: Slot) -> bool:
    """Say whether the same group stands on a page twice, each time in a form of its own."""
    one, two = (_significant(item.group) for item in (slot, other))
    return (
        bool(one and two and (one <= two or two <= one))
        and _is_at_once(slot, other)
        and (bool(slot.where.street) and slot.where.street == other.where.street)
    )


def _is_told_in_full(slot: Slot, after: Sequence[Slot]) -> bool:
    """Say whether a line names a group whose place the prose below tells: "The group meets Mondays at …"."""
    fuller = [other for other in after if other.where.is_door and _is_at_once(slot, other)]
    is_title = "\n" not in slot.entry.words and len(slot.entry.words.split()) <= _LONGEST_TITLE
    return is_title and len(fuller) == 1 and _REFERS.search(fuller[0].entry.words) is not None


def _significant(name: str) -> set[str]:
    return set(normal(name).split()) - _SAID_OF_ANY


def _is_copy(slot: Slot, other: Slot) -> bool:
    """Say whether a slot is another one in the same words, as a caption repeats those of its page."""
    return (
        _is_at_once(slot, other)
        and (slot.where, slot.attendance, slot.group) == (other.where, other.attendance, other.group)
        and (slot.entry is other.entry or _stands_in(slot.entry.words, other.entry.words))
    )


def _stands_in(words: str, others: str) -> bool:
    """Say whether one of two texts holds the other one as a whole."""
    one, other = sorted((normal(words), normal(others)), key=len)
    return bool(one) and one in other


def _is_at_once(slot: Slot, other: Slot) -> bool:
    return (slot.weekday, slot.minute, slot.length, slot.rule) == (
        other.weekday,
        other.minute,
        other.length,
        other.rule,
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
    if one.street and one.street == other.street:
        return True
    short, long = sorted((normal(one.venue), normal(other.venue)), key=len)
    return bool(short) and not (one.street and other.street) and f" {short} " in f" {long} "
