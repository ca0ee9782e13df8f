"""A moderator enters a group for somebody who telephones, with the questions of `/submit`."""

from flask import redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.moderation import drafts
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.edge import writes
from meetfinder.web.moderator.here import me
from meetfinder.web.organizer import drafting, steps
from meetfinder.web.organizer.venues import new_venue

KINDS = (SubmissionKind.NEW, SubmissionKind.FORMING)


@writes
def begin_telephoned() -> Response:
    """Begin a draft in the moderator's name; no mail address is asked for."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        raise BadRequest
    answers: drafting.Answers = {
        "kind": kind,
        "stated": {},
        "venues": [new_venue()],
        drafting.TELEPHONED: True,
    }
    secret = drafts.begin(answers, account_id=me().id, now=clock.now())
    return drafting.hand_out(redirect(steps.order(answers)[0].address, 303), secret)
