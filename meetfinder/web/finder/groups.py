"""The page of one group and its meetings."""

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from meetfinder.directory import reading, whereabouts
from meetfinder.directory.naming import id_of
from meetfinder.web.finder.paging import soonest_first
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.site import settings


def group(slug: str) -> Response | str | tuple[str, int]:
    """Show a group; 301 where the slug is out of date, 404 where it never was, 410 where it is gone."""
    public_id = id_of(slug)
    found = reading.group_listing(whereabouts.moved_to(public_id) or public_id, now=now())
    if found is None:
        if not whereabouts.was_listed(public_id):
            abort(404)
        return render_template("finder/meeting_gone.html", country=settings().country), 410
    if found.slug != slug:
        return redirect(url_for("finder.group", slug=found.slug), 301)
    return render_template("finder/group.html", group=found, hits=soonest_first(found.meetings, now()))
