"""What a proposal's facts are as columns, and which of them differ from what is held."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from meetfinder.directory.models import Attribute, Group, Meeting, MeetingException
from meetfinder.directory.proposal import AttributeFacts, GroupFacts, MeetingFacts
from meetfinder.directory.schedule import Schedule
from meetfinder.moderation.upholding import CANCELLED, Keeper

_Statement = tuple[str, str, str, Any]


class Changes:
    """Sets fields and remembers the names of those that changed, never their values."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self._names: list[str] = []
        self._keeper = keeper or Keeper()

    def __len__(self) -> int:
        return len(self._names)

    def names(self) -> tuple[str, ...]:
        """Return the names, each once, sorted."""
        return tuple(sorted(set(self._names)))

    def note(self, name: str) -> None:
        """Remember a change that was made elsewhere."""
        self._names.append(name)

    def set(self, row: Any, name: str, value: Any) -> None:
        """Set one field of a row, as far as the keeper lets it be changed."""
        held = getattr(row, name)
        value = self._keeper.incoming(row, name, held, value)
        if held != value:
            setattr(row, name, value)
            self._names.append(name)
            self._keeper.changed(row, name, held, value)

    def set_attributes(self, row: Group | Meeting, wanted: list[Attribute], *, whole: bool = False) -> None:
        """Replace what the same speakers said before; what others stated stays unless `whole` is wanted."""
        speakers = {item.said_by for item in wanted} | {"source"}
        held = [item for item in row.attributes if whole or item.said_by in speakers]
        wanted = self._keeper.incoming(row, "attributes", held, sorted(wanted, key=_in_order))
        if {_statement(item) for item in held} == {_statement(item) for item in wanted}:
            return
        self._keeper.changed(row, "attributes", sorted(held, key=_in_order), wanted)
        row.attributes = [item for item in row.attributes if item not in held] + wanted
        self._names.append("attributes")

    def set_exceptions(self, row: Meeting, wanted: list[MeetingException]) -> None:
        """Replace the dates on which the meeting is cancelled or moved."""
        wanted = self._keeper.exceptions(row, wanted)
        held = {item.on: item for item in row.exceptions}
        self._tell_of_dates(row, held, {item.on: item for item in wanted})
        if {day: _exception(item) for day, item in held.items()} == {
            item.on: _exception(item) for item in wanted
        }:
            return
        for item in wanted:
            known = held.pop(item.on, None)
            if known is None:
                row.exceptions.append(item)
            else:
                known.kind, known.moved_to, known.note = item.kind, item.moved_to, item.note
        for item in held.values():
            row.exceptions.remove(item)
        self._names.append("exceptions")

    def _tell_of_dates(
        self, row: Meeting, held: Mapping[date, MeetingException], wanted: Mapping[date, MeetingException]
    ) -> None:
        for day in held.keys() | wanted.keys():
            old, new = (dates[day].kind if day in dates else None for dates in (held, wanted))
            if old != new:
                self._keeper.changed(row, f"{CANCELLED} {day}", old, new)


def group_values(facts: GroupFacts) -> dict[str, Any]:
    """Return the plain columns of a group."""
    return {
        "name": facts.name,
        "status": facts.status,
        "website": facts.website or None,
        "notes": facts.notes,
    }


def meeting_values(facts: MeetingFacts) -> dict[str, Any]:
    """Return the plain columns of a meeting."""
    schedule, rule = facts.schedule, facts.schedule.recurrence
    return {
        "name": facts.name,
        "status": facts.status,
        "weekday": schedule.weekday,
        "start_minute": schedule.start_minute,
        "duration_minutes": schedule.duration_minutes,
        "timezone": schedule.timezone,
        "recurrence_kind": rule.kind,
        "recurrence_interval": rule.interval,
        "recurrence_anchor": rule.anchor,
        "recurrence_nths": list(rule.nths),
        "starts_on": rule.starts_on,
        "ends_on": rule.ends_on,
        "attendance": facts.attendance,
        "join_url": facts.join_url or None,
        "join_phone": facts.join_phone or None,
        "join_notes": facts.join_notes,
        "join_visibility": facts.join_visibility,
        "languages": list(facts.languages),
        "notes": facts.notes,
        "youth": facts.youth,
        "extra": facts.extra,
        "source_url": facts.source_url or None,
    }


def attributes_of(facts: Iterable[AttributeFacts]) -> list[Attribute]:
    """Return new rows for the statements."""
    return [
        Attribute(key=item.key, value=item.value, said_by=item.said_by, as_of=item.as_of) for item in facts
    ]


def exceptions_of(schedule: Schedule) -> list[MeetingException]:
    """Return new rows for the exceptions of a schedule."""
    return [
        MeetingException(
            on=item.on,
            kind=item.kind,
            moved_to=item.moved_to.isoformat(timespec="minutes") if item.moved_to else None,
            note=item.note,
        )
        for item in schedule.exceptions
    ]


def _statement(item: Attribute) -> _Statement:
    return item.key, item.value, item.said_by, item.as_of


def _in_order(item: Attribute) -> tuple[str, ...]:
    return item.key, item.value, item.said_by, str(item.as_of)


def _exception(item: MeetingException) -> tuple[str, str | None, str]:
    return item.kind, item.moved_to, item.note
