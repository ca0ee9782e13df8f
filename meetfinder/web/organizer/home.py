"""What somebody sees of their own: groups, what they sent and its state, questions to answer."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import stewardship
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.directory.models import Group, GroupStatus, Meeting, MeetingStatus
from meetfinder.directory.proposal import from_json
from meetfinder.moderation import appeals, confirming, forms, messages, seconding, trust
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.models import Submission
from meetfinder.web import signed_in
from meetfinder.web.edge import writes
from meetfinder.web.languages import gettext as _

TOO_LATE, WRONG = 409, 422


def home() -> str:
    """List one's groups and everything one has sent."""
    account = signed_in.current_account()
    return render_template(
        "organizer/home.html",
        account=account,
        groups=groups_of(account),
        to_second=[(item, name_of(item)) for item in _waiting_for_second(account)],
        sent=[(item, name_of(item)) for item in forms.submissions_of(account.id)],
    )


def groups_of(account: Account) -> list[Group]:
    """Return the groups that an account looks after."""
    return [db.session.get_one(Group, number) for number in stewardship.groups_of(account)]


def name_of(submission: Submission) -> str:
    """Return the name of the group that a submission is about."""
    return from_json(submission.proposal).group.name


def submission(number: int) -> str:
    """Show one thing that was sent: its state, what it changes, what was said about it."""
    return _page(_mine(number))


@writes
def answer_question(number: int) -> Response | tuple[str, int]:
    """Answer a moderator's question."""
    mine, words = _mine(number), request.form.get("words", "")
    if not words.strip():
        return _page(mine, error=_("Type your answer.")), WRONG
    try:
        messages.answer(mine, words, account_id=signed_in.current_account().id, now=clock.now())
    except AlreadyDecided:
        return _page(mine, error=_("No question is open any more.")), TOO_LATE
    flash(_("Your answer is sent."))
    return redirect(url_for("organizer.submission", number=number), 303)


@writes
def withdraw(number: int) -> Response | tuple[str, int]:
    """Take back what was sent and is not decided."""
    mine = _mine(number)
    try:
        forms.withdraw_submission(mine, account_id=signed_in.current_account().id)
    except AlreadyDecided:
        return _page(mine, error=_("It is too late: it was decided.")), TOO_LATE
    flash(_("It is taken back."))
    return redirect(url_for("organizer.home"), 303)


@writes
def appeal(number: int) -> Response | tuple[str, int]:
    """Ask for another moderator's opinion about what was declined."""
    mine, words = _mine(number), request.form.get("words", "")
    if not words.strip():
        return _page(mine, error=_("Say why you think that we are wrong.")), WRONG
    try:
        appeals.appeal(mine, words, account_id=signed_in.current_account().id, now=clock.now())
    except AlreadyDecided:
        return _page(mine, error=_("It is not declined, or two moderators have looked at it.")), TOO_LATE
    flash(_("Another moderator will look at it."))
    return redirect(url_for("organizer.submission", number=number), 303)


def second_page(number: int) -> str:
    """Ask another organizer of a group whether what was sent is right."""
    found = _to_second(number)
    return render_template("organizer/second_page.html", submission=found, name=name_of(found))


@writes
def second(number: int) -> Response:
    """Say yes as the second person."""
    seconding.second(_to_second(number), account_id=signed_in.current_account().id, now=clock.now())
    flash(_("Thank you: your yes is kept."))
    return redirect(url_for("organizer.home"), 303)


def mail_confirmed(number: str, account: Account) -> str:
    """Put before the moderators what waited for the proof of this address; return where to go on."""
    if forms.confirm_mail(account.id, now=clock.now()):
        flash(_("Thank you: your address is confirmed, and a moderator will look at what you sent."))
    if not number.isdecimal():
        return url_for("organizer.home")
    return url_for("organizer.submission", number=int(number))


def listed_meetings(group: Group) -> list[Meeting]:
    """Return the meetings of a group that are not retired, by day and time."""
    listed = [item for item in group.meetings if item.status != MeetingStatus.RETIRED]
    return sorted(listed, key=lambda item: (item.weekday, item.start_minute))


def asked_of_group(key: str, account: Account) -> dict[str, Any]:
    """Return what a letter asks an organizer to look at; nothing once they, or the group, have gone."""
    group = _own_group(key, account)
    if group is None or group.status == GroupStatus.RETIRED:
        return {}
    return {"group": group, "meetings": listed_meetings(group)}


def to_group(key: str, account: Account) -> str:
    """Take the answer to the letter's question; return the address of the group, by its id or public id."""
    group = _own_group(key, account)
    if group is None:
        return url_for("organizer.home")
    answer = request.form.get("answer")
    if answer == "right" and group.status != GroupStatus.RETIRED:
        confirming.confirm(group, account_id=account.id, now=clock.now())
        flash(_("Thank you: it is shown as confirmed today."))
    anchor = "sure" if answer == "closed" else None
    return url_for("organizer.my_group", public_id=group.public_id, _anchor=anchor)


def _own_group(key: str, account: Account) -> Group | None:
    """Return the group of this id or public id, if the account looks after it."""
    by = Group.id == int(key) if key.isdecimal() else Group.public_id == key
    found: Group | None = db.session.scalar(select(Group).where(by))
    return found if found and stewardship.is_steward(account, found.id) else None


def _waiting_for_second(account: Account) -> list[Submission]:
    """Return what other organizers of one's groups sent and what needs a second person."""
    return [
        item
        for item in seconding.open_submissions(stewardship.groups_of(account))
        if item.case is not None
        and account.id not in {item.case.account_id, item.case.handed_to}
        and trust.needs_second(item, now=clock.now())
    ]


def _to_second(number: int) -> Submission:
    account = signed_in.current_account()
    return next((item for item in _waiting_for_second(account) if item.id == number), None) or abort(404)


def _page(submission: Submission, *, error: str = "") -> str:
    return render_template(
        "organizer/submission.html",
        submission=submission,
        name=name_of(submission),
        messages=messages.messages_of(submission),
        may_appeal=appeals.may_appeal(submission),
        error=error,
    )


def _mine(number: int) -> Submission:
    """Return a submission of who is signed in; 404 for those of others, which are not told from none."""
    found = db.session.get(Submission, number)
    if found is None or found.case is None or found.case.account_id != signed_in.current_account().id:
        abort(404)
    return found
