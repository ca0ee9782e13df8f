"""From what is listed to answers, so that a change begins with what everybody can see already."""

from dataclasses import asdict, replace
from typing import Any

from meetfinder.directory.models import JoinVisibility, MeetingStatus, Precision
from meetfinder.directory.proposal import MeetingFacts, PlaceFacts, Proposal, to_json
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.organizer import dates_off
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.proposing import CONTACT
from meetfinder.web.organizer.read_times import MONTHLY, WEEKLY, Row
from meetfinder.web.organizer.read_words import INDEPENDENT
from meetfinder.web.organizer.venues import Venue, has_room

_HIDDEN = {"join_url": "", "join_phone": "", "join_notes": ""}


def public_part(proposal: Proposal) -> Proposal:
    """Return a listed group without what a stranger must not see: links that are not public.

    What is left out here counts as unchanged, because the door compares with what the form was filled with.
    """
    return replace(
        proposal,
        meetings=tuple(
            facts if facts.join_visibility == JoinVisibility.PUBLIC else replace(facts, **_HIDDEN)  # type: ignore[arg-type]
            for facts in proposal.meetings
        ),
    )


def answers_of(proposal: Proposal, *, group_id: int, by_visitor: bool) -> Answers:
    """Return the answers that would propose exactly what is listed."""
    group = proposal.group
    body, found, contact = group.notes.rpartition(CONTACT)
    has_contact = bool(found) and "\n" not in contact and (not body or body.endswith("\n"))
    stated: dict[str, list[str]] = {}
    for said in (*group.attributes, *(said for facts in proposal.meetings for said in facts.attributes)):
        values = stated.setdefault(said.key, [])
        if said.value not in values:
            values.append(said.value)
    languages = list(proposal.meetings[0].languages) if proposal.meetings else []
    return {
        "kind": str(SubmissionKind.FORMING if group.status == "forming" else SubmissionKind.CHANGE),
        "group": group_id,
        "base": to_json(proposal),
        "by_visitor": by_visitor,
        "checked": True,
        "fellowship": group.fellowship or INDEPENDENT,
        "name": group.name,
        "website": group.website,
        "notes": body.strip() if has_contact else group.notes,
        "mailbox": contact.strip() if has_contact else "",
        "stated": stated,
        "languages": languages,
        "youth": any(facts.youth for facts in proposal.meetings),
        "venues": _venues(proposal),
        "was": {
            "stated": {key: list(values) for key, values in stated.items()},
            "languages": list(languages),
            "name": group.name,
        },
    }


def _venues(proposal: Proposal) -> list[Venue]:
    """Return the venues, the meetings of the same place, link and zone together."""
    if not proposal.meetings:
        place = proposal.group.place
        return [_venue_of(place)] if place else []
    found: dict[str, Venue] = {}
    for facts in proposal.meetings:
        mark = to_json(replace(proposal, meetings=(_venue_only(facts),)))
        if mark not in found:
            found[mark] = _venue(facts)
        found[mark]["slots"].append(_row(facts))
    return list(found.values())


def _venue_only(facts: MeetingFacts) -> MeetingFacts:
    schedule = replace(facts.schedule, weekday=0, start_minute=0, duration_minutes=None, exceptions=())
    return MeetingFacts(
        key="",
        name="",
        schedule=replace(schedule, recurrence=type(schedule.recurrence)()),
        attendance=facts.attendance,
        place=facts.place,
        join_url=facts.join_url,
        join_phone=facts.join_phone,
        join_notes=facts.join_notes,
        join_visibility=facts.join_visibility,
    )


def _venue(facts: MeetingFacts) -> Venue:
    venue: Venue = {
        "attendance": facts.attendance,
        "place": {},
        "join": {
            "url": facts.join_url,
            "phone": facts.join_phone,
            "notes": facts.join_notes,
            "visibility": facts.join_visibility,
        },
        "timezone": facts.schedule.timezone,
        "slots": [],
    }
    if facts.place is not None:
        key = "place" if has_room(venue) else "kept_place"
        venue[key] = _place(facts.place) if has_room(venue) else asdict(facts.place)
    return venue


def _venue_of(place: PlaceFacts) -> Venue:
    return {"attendance": "", "place": _place(place), "join": {}, "timezone": "", "slots": []}


def _place(place: PlaceFacts) -> dict[str, Any]:
    return {**asdict(place), "hidden": place.precision == Precision.AREA}


def _row(facts: MeetingFacts) -> Row:
    schedule, rule = facts.schedule, facts.schedule.recurrence
    every = {"weekly": WEEKLY, "monthly": MONTHLY}.get(rule.kind, str(rule.interval))
    return {
        "key": facts.key,
        "day": str(schedule.weekday),
        "start": f"{schedule.start_minute // 60:02}:{schedule.start_minute % 60:02}",
        "minutes": str(schedule.duration_minutes or ""),
        "every": every,
        "nths": list(rule.nths),
        "anchor": rule.anchor.isoformat() if rule.anchor else "",
        "starts_on": rule.starts_on.isoformat() if rule.starts_on else "",
        "ends_on": rule.ends_on.isoformat() if rule.ends_on else "",
        **dates_off.prefilled(schedule.exceptions, paused=facts.status == MeetingStatus.PAUSED),
    }
