"""Looking after a group: what makes it smaller takes effect at once, the rest waits."""

from dataclasses import replace
from datetime import date, datetime

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import stewardship
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.recurrence import is_regular_date
from meetfinder.directory.schedule import DateException
from meetfinder.moderation import confirming, drafts, forms, reducing
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web import signed_in
from meetfinder.web.edge import writes
from meetfinder.web.languages import gettext as _
from meetfinder.web.organizer import drafting
from meetfinder.web.organizer.home import listed_meetings
from meetfinder.web.organizer.prefill import answers_of
from meetfinder.web.organizer.read_times import date_of

WRONG = 422
LONGEST_NOTE = 200


def show(public_id: str) -> str:
    """Show a group with what can be done about it."""
    return _page(_group(public_id))


@writes
def confirm(public_id: str) -> Response:
    """Take the group's word that everything listed is right."""
    confirming.confirm(_group(public_id), account_id=_me(), now=clock.now())
    flash(_("Thank you: it is shown as confirmed today."))
    return _back(public_id)


@writes
def edit(public_id: str) -> Response:
    """Begin a change that is filled with what is listed, hidden links included."""
    group = _group(public_id)
    answers = answers_of(proposal_of(group), group_id=group.id, by_visitor=False)
    secret = drafts.begin(answers, account_id=_me(), now=clock.now())
    return drafting.hand_out(redirect(url_for("organizer.check"), 303), secret)


@writes
def close(public_id: str) -> Response | tuple[str, int]:
    """Take the group and all its meetings off the list, at once."""
    group = _group(public_id)
    if request.form.get("sure") != "yes":
        return _page(group, errors={"sure": _("Tick the box if the group has closed.")}), WRONG
    reducing.close(group, account_id=_me(), now=clock.now())
    flash(_("The group is no longer listed."))
    return redirect(url_for("organizer.home"), 303)


@writes
def invite(public_id: str) -> Response | tuple[str, int]:
    """Ask that another person may look after the group; a second person has to say yes."""
    group = _group(public_id)
    try:
        other = find_or_make_account(request.form.get("email", ""), now=clock.now())
    except ValueError:
        return _page(group, errors={"email": _("Type one mail address, such as group@example.org.")}), WRONG
    if stewardship.is_steward(other, group.id):
        return _page(group, errors={"email": _("This person looks after the group already.")}), WRONG
    forms.submit_form(
        None,
        kind=SubmissionKind.HANDOVER,
        account_id=_me(),
        group=group,
        handed_to=other.id,
        proven=True,
        now=clock.now(),
    )
    flash(_("A second person has to agree: another organizer of the group, or a moderator."))
    return _back(public_id)


@writes
def leave(public_id: str) -> Response | tuple[str, int]:
    """Stop looking after a group that somebody else looks after too."""
    group = _group(public_id)
    if len(stewardship.stewards_of(group.id)) < 2:  # noqa: PLR2004  Oneself and another.
        return _page(group, errors={"leave": _("Invite somebody else first, or close the group.")}), WRONG
    stewardship.remove_steward(signed_in.current_account(), group.id)
    flash(_("You do not look after this group any more."))
    return redirect(url_for("organizer.home"), 303)


@writes
def pause(public_id: str) -> Response:
    """Pause a meeting, at once."""
    meeting = _meeting(public_id)
    reducing.pause([meeting], account_id=_me(), now=clock.now())
    flash(_("The meeting is paused: no search shows it as taking place."))
    return _back(meeting.group.public_id)


@writes
def resume(public_id: str) -> Response:
    """List a paused meeting again."""
    meeting = _meeting(public_id)
    reducing.resume([meeting], account_id=_me(), now=clock.now())
    flash(_("The meeting is listed again."))
    return _back(meeting.group.public_id)


@writes
def remove_link(public_id: str) -> Response:
    """Take link and number of a meeting away, at once."""
    meeting = _meeting(public_id)
    reducing.remove_link(meeting, account_id=_me(), now=clock.now())
    flash(_("The link is removed."))
    return _back(meeting.group.public_id)


@writes
def cancel_date(public_id: str) -> Response | tuple[str, int]:
    """Cancel one date at once, or propose another time for it."""
    meeting = _meeting(public_id)
    facts = next(item for item in proposal_of(meeting.group).meetings if item.key == public_id)
    on = date_of(request.form.get("on", ""))
    if on is None or not is_regular_date(facts.schedule.recurrence, weekday=facts.schedule.weekday, day=on):
        error = _("Type a date on which this meeting is held, such as 2027-01-31.")
        return _page(meeting.group, errors={f"on-{public_id}": error}), WRONG
    note = " ".join(request.form.get("note", "").split())[:LONGEST_NOTE]
    if not request.form.get("moved_to"):
        reducing.cancel_date(meeting, on, account_id=_me(), now=clock.now(), note=note)
        flash(_("This date is cancelled."))
        return _back(meeting.group.public_id)
    moved_to = _wall_time(request.form["moved_to"])
    if moved_to is None:
        error = _("Type the new date and time, such as 2027-01-31 19:00.")
        return _page(meeting.group, errors={f"moved_to-{public_id}": error}), WRONG
    _move(meeting, on, moved_to, note)
    flash(_("Your change is sent; a moderator looks at it, and organizers who are known need not wait."))
    return _back(meeting.group.public_id)


def _move(meeting: Meeting, on: date, moved_to: datetime, note: str) -> None:
    """Propose another time for one date."""
    base = proposal_of(meeting.group)
    moved = DateException(on, "moved", moved_to, note)
    wanted = tuple(
        replace(
            item,
            schedule=replace(
                item.schedule,
                exceptions=(*(other for other in item.schedule.exceptions if other.on != on), moved),
            ),
        )
        if item.key == meeting.public_id
        else item
        for item in base.meetings
    )
    forms.submit_form(
        replace(base, meetings=wanted),
        kind=SubmissionKind.CHANGE,
        account_id=_me(),
        group=meeting.group,
        base=base,
        proven=True,
        now=clock.now(),
    )


def _wall_time(typed: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        return None
    return None if moment.tzinfo else moment.replace(second=0, microsecond=0)


def _page(group: Group, *, errors: dict[str, str] | None = None) -> str:
    return render_template(
        "organizer/group.html",
        group=group,
        meetings=listed_meetings(group),
        stewards=stewardship.stewards_of(group.id),
        errors=errors or {},
        typed=request.form if errors else {},
    )


def _me() -> int:
    return signed_in.current_account().id


def _group(public_id: str) -> Group:
    """Return a group that whoever is signed in looks after; 404 for those of others."""
    found: Group | None = db.session.scalar(select(Group).where(Group.public_id == public_id))
    if found is None or not stewardship.is_steward(signed_in.current_account(), found.id):
        abort(404)
    return found


def _meeting(public_id: str) -> Meeting:
    found: Meeting | None = db.session.scalar(select(Meeting).where(Meeting.public_id == public_id))
    if found is None or not stewardship.is_steward(signed_in.current_account(), found.group_id):
        abort(404)
    return found


def _back(public_id: str) -> Response:
    return redirect(url_for("organizer.my_group", public_id=public_id), 303)
