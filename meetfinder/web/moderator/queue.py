"""The queue: what waits, the most harmful first, then the oldest; and the next free thing in it."""

from dataclasses import dataclass
from datetime import datetime

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.directory.proposal import from_json
from meetfinder.moderation import claims
from meetfinder.moderation import queue as waiting_room
from meetfinder.moderation.errors import ClaimedByOther, NotForYou
from meetfinder.moderation.models import Submission, SubmissionKind
from meetfinder.web.edge import writes
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.moderator.here import me, name_of
from meetfinder.web.parameters import BadParameter

PAGE_SIZE = 25
LAST_PAGE = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits."""

    id: int
    kind: str
    harm: int
    name: str
    town: str
    since: datetime
    published_first: bool
    findings: int
    held_by: str
    """Who is at it; empty where nobody is, or the moderator at work is."""


def queue() -> str:
    """Show what waits."""
    kind = request.args.get("kind", "")
    if kind and kind not in set(SubmissionKind):
        raise BadParameter("kind", "kind is not one of the kinds that this page offers.")
    page = _page()
    found = waiting_room.waiting(me(), account_id=me().id, now=now(), page=page, kind=kind or None)
    return render_template(
        "moderator/queue.html",
        lines=[_line(submission) for submission in found.submissions],
        counts=found.counts,
        total=found.total,
        kind=kind,
        page=page,
        pages=-(-found.total // PAGE_SIZE),
    )


@writes
def next_submission() -> Response:
    """Take the next thing that nobody holds, and go to it; to the queue when there is none."""
    found = waiting_room.waiting(me(), account_id=me().id, now=clock.now())
    for submission in found.submissions:
        try:
            claims.claim(submission, me().id, now=clock.now())
        except (ClaimedByOther, NotForYou):
            continue
        return redirect(url_for("moderator.review_submission", number=submission.id), 303)
    return redirect(url_for("moderator.queue"), 303)


def _page() -> int:
    text = request.args.get("page", "1")
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= LAST_PAGE:
        raise BadParameter("page", "page must be a number from 1.")
    return int(text)


def _line(submission: Submission) -> Line:
    wanted, case = from_json(submission.proposal), submission.case
    assert case is not None
    held = claims.holder(submission, now=now())
    places = [wanted.group.place, *(facts.place for facts in wanted.meetings)]
    return Line(
        id=submission.id,
        kind=case.kind,
        harm=case.harm or 0,
        name=wanted.group.name,
        town=next((place.city for place in places if place and place.city), ""),
        since=case.since,
        published_first=case.published_first,
        findings=len(submission.lint),
        held_by="" if held is None or held[0] == me().id else name_of(held[0]),
    )
