"""A plan to take home: up to ten meetings, by its address alone. Nothing about a person is asked or kept."""

from flask import Response as FlaskResponse
from flask import redirect, render_template, request, url_for
from markupsafe import Markup
from segno import make
from werkzeug.wrappers import Response

from meetfinder.directory.guides import FIRST_VISIT
from meetfinder.exchange.icalendar import writer as calendar
from meetfinder.exchange.publisher import Publisher
from meetfinder.web.filters import PLAN
from meetfinder.web.finder.guides import by_slug
from meetfinder.web.finder.plan_items import MOST, entries, read_items
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.parameters import BadParameter, Reader
from meetfinder.web.site import base_url, settings

STYLES = ("plain", "large", "strips")


def plan() -> Response | str:
    """Show the plan whose meetings are in the address; without any, how to make one."""
    items = _items()
    style = Reader(request.args, strict=False).choice("style", STYLES, "plain")
    found = entries(items, now=now())
    if items and not found:
        return redirect(url_for("finder.plan"), 302)
    chosen = [entry.item for entry in found]
    return render_template(
        "finder/plan.html",
        entries=found,
        kept=[(PLAN, item) for item in chosen],
        first_visit=by_slug(FIRST_VISIT),
        style=style,
        most=MOST,
        address=lambda **changed: url_for("finder.plan", m=chosen, **{"style": style, **changed}),
        without=lambda item: url_for("finder.plan", m=[one for one in chosen if one != item], style=style),
        calendar_address=url_for("finder.plan_calendar", m=chosen),
        help_country=next(
            (one.listing.venue.country for one in found if one.listing and one.listing.venue), ""
        ),
    )


def plan_calendar() -> FlaskResponse:
    """Send the plan as a calendar, whose events say only day, time and place."""
    publisher = Publisher(name=settings().site_name, base_url=base_url(), contact=settings().contact)
    options = calendar.Options(publisher=publisher, now=now())
    listings = [entry.listing for entry in entries(_items(), now=now()) if entry.listing is not None]
    text = "".join(calendar.write(listings, options))
    headers = {"Content-Disposition": 'attachment; filename="plan.ics"'}
    return FlaskResponse(text, mimetype="text/calendar", headers=headers)


def share_code(public_id: str) -> Markup:
    """Return a code for paper that leads to a meeting; empty where the site does not know its own address."""
    own = base_url()
    if not own:
        return Markup()
    address = own + url_for("finder.meeting_by_id", public_id=public_id)
    drawn = make(address, error="m", micro=False).svg_inline(
        scale=2, border=2, svgclass="code", lineclass=None, omitsize=True
    )
    return Markup(drawn)  # noqa: S704  Drawn from an address of ours.


def _items() -> dict[str, str]:
    items = read_items(request.args.getlist("m"))
    if len(items) > MOST:
        raise BadParameter("m", f"m can name at most {MOST} meetings: leave some out.")
    return items
