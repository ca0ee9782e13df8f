"""From answers to a proposal: what was typed, as the door takes it. Pure but for the time zone of a point."""

from dataclasses import replace
from datetime import date, datetime
from itertools import chain
from typing import Any

from meetfinder.directory.models import MeetingStatus, Precision, SaidBy
from meetfinder.directory.proposal import (
    AttributeFacts,
    GroupFacts,
    MeetingFacts,
    PlaceFacts,
    Proposal,
    from_json,
)
from meetfinder.directory.schedule import DateException, Schedule
from meetfinder.moderation.models import SubmissionKind
from meetfinder.places.codes import rounded
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.read_times import Row, minute_of, recurrence_of
from meetfinder.web.organizer.read_words import INDEPENDENT
from meetfinder.web.organizer.venues import Venue, has_link, has_room, venues

CONTACT = "Contact: "
"""Begins the last line of a group's notes, where its mailbox stands."""


def propose(answers: Answers, *, today: date) -> Proposal:
    """Return the whole group as it is to be; needs answers that their readers found nothing wrong with."""
    base = from_json(answers["base"]) if answers.get("base") else None
    meetings = () if answers["kind"] == SubmissionKind.FORMING else tuple(_meetings(answers, base))
    changed = _changed_keys(answers)
    group = replace(
        base.group if base else GroupFacts(key="new", name=""),
        name=answers.get("name", ""),
        fellowship="" if answers.get("fellowship") == INDEPENDENT else answers.get("fellowship", ""),
        website=answers.get("website", ""),
        notes=notes_of(answers),
        attributes=_attributes(answers, base.group.attributes if base else (), changed, today),
    )
    if answers["kind"] == SubmissionKind.FORMING:
        group = replace(group, place=_place(venues(answers)[0], youth=False))
    return Proposal(
        key=group.key,
        group=group,
        meetings=tuple(
            replace(item, attributes=tuple(said for said in item.attributes if said.key not in changed))
            for item in meetings
        ),
    )


def notes_of(answers: Answers) -> str:
    """Return the notes of the group, its mailbox in the last line."""
    mailbox = answers.get("mailbox", "")
    parts = [answers.get("notes", ""), f"{CONTACT}{mailbox}" if mailbox else ""]
    return "\n\n".join(filter(None, parts))


def _changed_keys(answers: Answers) -> set[str]:
    """Return the keys whose statement is another one than the form was filled with."""
    before, now = answers.get("was", {}).get("stated", {}), answers.get("stated", {})
    return {key for key in chain(before, now) if before.get(key) != now.get(key)}


def _attributes(
    answers: Answers, before: tuple[AttributeFacts, ...], changed: set[str], today: date
) -> tuple[AttributeFacts, ...]:
    """Return what is stated: what was changed is said by who fills the form in, the rest by who said it."""
    said_by = SaidBy.VISITOR if answers.get("by_visitor") else SaidBy.ORGANIZER
    stated = answers.get("stated", {})
    fresh = [
        AttributeFacts(key=key, value=value, said_by=said_by, as_of=today)
        for key in sorted(changed)
        for value in stated.get(key, ())
    ]
    return (*(item for item in before if item.key not in changed), *fresh)


def _meetings(answers: Answers, base: Proposal | None) -> list[MeetingFacts]:
    held = {facts.key: facts for facts in base.meetings} if base else {}
    found = []
    for at, venue in enumerate(venues(answers)):
        for number, row in enumerate(venue["slots"]):
            before = held.get(row["key"])
            found.append(
                _meeting(answers, venue, row, before or _new_meeting(answers, f"new-{at}-{number}", row))
            )
    return found


def _new_meeting(answers: Answers, key: str, row: Row) -> MeetingFacts:
    nowhen = Schedule(int(row["day"] or 0), 0, None, "Etc/UTC")
    return MeetingFacts(key=key, name=answers.get("name", ""), schedule=nowhen, attendance="")


def _meeting(answers: Answers, venue: Venue, row: Row, before: MeetingFacts) -> MeetingFacts:
    youth = bool(answers.get("youth"))
    join = venue["join"] if has_link(venue) and not youth else {}
    renamed = answers.get("name") != answers.get("was", {}).get("name", answers.get("name"))
    return replace(
        before,
        name=answers["name"] if renamed else before.name,
        schedule=_schedule(row, venue),
        attendance=venue["attendance"],
        status=_status(row, before),
        place=_place(venue, youth=youth),
        join_url=join.get("url", ""),
        join_phone=join.get("phone", ""),
        join_notes=join.get("notes", ""),
        join_visibility=join.get("visibility") or before.join_visibility,
        languages=_languages(answers, before),
        youth=youth,
    )


def _status(row: Row, before: MeetingFacts) -> str:
    """Return whether it is paused; a draft that was begun before this was asked says nothing of it."""
    paused = row.get("paused", before.status == MeetingStatus.PAUSED)
    return str(MeetingStatus.PAUSED if paused else MeetingStatus.ACTIVE)


def _languages(answers: Answers, before: MeetingFacts) -> tuple[str, ...]:
    """Return the languages; those of each meeting stay where the answer was not changed."""
    wanted = answers.get("languages", [])
    return before.languages if wanted == answers.get("was", {}).get("languages", []) else tuple(wanted)


def _schedule(row: Row, venue: Venue) -> Schedule:
    minutes = row["minutes"]
    return Schedule(
        weekday=int(row["day"]),
        start_minute=minute_of(row["start"]) or 0,
        duration_minutes=int(minutes) if minutes else None,
        timezone=venue["timezone"],
        recurrence=recurrence_of(row),
        exceptions=tuple(_exception(item) for item in row.get("exceptions", ())),
    )


def _exception(item: dict[str, Any]) -> DateException:
    moved_to = datetime.fromisoformat(item["moved_to"]) if item["moved_to"] else None
    return DateException(date.fromisoformat(item["on"]), item["kind"], moved_to, item["note"])


def _place(venue: Venue, *, youth: bool) -> PlaceFacts | None:
    """Return where; of homes, refuges and meetings of minors an area only."""
    place = venue["place"]
    if not place or not (has_room(venue) or not venue["attendance"]):
        return _area_of_link(venue)
    if place.get("hidden") or youth or place.get("precision") == Precision.AREA:
        return _area(place)
    parts = (place["street"], place["city"], f"{place['region']} {place['postal_code']}".strip())
    return PlaceFacts(
        name=place["name"],
        street=place["street"],
        city=place["city"],
        region=place["region"],
        postal_code=place["postal_code"],
        country=place["country"],
        formatted_address=place.get("formatted_address") or ", ".join(filter(None, parts)),
        latitude=place.get("latitude"),
        longitude=place.get("longitude"),
        precision=place.get("precision") or str(Precision.APPROXIMATE),
        notes=place["notes"],
    )


def _area(place: dict[str, Any]) -> PlaceFacts:
    latitude, longitude = place.get("latitude"), place.get("longitude")
    if latitude is not None and longitude is not None:
        latitude, longitude = rounded(latitude, longitude)
    town = place["city"] or place["postal_code"].split(" ")[0]
    return PlaceFacts(
        city=town,
        region=place["region"],
        country=place["country"],
        formatted_address=", ".join(filter(None, (town, place["region"]))),
        latitude=latitude,
        longitude=longitude,
        precision=str(Precision.AREA),
    )


def _area_of_link(venue: Venue) -> PlaceFacts | None:
    """Return the area that a meeting online was listed with, which no question asks about."""
    kept = venue.get("kept_place")
    return PlaceFacts(**kept) if kept else None
