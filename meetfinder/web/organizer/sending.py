"""The last pages: everything once more, what lint found in it, one's address, and it is sent."""

from copy import deepcopy

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts.models import Account, Role
from meetfinder.accounts.registry import find_or_make_account
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.proposal import Proposal, from_json
from meetfinder.mail import outbox
from meetfinder.moderation import drafts, forms, messages, telephoning
from meetfinder.moderation.drafts import Draft
from meetfinder.moderation.listing_lint import Finding, lint_proposal
from meetfinder.moderation.models import Submission, SubmissionKind
from meetfinder.moderation.postcode import lint_places
from meetfinder.moderation.telephoning import as_told
from meetfinder.web import signed_in, throttle
from meetfinder.web.edge import writes
from meetfinder.web.finder.labels import fellowship_names
from meetfinder.web.languages import language
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer import drafting, page_drafts, sheet, spam
from meetfinder.web.organizer.asked import Errors, text
from meetfinder.web.organizer.completeness import missing
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.proposing import propose
from meetfinder.web.organizer.steps import Step
from meetfinder.web.organizer.venues import venues

WRONG, TOO_OFTEN, GONE = 422, 429, 410
OTHER_CHECKS = {SubmissionKind.CLOSURE: "organizer.last", sheet.SHEET: "organizer.look_at_sheet"}
"""Where the answers are looked at that have no questions of their own."""
NO_ADDRESS = _l("Type one mail address, such as group@example.org.")
SEND_AGAIN = _l("Please press the button once more: the page was sent unusually fast, or lay open for a day.")
SENT_TOO_OFTEN = _l("Much was sent from here in the last hour. Please wait an hour; what you typed is kept.")
_STEP_OF_FIELD = {
    "name": "name",
    "notes": "newcomers",
    "website": "newcomers",
    "place": "place",
    "join_notes": "link",
    "join_url": "link",
    "schedule": "times",
}


def check() -> str | Response:
    """Show all answers with a way to change each, and what would be taken out before anybody sees it."""
    draft = drafting.current()
    if draft is None:
        return redirect(url_for("organizer.submit"), 303)
    answers = deepcopy(draft.answers)
    if answers["kind"] in OTHER_CHECKS:
        return redirect(url_for(OTHER_CHECKS[answers["kind"]]), 303)
    left = missing(answers)
    slug = answers.get("fellowship", "")
    return render_template(
        "organizer/check.html",
        answers=answers,
        stated=answers.get("stated", {}),
        venues=venues(answers),
        fellowship=fellowship_names([slug]).get(slug, ""),
        left=left,
        findings=[] if left else _found(propose(answers, today=clock.now().date()), answers),
    )


def _found(proposal: Proposal, answers: Answers) -> list[tuple[str, str]]:
    """Return the code of each finding and the address of the question that it belongs to."""
    found = (*lint_proposal(proposal).findings, *lint_places(proposal))
    return list(dict.fromkeys((item.code, _step_of(item, answers).address) for item in found))


def _step_of(finding: Finding, answers: Answers) -> Step:
    parts = finding.field.split(".")
    if parts[0] == "group":
        return Step(_STEP_OF_FIELD.get(parts[1], "name"))
    number, left = 0, int(parts[1])
    for at, venue in enumerate(venues(answers)):
        if left < len(venue["slots"]):
            number = at
            break
        left -= len(venue["slots"])
    return Step(_STEP_OF_FIELD.get(parts[2], "name"), number)


def last() -> str | tuple[str, int]:
    """Ask for the address, or only for the last button where somebody signed in began this."""
    draft = drafting.current()
    return _nothing_left() if draft is None else _last_page(draft, {})


@writes
def send() -> Response | tuple[str, int]:
    """Send it: it waits for the proof of the address, or for a moderator where that is known."""
    draft = drafting.current()
    if draft is None:
        return _nothing_left()
    elsewhere = _not_here(draft)
    if elsewhere:
        return redirect(url_for(elsewhere), 303)
    errors, account = _problems(draft)
    if account is None:
        return _last_page(draft, errors), WRONG
    if not _may_send(draft):
        return _last_page(draft, {"send": SENT_TOO_OFTEN}), TOO_OFTEN
    sent_in = _submit(draft, account)
    target = _after(draft, sent_in[0])
    drafts.drop(draft)
    return drafting.take_back(redirect(target, 303))


def _nothing_left() -> tuple[str, int]:
    """Calm whoever pressed twice, or came back after sending: nothing is lost and nothing is sent again."""
    return render_template("organizer/submit.html", begun=None, gone=True), GONE


def _not_here(draft: Draft) -> str:
    """Return the page to go to instead of sending; empty where nothing stands in the way."""
    if spam.is_trapped(request.form):
        return "organizer.sent"
    if not _is_complete(draft.answers):
        return "organizer.check"
    by_telephone = draft.answers.get(drafting.TELEPHONED)
    return "account.sign_in" if by_telephone and not _is_moderator(draft.account_id) else ""


def _after(draft: Draft, submission: Submission) -> str:
    """Return the address of the page that follows."""
    if draft.answers.get(drafting.TELEPHONED):
        return url_for("moderator.review_submission", number=submission.id)
    if page_drafts.sent_from_page(draft):
        return url_for("organizer.page_drafts")
    return url_for("organizer.sent" if draft.account_id is None else "organizer.home")


def sent() -> str:
    """Say what happens next."""
    return render_template("organizer/sent.html")


def _last_page(draft: Draft, errors: Errors) -> str:
    account = db.session.get(Account, draft.account_id) if draft.account_id else None
    return render_template(
        "organizer/send.html",
        answers=draft.answers,
        account=account,
        stamp=spam.stamp(),
        email=request.form.get("email", ""),
        remark=request.form.get("remark", ""),
        errors=errors,
    )


def _is_complete(answers: Answers) -> bool:
    if answers["kind"] == sheet.SHEET:
        return bool(sheet.preview(answers).groups)
    return answers["kind"] == SubmissionKind.CLOSURE or not missing(answers)


def _problems(draft: Draft) -> tuple[Errors, Account | None]:
    """Return who sends it, or what is wrong."""
    if not spam.is_timely(request.form):
        return {"send": SEND_AGAIN}, None
    try:
        return {}, _sender(draft)
    except ValueError:
        return {"email": NO_ADDRESS}, None


def _may_send(draft: Draft) -> bool:
    if draft.account_id is None:
        return throttle.is_allowed(throttle.SUBMISSIONS_BY_VISITOR, "submit")
    return throttle.is_allowed(throttle.SUBMISSIONS_BY_ACCOUNT, "submit as", str(draft.account_id))


def _sender(draft: Draft) -> Account:
    if draft.account_id is not None:
        return db.session.get_one(Account, draft.account_id)
    return find_or_make_account(request.form.get("email", ""), now=clock.now())


def _is_moderator(account_id: int | None) -> bool:
    """Say whether it is this account, signed in as a moderator with both factors, that sends."""
    session = signed_in.current_session()
    return (
        session is not None
        and session.account.id == account_id
        and session.account.role != Role.ORGANIZER
        and session.second_factor_at is not None
    )


def _submit(draft: Draft, account: Account) -> list[Submission]:
    """Submit what the draft holds; one mail proves the address for all of it."""
    sent = _submissions(draft, account)
    if draft.account_id is None:
        context = {"account": account.id, "submission": sent[0].id}
        outbox.queue(
            "confirm_submission", to=account.email, context=context, language=language(), now=clock.now()
        )
    return sent


def _submissions(draft: Draft, account: Account) -> list[Submission]:
    answers, now = draft.answers, clock.now()
    if answers["kind"] == sheet.SHEET:
        return [
            _submitted(proposal, SubmissionKind.NEW, draft, account)
            for proposal in sheet.preview(answers).groups
        ]
    kind = SubmissionKind(answers["kind"])
    proposal = None if kind == SubmissionKind.CLOSURE else propose(answers, today=now.date())
    if proposal is not None and answers.get(drafting.TELEPHONED):
        proposal = as_told(proposal)
    return [_submitted(proposal, kind, draft, account)]


def _submitted(proposal: Proposal | None, kind: SubmissionKind, draft: Draft, account: Account) -> Submission:
    answers, now = draft.answers, clock.now()
    group = db.session.get(Group, answers["group"]) if answers.get("group") else None
    base = answers.get("base")
    submission = forms.submit_form(
        proposal,
        kind=kind,
        account_id=account.id,
        now=now,
        group=group,
        base=from_json(base) if base else None,
        proven=draft.account_id is not None,
    )
    if answers.get(drafting.TELEPHONED):
        telephoning.mark(submission)
    remark = text(request.form, "remark", messages.LONGEST)
    if remark:
        messages.say(submission, remark, account_id=account.id, from_moderator=False, now=now)
    return submission
