"""What visitors report: one tap on the meeting's page and one here, and nothing is kept of them."""

from flask import abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory import reading
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Meeting
from meetfinder.directory.naming import id_of
from meetfinder.moderation import reports
from meetfinder.moderation.models import ReportKind
from meetfinder.web import throttle
from meetfinder.web.edge import writes
from meetfinder.web.organizer.asked import text

WRONG, TOO_OFTEN = 422, 429


def ask(slug: str) -> str:
    """Ask what there is to report about a meeting."""
    return render_template("organizer/report.html", listing=_listing(slug))


@writes
def report(slug: str) -> Response | tuple[str, int]:
    """Take a report in."""
    listing = _listing(slug)
    kind = request.form.get("kind", "")
    if kind not in set(ReportKind):
        return render_template("organizer/report.html", listing=listing, error="kind"), WRONG
    if not throttle.is_allowed(throttle.REPORTS_BY_VISITOR, "report"):
        return render_template("organizer/report.html", listing=listing, error="too_often"), TOO_OFTEN
    meeting = db.session.scalars(select(Meeting).where(Meeting.public_id == listing.public_id)).one()
    words = text(request.form, "words", reports.LONGEST)
    reports.report(meeting.group, kind=ReportKind(kind), text=words, meeting=meeting, now=clock.now())
    return redirect(url_for("organizer.reported"), 303)


def reported() -> str:
    """Thank a visitor."""
    return render_template("organizer/reported.html")


def _listing(slug: str) -> Listing:
    return reading.listing_by_public_id(id_of(slug), now=clock.now()) or abort(404)
