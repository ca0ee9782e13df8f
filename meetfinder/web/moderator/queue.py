"""The queue: what waits, the most harmful first, then the oldest; and the next free thing in it."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.db import db
from meetfinder.moderation import claims
from meetfinder.moderation import queue as waiting_room
from meetfinder.moderation.errors import ClaimedByOther, NotForYou
from meetfinder.moderation.models import Submission, SubmissionKind
from meetfinder.web.edge import writes
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.moderator.here import me, name_of
from meetfinder.web.parameters import BadParameter

LAST_PAGE = 10_000


def queue() -> str:
    """Show what waits."""
    kind = request.args.get("kind", "")
    if kind and kind not in set(SubmissionKind):
        raise BadParameter("kind", "kind is not one of the kinds that this page offers.")
    found = waiting_room.waiting(me(), now=now(), page=_page(), kind=kind)
    return render_template(
        "moderator/queue.html",
        found=found,
        kind=kind,
        size=waiting_room.PAGE,
        names={entry.claimed_by: name_of(entry.claimed_by) for entry in found.entries},
        me=me(),
    )


@writes
def next_submission() -> Response:
    """Take the next thing that nobody holds, and go to it; to the queue when there is none."""
    for entry in waiting_room.waiting(me(), now=clock.now()).entries:
        submission = db.session.get_one(Submission, entry.submission_id)
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
