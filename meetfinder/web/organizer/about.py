"""What somebody wants to say about a listing: that it changed, or that the group closed."""

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory import reading
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.naming import id_of
from meetfinder.moderation import drafts
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.edge import writes
from meetfinder.web.organizer import drafting
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.prefill import answers_of, public_part

KINDS = (SubmissionKind.CHANGE, SubmissionKind.CLOSURE)


def suggest(slug: str) -> str:
    """Ask what is to be said about a meeting's group."""
    return render_template("organizer/suggest.html", listing=_listing(slug))


@writes
def begin_change(slug: str) -> Response | tuple[str, int]:
    """Begin a change that is filled with what everybody can see, or a closure."""
    listing = _listing(slug)
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        return render_template("organizer/suggest.html", listing=listing, error=True), 422
    meeting = db.session.query(Meeting).filter_by(public_id=listing.public_id).one()
    secret = drafts.begin(_answers(kind, meeting.group), now=clock.now())
    where = "organizer.check" if kind == SubmissionKind.CHANGE else "organizer.last"
    return drafting.hand_out(redirect(url_for(where), 303), secret)


def _answers(kind: str, group: Group) -> Answers:
    if kind == SubmissionKind.CLOSURE:
        return {"kind": kind, "group": group.id, "name": group.name}
    return answers_of(public_part(proposal_of(group)), group_id=group.id, by_visitor=True)


def _listing(slug: str) -> Listing:
    return reading.listing_by_public_id(id_of(slug), now=clock.now()) or abort(404)
