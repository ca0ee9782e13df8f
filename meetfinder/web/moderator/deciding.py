"""What a moderator does with a submission: take it, approve, decline, ask, and take a decision back."""

from http import HTTPStatus

from flask import redirect, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.db import db
from meetfinder.moderation import claims, door, forms, messages, undo
from meetfinder.moderation.errors import (
    AlreadyDecided,
    ChangedSince,
    ClaimedByOther,
    NothingToUndo,
    SecondPersonNeeded,
)
from meetfinder.moderation.models import Decision, Submission, SubmissionStatus, Verdict
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator import groups, review
from meetfinder.web.moderator.here import (
    groups_of,
    me,
    name_of,
    signature,
    submission_of,
)
from meetfinder.web.moderator.reasons import REASONS, words_of
from meetfinder.web.moderator.telling import APPROVED, ASKED, DECLINED, tell_sender

Answer = Response | str | tuple[str, int]
ALREADY = _l("Somebody has decided about it already.")
WAITS = _l("The sender was asked and has not answered yet.")
SECOND = _l(
    "You sent this yourself, and it changes a link or an organizer or something was found in it: "
    "somebody else has to say yes."
)
NOTHING = _l("It was undone already, or changed nothing that could be put back.")
SINCE = _l(
    "What it changed has been changed again since. Undo the later change first, or put back an earlier state "
    "from the history of the group."
)


@writes
def claim_submission(number: int) -> Answer:
    """Hold a submission for half an hour, or let it go; 409 with the name of who holds it."""
    submission = submission_of(number)
    if request.form.get("do") == "release":
        claims.release(submission, me().id)
        return redirect(url_for("moderator.queue"), 303)
    try:
        claims.claim(submission, me().id, now=clock.now())
    except ClaimedByOther as problem:
        return _conflict(submission, held(problem))
    return _back(submission)


@writes
def decide_submission(number: int) -> Answer:
    """Decide; what stands in the way is told on the page, with what was typed still in it."""
    submission = submission_of(number)
    act = {"approve": _approve, "decline": _decline, "ask": _ask, "looked": _look}.get(
        request.form.get("do", "")
    )
    if act is None:
        raise BadRequest
    try:
        if act is not _look:
            _keep_open(submission)
        return act(submission)
    except (AlreadyDecided, ClaimedByOther, SecondPersonNeeded) as problem:
        return _conflict(submission, said_of(problem, submission))


@writes
def undo_decision(number: int) -> Answer:
    """Take a decision back, with everything that it did."""
    decision = db.session.get(Decision, number)
    if decision is None:
        raise NotFound
    submission = None if decision.submission_id is None else submission_of(decision.submission_id)
    touched = groups_of(decision)
    if submission is None and not touched:
        raise NotFound
    try:
        undo.undo(decision, decided_by=signature(), now=clock.now())
    except (NothingToUndo, ChangedSince) as problem:
        sentence = str(SINCE if isinstance(problem, ChangedSince) else NOTHING)
        if submission is None:
            return groups.group(touched[0].public_id, problem=sentence, status=HTTPStatus.CONFLICT)
        return _conflict(submission, sentence)
    if submission is None:
        return redirect(url_for("moderator.group", public_id=touched[0].public_id), 303)
    return _back(submission)


def _approve(submission: Submission) -> Answer:
    door.decide(submission, verdict=Verdict.APPROVE, decided_by=signature(), now=clock.now())
    tell_sender(submission, APPROVED)
    return _back(submission)


def _decline(submission: Submission) -> Answer:
    code = request.form.get("reason", "")
    if code not in REASONS:
        return _again(submission, "reason")
    text, now = words_of(code, request.form.get("text", "")), clock.now()
    door.decide(submission, verdict=Verdict.DECLINE, decided_by=signature(), reason=code, now=now)
    messages.say(submission, text, account_id=me().id, from_moderator=True, now=now)
    tell_sender(submission, DECLINED, text=text)
    return _back(submission)


def _ask(submission: Submission) -> Answer:
    text = request.form.get("text", "").strip()
    if not text:
        return _again(submission, "question")
    messages.ask(submission, text, decided_by=signature(), now=clock.now())
    tell_sender(submission, ASKED, text=text)
    return _back(submission)


def _look(submission: Submission) -> Answer:
    forms.looked_at(submission)
    return _back(submission)


def _back(submission: Submission) -> Response:
    return redirect(url_for("moderator.review_submission", number=submission.id), 303)


def _again(submission: Submission, wrong: str) -> tuple[str, int]:
    page = review.page(submission, wrong=wrong, typed=request.form)
    return page, HTTPStatus.UNPROCESSABLE_ENTITY


def _conflict(submission: Submission, sentence: str) -> tuple[str, int]:
    return review.page(submission, problem=sentence, typed=request.form), HTTPStatus.CONFLICT


def _keep_open(submission: Submission) -> None:
    """Raise before any complaint about the form, because the page of what is decided has no form."""
    if submission.status != SubmissionStatus.PENDING:
        raise AlreadyDecided("it is no longer pending")
    claims.check(submission, me().id, now=clock.now())


def said_of(problem: ValueError, submission: Submission) -> str:
    """Say in words why a decision is refused."""
    if isinstance(problem, ClaimedByOther):
        return held(problem)
    return _already(submission) if isinstance(problem, AlreadyDecided) else str(SECOND)


def _already(submission: Submission) -> str:
    """Say who decided, or that the sender was asked."""
    if submission.status == SubmissionStatus.ASKED:
        return str(WAITS)
    name = next((item.name for item in review.decisions_of(submission)), "")
    return str(_l("%(name)s has decided about it already.", name=name)) if name else str(ALREADY)


def held(problem: ClaimedByOther) -> str:
    """Say who is deciding, and until when at the latest."""
    return str(
        _l(
            "%(name)s is deciding about it, until %(time)s UTC at the latest.",
            name=name_of(problem.account_id),
            time=f"{problem.until:%H:%M}",
        )
    )
