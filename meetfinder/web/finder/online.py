"""Meetings that one can join from anywhere, in the visitor's own time."""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder.search.query import Hit, SearchQuery, Sort
from meetfinder.web import filters
from meetfinder.web.finder.paging import last_page, page_of_hits
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.finder.world import country_of_zone, default_zone, is_zone, zone_choices
from meetfinder.web.languages import gettext
from meetfinder.web.parameters import BadParameter
from meetfinder.web.site import settings

MOST_DUAL = 8


KEPT = ("when", "for", "attendance", "day", "from", "until")
"""Choices that stay while another one changes."""


def online() -> Response | str:
    """Show what one can join next, dual diagnosis first; raises BadParameter for a filter it cannot use."""
    zone = request.args.get("zone") or default_zone(settings().country)
    if not is_zone(zone):
        raise BadParameter(
            "zone", gettext("zone must be a time zone such as America/Chicago: choose one from the list.")
        )
    query = filters.read_query(request.args, place=None, settings=settings(), now=now(), clear=False)
    query = replace(query, timezone=zone, latitude=None, longitude=None)
    page = filters.page_of(request.args)
    found = page_of_hits(replace(query, sort=Sort.NEXT), page)
    if page > (last := last_page(found)):
        return redirect(_address(zone, {"page": str(last)}), 302)
    country = country_of_zone(zone)
    return render_template(
        "finder/online.html",
        query=query,
        zone=zone,
        zones=zone_choices(),
        page=page,
        dual=_dual(query) if page == 1 else (),
        last=last,
        found=found,
        country=country,
        help_country=country or None,
        address=lambda **changed: _address(zone, changed),
    )


def _dual(query: SearchQuery) -> tuple[Hit, ...]:
    """Return the next meetings that are for dual diagnosis, state that they welcome it, or are tagged so."""
    best = page_of_hits(replace(query, sort=Sort.BEST), 1)
    return tuple(hit for hit in best.hits if hit.listing.dual_focus)[:MOST_DUAL]


def _address(zone: str, changed: dict[str, str]) -> str:
    """Return this page with the present choices and `changed` ones; an empty value takes one off."""
    kept = {name: request.args.getlist(name) for name in KEPT}
    wanted: dict[str, Any] = {"zone": zone, **kept, **changed}
    stated = {name: value for name, value in wanted.items() if any(value)}
    return url_for("finder.online", **stated)
