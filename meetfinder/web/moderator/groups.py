"""A listed group for moderators: found by its address or name, with its history, put back, values erased."""

from dataclasses import dataclass
from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts.registry import may_moderate
from meetfinder.accounts.stewardship import stewards_of
from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.proposal import Proposal
from meetfinder.moderation import undo
from meetfinder.moderation.errors import NothingToUndo
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Decision
from meetfinder.moderation.replay import state_at
from meetfinder.moderation.revisions import HistoryEntry, history_of
from meetfinder.moderation.undo import FINAL
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator.changes import Part, parts
from meetfinder.web.moderator.here import (
    concern_of_group,
    group_of,
    id_in,
    me,
    signature,
    signer_of,
    undone_among,
)

MOST_FOUND = 25
MOST_STEPS = 30
NOT_REVERTED = _l("That state cannot be put back, because it was erased or is how it stands now.")


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the history, who decided, and what putting that state back would change now."""

    entry: HistoryEntry
    name: str
    may_undo: bool
    parts: tuple[Part, ...]


def groups() -> str:
    """Show the box in which a group is looked for."""
    return render_template("moderator/groups.html", typed="", found=None)


def find_groups() -> str:
    """Find groups by the address of a page, an id or a part of the name; no address says what was typed."""
    typed = request.form.get("words", "").strip()[:200]
    found = [group for group in _found(typed) if may_moderate(me(), concern_of_group(group))]
    return render_template("moderator/groups.html", typed=typed, found=found)


def group(public_id: str, *, problem: str = "", status: int = HTTPStatus.OK) -> tuple[str, int]:
    """Show a group, its organizers and its history."""
    found = group_of(public_id)
    page = render_template(
        "moderator/group.html",
        group=found,
        live=proposal_of(found),
        steps=steps_of(found),
        stewards=[account.email.partition("@")[0] for account in stewards_of(found.id)],
        problem=problem,
        typed=request.form if problem else {},
    )
    return page, status


@writes
def revert_group(public_id: str) -> Response | tuple[str, int]:
    """Put a group back to how it was at a revision."""
    found, number = group_of(public_id), request.form.get("number", "")
    if not number.isdigit():
        raise BadRequest
    try:
        undo.revert(found, int(number), decided_by=signature(), now=clock.now())
    except (NothingToUndo, LookupError):
        return group(public_id, problem=str(NOT_REVERTED), status=HTTPStatus.CONFLICT)
    return redirect(url_for("moderator.group", public_id=found.public_id), 303)


def steps_of(found: Group) -> list[Step]:
    """Return the last steps of a group's history, the newest first."""
    live, history = proposal_of(found), history_of(found)[:MOST_STEPS]
    decisions = {
        decision.id: decision
        for decision in db.session.scalars(
            select(Decision).where(Decision.id.in_([entry.decision_id for entry in history]))
        )
    }
    undone = undone_among(decisions)
    return [
        Step(
            entry=entry,
            name=signer_of(decisions[entry.decision_id].decided_by)[1],
            may_undo=entry.decision_id not in undone and entry.verdict not in FINAL,
            parts=_parts(found, entry.number, live),
        )
        for entry in history
    ]


def _parts(found: Group, number: int, live: Proposal) -> tuple[Part, ...]:
    then = state_at(found, number)
    return () if then is None else parts(live, then)


def _found(typed: str) -> list[Group]:
    if not typed:
        return []
    wanted = id_in(typed)
    by_id = select(Group).where(
        (Group.public_id == wanted)
        | Group.id.in_(select(Meeting.group_id).where(Meeting.public_id == wanted))
    )
    found = list(db.session.scalars(by_id))
    if found:
        return found
    by_name = select(Group).where(Group.name.icontains(typed, autoescape=True)).order_by(Group.name, Group.id)
    return list(db.session.scalars(by_name.limit(MOST_FOUND)))
