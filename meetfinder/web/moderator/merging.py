"""Two listings of one group, side by side: field by field what stays, and which meetings."""

from dataclasses import dataclass, fields, replace
from http import HTTPStatus
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.proposal import GroupFacts, MeetingFacts, Proposal
from meetfinder.moderation import merging
from meetfinder.moderation.live import proposal_of
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator.groups import group as group_page
from meetfinder.web.moderator.here import group_of, id_in, signature

_NOT_PICKED = frozenset({"key", "status"})
NO_OTHER = _l("No other group has this address.")
NO_MEETING = _l("Keep at least one meeting.")


@dataclass(frozen=True, slots=True)
class Pick:
    """One field of the group in which the two differ."""

    field: str
    ours: Any
    theirs: Any


def choose_merge(public_id: str) -> Response | tuple[str, int]:
    """Send a moderator to the page that compares a group with the other one that was named."""
    keep, other = group_of(public_id), _other(request.form.get("other", ""))
    if other is None or other.id == keep.id:
        return group_page(public_id, problem=str(NO_OTHER), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(url_for("moderator.merge", public_id=keep.public_id, other=other.public_id), 303)


def merge(public_id: str, other: str, *, problem: str = "", status: int = HTTPStatus.OK) -> tuple[str, int]:
    """Show two groups side by side."""
    keep, gone = _two(public_id, other)
    ours, theirs = proposal_of(keep), proposal_of(gone)
    page = render_template(
        "moderator/merge.html",
        keep=keep,
        other=gone,
        picks=picks_of(ours.group, theirs.group),
        meetings=[(facts, "keep") for facts in ours.meetings]
        + [(facts, "other") for facts in theirs.meetings],
        same=_slots_of(ours) & _slots_of(theirs),
        problem=problem,
        typed=request.form if problem else None,
    )
    return page, status


@writes
def merge_groups(public_id: str, other: str) -> Response | tuple[str, int]:
    """Make two listings one; the other's addresses lead to it from now on."""
    keep, gone = _two(public_id, other)
    wanted = picked(proposal_of(keep), proposal_of(gone), request.form)
    if not wanted.meetings:
        return merge(public_id, other, problem=str(NO_MEETING), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    same = doubles_of(proposal_of(keep), proposal_of(gone))
    merging.merge(keep, gone, proposal=wanted, same=same, decided_by=signature(), now=clock.now())
    return redirect(url_for("moderator.group", public_id=keep.public_id), 303)


def picks_of(ours: GroupFacts, theirs: GroupFacts) -> list[Pick]:
    """Return the fields of the group in which the two differ."""
    pairs = [
        Pick(item.name, getattr(ours, item.name), getattr(theirs, item.name))
        for item in fields(GroupFacts)
        if item.name not in _NOT_PICKED
    ]
    return [pick for pick in pairs if pick.ours != pick.theirs]


def picked(ours: Proposal, theirs: Proposal, form: MultiDict[str, str]) -> Proposal:
    """Return the group as the form picks it: fields from either, and the meetings that are ticked."""
    chosen = {
        pick.field: pick.theirs
        for pick in picks_of(ours.group, theirs.group)
        if form.get(f"pick-{pick.field}") == "other"
    }
    ticked = set(form.getlist("meeting"))
    stay = [facts for facts in (*ours.meetings, *theirs.meetings) if facts.key in ticked]
    return replace(ours, group=replace(ours.group, **chosen), meetings=tuple(stay))


def doubles_of(ours: Proposal, theirs: Proposal) -> dict[str, str]:
    """Return the meetings of the other group that one of ours is held at the same time as, with ours."""
    held = {_slot(facts): facts.key for facts in ours.meetings}
    return {facts.key: held[_slot(facts)] for facts in theirs.meetings if _slot(facts) in held}


def _slots_of(proposal: Proposal) -> set[tuple[int, int]]:
    return {_slot(facts) for facts in proposal.meetings}


def _slot(facts: MeetingFacts) -> tuple[int, int]:
    return facts.schedule.weekday, facts.schedule.start_minute


def _two(public_id: str, other: str) -> tuple[Group, Group]:
    keep, gone = group_of(public_id), group_of(other)
    if keep.id == gone.id:
        raise NotFound
    return keep, gone


def _other(typed: str) -> Group | None:
    wanted = id_in(typed)
    by_meeting = select(Group).join(Meeting).where(Meeting.public_id == wanted).limit(1)
    by_group = select(Group).where(Group.public_id == wanted)
    return db.session.scalar(by_group) or db.session.scalar(by_meeting)
