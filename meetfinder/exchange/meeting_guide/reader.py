"""Reads a Meeting Guide list: text in, proposals out. Pure: no database, no network, no clock.

Each row is read on its own and then set beside the others, because a group's notes or a venue's directions
stand in some of its rows only. The format: github.com/code4recovery/spec.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from meetfinder.directory.proposal import GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.exchange.meeting_guide.draft import Context, Draft, Progress
from meetfinder.exchange.meeting_guide.extras import PRIVATE
from meetfinder.exchange.meeting_guide.reading import Duplicate, NotAList, Reading, Refused, Remark
from meetfinder.exchange.meeting_guide.row import read_row, row_key
from meetfinder.exchange.meeting_guide.words import line
from meetfinder.exchange.meeting_guide.zones import usual_zone

_STEP = 100


def read(text: str, context: Context, progress: Progress | None = None) -> Reading:
    """Read a whole list.

    Raises NotAList when the text as a whole is no list; a row that cannot be listed is refused on its own.
    """
    rows = rows_of(text)
    drafts: list[Draft] = []
    refused: list[Remark] = []
    for number, row in enumerate(rows, start=1):
        try:
            drafts.append(read_row(number, row, context))
        except Refused as problem:
            refused.append(Remark(number, _key(row), problem.field, problem.code))
        if progress is not None and (number % _STEP == 0 or number == len(rows)):
            progress(number, len(rows))
    drafts = _with_zones(drafts, refused)
    drafts, duplicates = _distinct(drafts, refused)
    _share_venue_notes(drafts)
    groups = _groups(drafts, context.fellowship)
    return Reading(
        rows=len(rows),
        proposals=tuple(_proposal(draft, groups[draft.group_key]) for draft in drafts),
        refused=tuple(sorted(refused, key=lambda remark: remark.number)),
        duplicates=tuple(duplicates),
        linted=tuple(Remark(draft.number, draft.key, *found) for draft in drafts for found in draft.linted),
        warnings=tuple(_warnings(drafts, rows)),
        numbers={draft.key: draft.number for draft in drafts},
        unknown_codes=Counter(code for draft in drafts for code in draft.unknown_codes),
    )


def rows_of(text: str) -> list[Any]:
    """Return the rows of a list; raise NotAList when the text is not a JSON array with something in it."""
    try:
        rows = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        raise NotAList("not_json") from None
    if not isinstance(rows, list):
        raise NotAList("not_a_list")
    if not rows:
        raise NotAList("empty")
    return rows


def _key(row: Any) -> str:
    return row_key(row)[:80] if isinstance(row, dict) else ""


def _with_zones(drafts: list[Draft], refused: list[Remark]) -> list[Draft]:
    """Give rows without a zone the one that nearly all others have; refuse them where there is none."""
    usual = usual_zone(draft.meeting.schedule.timezone for draft in drafts)
    found = []
    for draft in drafts:
        if not draft.meeting.schedule.timezone:
            if not usual:
                refused.append(Remark(draft.number, draft.key, "timezone", "no_zone"))
                continue
            draft.meeting = replace(draft.meeting, schedule=replace(draft.meeting.schedule, timezone=usual))
            draft.warnings.append(("timezone", "zone_of_list"))
        found.append(draft)
    return found


def _distinct(drafts: list[Draft], refused: list[Remark]) -> tuple[list[Draft], list[Duplicate]]:
    """Take out rows that say what an earlier row says, and tell rows apart that share a slug.

    A slug that comes again with another day or time is a row of its own under a key that names both; with the
    same day and time but other words, nobody can know which of the two is right, and the second is refused.
    """
    by_content: dict[object, Draft] = {}
    by_key: dict[str, Draft] = {}
    kept: list[Draft] = []
    duplicates: list[Duplicate] = []
    for draft in drafts:
        same = by_content.setdefault(_content(draft), draft)
        if same is not draft:
            duplicates.append(Duplicate(draft.number, draft.key, same.number))
            continue
        if draft.key in by_key:
            first = draft.slots[0]
            key = f"{draft.key}@{first.weekday}-{first.start_minute // 60:02}{first.start_minute % 60:02}"
            if key in by_key or first == by_key[draft.key].slots[0]:
                refused.append(Remark(draft.number, draft.key, "slug", "used_twice"))
                continue
            draft.warnings.append(("slug", "used_twice_apart"))
            draft.key, draft.meeting = key, replace(draft.meeting, key=key)
        by_key[draft.key] = draft
        kept.append(draft)
    return kept, duplicates


def _content(draft: Draft) -> object:
    """Return what a visitor would see of a row, to tell whether two rows are the same meeting.

    A way to join and formats are part of it: two rooms at one hour are two, and so are men's and women's.
    """
    meeting = draft.meeting
    place = meeting.place
    door = (place.name, place.formatted_address, place.latitude, place.longitude) if place else None
    join = (meeting.join_url, meeting.join_phone)
    how = (meeting.attendance, meeting.status, meeting.schedule, draft.slots)
    return (draft.group_key, meeting.name, door, join, how, meeting.formats, meeting.notes, draft.venue_notes)


def _share_venue_notes(drafts: Sequence[Draft]) -> None:
    """Give every venue the directions that most of its rows state; others stay with their own meeting."""
    stated: defaultdict[PlaceFacts, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        if draft.meeting.place and draft.venue_notes:
            stated[draft.meeting.place][draft.venue_notes] += 1
    for draft in drafts:
        place = draft.meeting.place
        if place is None or not stated[place]:
            continue
        shared = stated[place].most_common(1)[0][0]
        own = "" if draft.venue_notes == shared else draft.venue_notes
        notes = "\n\n".join(filter(None, (own, draft.meeting.notes)))[:8000]
        draft.meeting = replace(draft.meeting, place=replace(place, notes=shared), notes=notes)


def _groups(drafts: Iterable[Draft], fellowship: str) -> dict[str, GroupFacts]:
    """Return the groups by key; of what their rows state of a group, the first that is not empty holds."""
    groups: dict[str, GroupFacts] = {}
    for draft in drafts:
        known = groups.setdefault(
            draft.group_key, GroupFacts(key=draft.group_key, name=draft.group_name, fellowship=fellowship)
        )
        groups[draft.group_key] = replace(
            known, website=known.website or draft.website, notes=known.notes or draft.group_notes
        )
    return groups


def _proposal(draft: Draft, group: GroupFacts) -> Proposal:
    return Proposal(key=draft.key, group=group, meetings=tuple(_meetings(draft)))


def _meetings(draft: Draft) -> Iterable[MeetingFacts]:
    """Yield a meeting for each day; the first has the row's own key, so that one-day rows keep theirs."""
    for position, slot in enumerate(draft.slots):
        meeting = draft.meeting
        schedule = replace(meeting.schedule, weekday=slot.weekday, start_minute=slot.start_minute)
        key = f"{draft.key}#{slot.weekday}" if position else draft.key
        yield replace(meeting, key=key, schedule=schedule)


def _warnings(drafts: Iterable[Draft], rows: Sequence[Any]) -> Iterable[Remark]:
    for draft in drafts:
        yield from (Remark(draft.number, draft.key, field, code) for field, code in draft.warnings)
        for field in sorted(PRIVATE & set(rows[draft.number - 1])):
            if line(rows[draft.number - 1][field]):
                yield Remark(draft.number, draft.key, field, "private_not_kept")
