"""A listed group for moderators: found by its address or name, with its history, put back, values erased."""

from dataclasses import dataclass
from datetime import datetime
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
from meetfinder.directory.naming import id_of
from meetfinder.directory.proposal import Proposal, from_json
from meetfinder.moderation import redaction, undo
from meetfinder.moderation.errors import NothingToUndo
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Decision, Revision
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator.changes import Part, parts
from meetfinder.web.moderator.here import concern_of_group, group_of, me, signature, signer_of

MOST_FOUND = 25
SHORTEST_VALUE = 2
NOT_REVERTED = _l("That state cannot be put back, because it was erased or is how it stands now.")
TOO_SHORT = _l("Type the words to erase, at least two characters.")
NOT_FOUND_IN_IT = _l("These words stand in no field of this group, now or earlier.")


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: what it changed, who decided, and the group as it was then."""

    number: int
    made_at: datetime
    verdict: str
    part: str
    name: str
    fields: tuple[str, ...]
    parts: tuple[Part, ...]
    """What putting it back would change now."""


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


@writes
def redact_group(public_id: str) -> Response | tuple[str, int]:
    """Erase words from everything that is and was known of a group."""
    found, words = group_of(public_id), request.form.get("words", "").strip()
    if len(words) < SHORTEST_VALUE:
        return group(public_id, problem=str(TOO_SHORT), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not redaction.redact_value(found, words, decided_by=signature(), now=clock.now()):
        return group(public_id, problem=str(NOT_FOUND_IN_IT), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return redirect(url_for("moderator.group", public_id=found.public_id), 303)


def steps_of(found: Group) -> list[Step]:
    """Return the history of a group, the newest first."""
    rows = db.session.execute(
        select(Revision, Decision)
        .join(Decision, Decision.id == Revision.decision_id)
        .where(Revision.group_id == found.id)
        .order_by(Revision.number.desc())
    )
    live = proposal_of(found)
    return [_step(revision, decision, live) for revision, decision in rows]


def _step(revision: Revision, decision: Decision, live: Proposal) -> Step:
    part, name = signer_of(decision.decided_by)
    then = _whole(revision.snapshot, live)
    return Step(
        number=revision.number,
        made_at=revision.made_at,
        verdict=decision.verdict,
        part=part,
        name=name,
        fields=tuple(revision.changed_fields),
        parts=() if then is None else parts(live, then),
    )


def _whole(snapshot: str, live: Proposal) -> Proposal | None:
    """Return the group as a revision keeps it; None for one that keeps a row of a list or a status only."""
    try:
        then = from_json(snapshot)
    except ValueError:
        return None
    return then if then.group.key == live.group.key else None


def _found(typed: str) -> list[Group]:
    if not typed:
        return []
    wanted = id_of(typed.rstrip("/"))
    by_id = select(Group).where(
        (Group.public_id == wanted)
        | Group.id.in_(select(Meeting.group_id).where(Meeting.public_id == wanted))
    )
    found = list(db.session.scalars(by_id))
    if found:
        return found
    by_name = select(Group).where(Group.name.icontains(typed, autoescape=True)).order_by(Group.name, Group.id)
    return list(db.session.scalars(by_name.limit(MOST_FOUND)))
