"""Edit and approve: the words, days and places of a submission in one form, then published as corrected."""

from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.directory.proposal import GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.moderation import door
from meetfinder.moderation.difference import wanted_of
from meetfinder.moderation.errors import AlreadyDecided, ClaimedByOther, SecondPersonNeeded
from meetfinder.moderation.models import Submission
from meetfinder.web.edge import writes
from meetfinder.web.moderator.deciding import said_of
from meetfinder.web.moderator.here import signature, submission_of
from meetfinder.web.moderator.telling import APPROVED, tell_sender

GROUP_FIELDS = ("name", "website", "notes")
MEETING_FIELDS = ("name", "notes", "join_url", "join_phone", "join_notes")
PLACE_FIELDS = ("name", "street", "city", "region", "postal_code", "formatted_address", "notes")
_LONGEST = 4000
_MINUTES_PER_HOUR, _DAYS = 60, 7


class Wrong(ValueError):
    """A field cannot be used; `args` are its name and a code."""


def edit_submission(number: int) -> str:
    """Show what was sent in one form."""
    submission = submission_of(number)
    return _page(submission, wanted_of(submission), typed={})


@writes
def save_submission(number: int) -> Response | tuple[str, int]:
    """Approve what was sent, as the form corrects it."""
    submission = submission_of(number)
    wanted = wanted_of(submission)
    try:
        edited = corrected(wanted, request.form)
    except Wrong as problem:
        page = _page(submission, wanted, typed=request.form, wrong=problem.args[0])
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        door.edit_and_approve(submission, edited, decided_by=signature(), now=clock.now())
    except (AlreadyDecided, ClaimedByOther, SecondPersonNeeded) as problem:
        page = _page(submission, wanted, typed=request.form, problem=said_of(problem, submission))
        return page, HTTPStatus.CONFLICT
    tell_sender(submission, APPROVED)
    return redirect(url_for("moderator.review_submission", number=submission.id), 303)


def corrected(wanted: Proposal, form: MultiDict[str, str]) -> Proposal:
    """Return the proposal with what the form says; raise Wrong naming the first field that cannot be used."""
    return replace(
        wanted,
        group=_group(wanted.group, form),
        meetings=tuple(_meeting(facts, f"m{at}", form) for at, facts in enumerate(wanted.meetings)),
    )


def _page(
    submission: Submission, wanted: Proposal, *, typed: Mapping[str, str], wrong: str = "", problem: str = ""
) -> str:
    return render_template(
        "moderator/edit_submission.html",
        submission=submission,
        wanted=wanted,
        typed=typed,
        wrong=wrong,
        problem=problem,
    )


def _group(facts: GroupFacts, form: MultiDict[str, str]) -> GroupFacts:
    words: dict[str, Any] = {name: _text(form, f"g-{name}", getattr(facts, name)) for name in GROUP_FIELDS}
    if not words["name"]:
        raise Wrong("g-name")
    return replace(facts, **words, place=_place(facts.place, "gp", form))


def _meeting(facts: MeetingFacts, at: str, form: MultiDict[str, str]) -> MeetingFacts:
    words: dict[str, Any] = {
        name: _text(form, f"{at}-{name}", getattr(facts, name)) for name in MEETING_FIELDS
    }
    schedule = replace(
        facts.schedule,
        weekday=_number(form, f"{at}-weekday", facts.schedule.weekday, _DAYS - 1),
        start_minute=_clock(form, f"{at}-start", facts.schedule.start_minute),
    )
    return replace(facts, **words, schedule=schedule, place=_place(facts.place, f"{at}p", form))


def _place(place: PlaceFacts | None, at: str, form: MultiDict[str, str]) -> PlaceFacts | None:
    if place is None:
        return None
    words: dict[str, Any] = {name: _text(form, f"{at}-{name}", getattr(place, name)) for name in PLACE_FIELDS}
    return replace(
        place,
        **words,
        latitude=_degrees(form, f"{at}-latitude", place.latitude, 90),
        longitude=_degrees(form, f"{at}-longitude", place.longitude, 180),
    )


def _text(form: MultiDict[str, str], field: str, held: str) -> str:
    text = form.get(field, held).replace("\r\n", "\n").strip()
    if len(text) > _LONGEST:
        raise Wrong(field)
    return text


def _number(form: MultiDict[str, str], field: str, held: int, most: int) -> int:
    text = form.get(field, str(held))
    if not text.isascii() or not text.isdigit() or int(text) > most:
        raise Wrong(field)
    return int(text)


def _clock(form: MultiDict[str, str], field: str, held: int) -> int:
    hours, _, minutes = form.get(field, f"{held // 60:02}:{held % 60:02}").partition(":")
    if not (hours.isascii() and hours.isdigit() and minutes[:2].isdigit()):
        raise Wrong(field)
    minute = int(hours) * _MINUTES_PER_HOUR + int(minutes[:2])
    if minute >= 24 * _MINUTES_PER_HOUR:
        raise Wrong(field)
    return minute


def _degrees(form: MultiDict[str, str], field: str, held: float | None, most: int) -> float | None:
    text = form.get(field, "" if held is None else repr(held)).strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        raise Wrong(field) from None
    if not -most <= number <= most:
        raise Wrong(field)
    return number
