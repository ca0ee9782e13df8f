"""Reads a table of ours back into proposals, without loss and without asking anybody. Pure."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

from meetfinder.clock import zone
from meetfinder.directory.catalogue import ATTRIBUTES
from meetfinder.directory.models import Attendance, JoinVisibility, Precision, SaidBy
from meetfinder.directory.naming import group_slug, id_of
from meetfinder.directory.proposal import AttributeFacts, GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.directory.recurrence import Recurrence, problems
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.exchange.csv.columns import DAYS, RULE_DAYS, YES
from meetfinder.exchange.meeting_guide.reading import Refused
from meetfinder.exchange.meeting_guide.times import minute
from meetfinder.exchange.meeting_guide.words import line, paragraphs, web_address
from meetfinder.moderation.lint import clean, clean_link

LONGEST_KEY = 180
Cells = dict[str, str]


class _Words:
    """The words of a row without what exposes a person, and what was taken out."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.found: list[tuple[str, str]] = []

    def line(self, column: str, limit: int = 255) -> str:
        return self._clean(column, line(self.cells.get(column), limit=limit))

    def text(self, column: str, limit: int, *, passcodes: bool = False) -> str:
        return self._clean(column, paragraphs(self.cells.get(column), limit=limit), passcodes=passcodes)

    def _clean(self, column: str, text: str, *, passcodes: bool = False) -> str:
        country = self.cells.get("Country", "")
        cleaned = clean(text, country=country, keep_passcodes=passcodes)
        self.found += [(column, code) for code in cleaned.codes]
        return cleaned.text


def proposal(cells: Cells, *, fellowship: str) -> tuple[Proposal, tuple[tuple[str, str], ...]]:
    """Return what a row proposes, and what was taken out of its words; raise Refused where it cannot be read.

    `fellowship` is that of rows that name none.
    """
    words = _Words(cells)
    key = line(cells.get("Slug"), limit=LONGEST_KEY + 1)
    if not key or len(key) > LONGEST_KEY:
        raise Refused("Slug", "too_long" if key else "missing")
    meeting = _meeting(key, cells, words)
    named = line(cells.get("Group Slug"), limit=LONGEST_KEY)
    group = GroupFacts(
        # The town before the id is that of the row, and a group can meet in several towns.
        key=group_slug(town="", public_id=id_of(named)) if named else key,
        name=words.line("Group") or meeting.name,
        fellowship=line(cells.get("Fellowship")) or fellowship,
        website=clean_link(web_address(cells.get("Website"), limit=300)).text,
        notes=words.text("Group Notes", 4000),
    )
    return Proposal(key=key, group=group, meetings=(meeting,)), tuple(words.found)


def _meeting(key: str, cells: Cells, words: _Words) -> MeetingFacts:
    youth = _yes(cells, "Youth")
    name = words.line("Name").removeprefix("Demo (invented): ") or words.line("Group")
    if not name:
        raise Refused("Name", "missing")
    return MeetingFacts(
        key=key,
        name=name,
        schedule=_schedule(cells),
        attendance=_one_of(cells, "Attendance", Attendance),
        place=_place(cells, words, youth=youth),
        join_url="" if youth else web_address(cells.get("Conference URL"), limit=500),
        join_phone="" if youth else line(cells.get("Conference Phone"), limit=80),
        join_notes="" if youth else words.text("Conference URL Notes", 1000, passcodes=True),
        join_visibility=_one_of(cells, "Join Visibility", JoinVisibility, default=JoinVisibility.PUBLIC),
        formats=tuple(sorted(_items(cells, "Formats"))),
        languages=tuple(_items(cells, "Languages")),
        notes=words.text("Notes", 8000),
        youth=youth,
        attributes=tuple(_statement(item) for item in _lines(cells, "Attributes")),
        source_url=web_address(cells.get("URL"), limit=500),
        updated_at=_updated(cells),
    )


def _schedule(cells: Cells) -> Schedule:
    day, timezone = line(cells.get("Day")).capitalize(), line(cells.get("Timezone"))
    start = minute(line(cells.get("Time")))
    if day not in DAYS:
        raise Refused("Day", "not_a_day")
    if start is None or start not in range(24 * 60):
        raise Refused("Time", "not_a_time")
    try:
        zone(timezone)
    except ValueError:
        raise Refused("Timezone", "no_zone") from None
    length = line(cells.get("Duration"))
    weekday = DAYS.index(day)
    return Schedule(
        weekday,
        start,
        int(length) if re.fullmatch(r"[1-9]\d{0,3}", length) else None,
        timezone,
        _recurrence(cells, weekday),
        tuple(_exception(item) for item in _lines(cells, "Exceptions")),
    )


def _recurrence(cells: Cells, weekday: int) -> Recurrence:
    parts = dict(part.partition("=")[::2] for part in line(cells.get("Recurrence")).split(";"))
    days = parts.get("BYDAY", "")
    starts_on, ends_on = _date(cells, "Starts On"), _date(cells, "Ends On")
    rule = Recurrence(starts_on=starts_on, ends_on=ends_on)
    if parts.get("FREQ") == "MONTHLY":
        nths = tuple(int(nth) for nth in re.findall(r"(-?\d)[A-Z]{2}", days))
        rule = replace(rule, kind="monthly", nths=nths)
    elif "INTERVAL" in parts:
        weeks = int(parts["INTERVAL"]) if parts["INTERVAL"].isdecimal() else 0
        rule = replace(rule, kind="every_n_weeks", interval=weeks, anchor=_date(cells, "Anchor"))
    other_days = set(re.findall(r"[A-Z]{2}", days)) - {RULE_DAYS[weekday]}
    if other_days or problems(rule, weekday=weekday):
        raise Refused("Recurrence", "unknown_value")
    return rule


def _exception(text: str) -> DateException:
    found = re.fullmatch(
        r"(\d{4}-\d\d-\d\d) (?:cancelled|moved (?P<to>[\d-]+T[\d:]+))(?: (?P<note>.*))?", text
    )
    try:
        moved_to = datetime.fromisoformat(found["to"]) if found and found["to"] else None
        on = date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise Refused("Exceptions", "unknown_value") from None
    note = (found["note"] or "")[:500] if found else ""
    return DateException(on=on, kind="moved" if moved_to else "cancelled", moved_to=moved_to, note=note)


def _place(cells: Cells, words: _Words, *, youth: bool) -> PlaceFacts | None:
    if not any(line(cells.get(column)) for column in ("Location", "City", "Country", "Formatted Address")):
        return None
    area = youth or line(cells.get("Precision")) == Precision.AREA
    return PlaceFacts(
        name="" if area else words.line("Location"),
        street="" if area else words.line("Address"),
        city=line(cells.get("City"), limit=120),
        region=line(cells.get("State"), limit=120),
        postal_code="" if area else line(cells.get("Postal Code"), limit=20),
        country=line(cells.get("Country")) if re.fullmatch("[A-Z]{2}", line(cells.get("Country"))) else "",
        formatted_address=words.line("Formatted Address", 500),
        latitude=_degrees(cells, "Latitude", 90),
        longitude=_degrees(cells, "Longitude", 180),
        precision=Precision.AREA if area else _one_of(cells, "Precision", Precision),
        notes="" if area else words.text("Location Notes", 2000),
    )


def _statement(text: str) -> AttributeFacts:
    said_by, _, rest = text.partition(" ")
    as_of, _, pair = rest.partition(" ")
    key, _, value = pair.partition("=")
    known = key in ATTRIBUTES and (not ATTRIBUTES[key] or value in ATTRIBUTES[key])
    if not known or said_by not in set(SaidBy):
        raise Refused("Attributes", "unknown_value")
    # What a list says that somebody said is the list's word to us: no file speaks as an organizer.
    return AttributeFacts(key=key, value=value, said_by=SaidBy.SOURCE, as_of=_as_date(as_of, "Attributes"))


def _updated(cells: Cells) -> datetime | None:
    text = line(cells.get("Updated"))
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None


def _date(cells: Cells, column: str) -> date | None:
    return _as_date(line(cells.get(column)), column)


def _as_date(text: str, column: str) -> date | None:
    try:
        return date.fromisoformat(text) if text.strip("-") else None
    except ValueError:
        raise Refused(column, "unknown_value") from None


def _degrees(cells: Cells, column: str, largest: int) -> float | None:
    text = line(cells.get(column))
    if not text:
        return None
    if not re.fullmatch(r"-?\d{1,3}(\.\d{1,20})?", text) or abs(float(text)) > largest:
        raise Refused(column, "unknown_value")
    return float(text)


def _one_of(
    cells: Cells, column: str, known: type[Attendance | JoinVisibility | Precision], default: str = ""
) -> str:
    text = line(cells.get(column)) or default
    if text not in set(known):
        raise Refused(column, "unknown_value")
    return text


def _items(cells: Cells, column: str) -> list[str]:
    return [
        item for item in (part.strip() for part in line(cells.get(column), limit=2000).split(",")) if item
    ]


def _lines(cells: Cells, column: str) -> list[str]:
    return [item for item in paragraphs(cells.get(column)).split("\n") if item.strip()]


def _yes(cells: Cells, column: str) -> bool:
    return line(cells.get(column)).lower() == YES
