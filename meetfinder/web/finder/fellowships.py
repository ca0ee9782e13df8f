"""The fellowships: what each is for, what it has published about medication, where it meets."""

from flask import abort, render_template

from meetfinder import search
from meetfinder.directory import catalogue, fellowship_reading, reading
from meetfinder.search.query import SearchQuery, Sort
from meetfinder.web import codes
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.finder.world import default_zone
from meetfinder.web.site import settings

MOST_REMOTE, MOST_BY_PLACE = 6, 100


def fellowships() -> str:
    """List every fellowship by kind."""
    known = fellowship_reading.all_fellowships()
    by_kind = {kind: [item for item in known if item.card.kind == kind] for kind in catalogue.KINDS}
    return render_template("finder/fellowships.html", by_kind=by_kind)


def fellowship(slug: str) -> str:
    """Show a fellowship, its next meetings from afar and those by place."""
    facts = fellowship_reading.fellowship(slug)
    if facts is None:
        abort(404)
    zone = default_zone(settings().country)
    query = SearchQuery(now=now(), timezone=zone, fellowships=(slug,), sort=Sort.NEXT, limit=MOST_REMOTE)
    listed = reading.meetings_of_fellowship(slug, now=now(), limit=MOST_BY_PLACE + 1)
    return render_template(
        "finder/fellowship.html",
        facts=facts,
        remote=search.find(query),
        by_place=[listing for listing in listed[:MOST_BY_PLACE] if listing.in_person],
        more=len(listed) > MOST_BY_PLACE,
        zone=zone,
        code=codes.encode("fellowship", slug),
        country=settings().country,
    )
