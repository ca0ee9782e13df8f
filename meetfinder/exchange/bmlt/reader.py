"""Reads the rows of a BMLT server: JSON objects in, proposals out. No database, no network, no clock.

Every row is a meeting; rows with the same world id and name are the meetings of one group.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from meetfinder.directory.proposal import GroupFacts, Proposal
from meetfinder.exchange.bmlt.bodies import Body
from meetfinder.exchange.bmlt.fields import FieldKey
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.row_in import Context, Draft, read_row
from meetfinder.exchange.meeting_guide.reading import Reading, Refused, Remark
from meetfinder.exchange.meeting_guide.zones import usual_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """What a server says beside its meetings, kept so that its face can say it again."""

    info: Mapping[str, Any]
    bodies: tuple[Body, ...]
    labels: tuple[FormatLabel, ...]
    used: tuple[int, ...]
    """Ids of the formats that any of its meetings has, unpublished ones included."""
    fields: tuple[FieldKey, ...]
    meanings: Mapping[int, str]
    """Format id to the slug of ours that it means; those without a meaning are left out."""


def read(rows: Sequence[Any], context: Context) -> Reading:
    """Read the rows that GetSearchResults answered; one that cannot be listed is refused on its own."""
    drafts: list[Draft] = []
    refused: list[Remark] = []
    for number, row in enumerate(rows, start=1):
        try:
            if not isinstance(row, dict):
                raise Refused("row", "not_an_object")  # noqa: TRY301  Refused like any other row.
            drafts.append(read_row(number, row, context))
        except Refused as problem:
            refused.append(Remark(number, _key(row), problem.field, problem.code))
    drafts = _distinct(drafts, refused)
    drafts = _with_zones(drafts, refused)
    names = {draft.group_key: draft.meeting.name for draft in reversed(drafts)}
    return Reading(
        rows=len(rows),
        proposals=tuple(_proposal(draft, names[draft.group_key], context.fellowship) for draft in drafts),
        refused=tuple(sorted(refused, key=lambda remark: remark.number)),
        duplicates=(),
        linted=tuple(_remark(draft, found) for draft in drafts for found in draft.linted),
        warnings=tuple(_remark(draft, found) for draft in drafts for found in draft.warnings),
        unknown_codes=_unknown(drafts, context),
        numbers={draft.meeting.key: draft.number for draft in drafts},
    )


def _proposal(draft: Draft, name: str, fellowship: str) -> Proposal:
    group = GroupFacts(key=draft.group_key, name=name, fellowship=fellowship)
    return Proposal(key=draft.meeting.key, group=group, meetings=(draft.meeting,))


def _distinct(drafts: list[Draft], refused: list[Remark]) -> list[Draft]:
    """Refuse rows whose id was used before: nobody can know which of the two is right."""
    first = {draft.meeting.key: draft for draft in reversed(drafts)}
    refused += [
        Remark(draft.number, draft.meeting.key, "id_bigint", "used_twice")
        for draft in drafts
        if first[draft.meeting.key] is not draft
    ]
    return [draft for draft in drafts if first[draft.meeting.key] is draft]


def _with_zones(drafts: list[Draft], refused: list[Remark]) -> list[Draft]:
    """Give rows without a zone the one that nearly all others have; refuse them where there is none."""
    usual = usual_zone(draft.meeting.schedule.timezone for draft in drafts)
    found = []
    for draft in drafts:
        schedule = draft.meeting.schedule
        if schedule.timezone:
            found.append(draft)
        elif usual:
            meeting = replace(draft.meeting, schedule=replace(schedule, timezone=usual))
            warnings = (*draft.warnings, ("time_zone", "zone_of_list"))
            found.append(replace(draft, meeting=meeting, warnings=warnings))
        else:
            refused.append(Remark(draft.number, draft.meeting.key, "time_zone", "no_zone"))
    return found


def _unknown(drafts: list[Draft], context: Context) -> dict[str, int]:
    """Count the rows with formats that nobody has explained to us, by the format's key."""
    codes = context.codes
    unknown = {
        label.id: label.key
        for label in context.formats.values()
        if not codes.slug(label) and not codes.signal(label)
    }
    found = Counter(
        unknown[number]
        for draft in drafts
        for number in draft.meeting.extra["bmlt"]["formats"] or ()
        if number in unknown
    )
    return dict(found)


def _remark(draft: Draft, found: tuple[str, str]) -> Remark:
    return Remark(draft.number, draft.meeting.key, *found)


def _key(row: Any) -> str:
    return str(row.get("id_bigint", ""))[:80] if isinstance(row, dict) else ""
