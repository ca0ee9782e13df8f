"""What changed, for feed readers: everywhere, or near an area."""

from flask import Response, request

from meetfinder import clock, places
from meetfinder.exchange.atom import service, writer
from meetfinder.search.query import KM_PER_MILE
from meetfinder.web.feeds import asked, store
from meetfinder.web.feeds.version import version
from meetfinder.web.filters import UNITS, unit_of
from meetfinder.web.parameters import BadParameter, Reader

DEFAULT_WITHIN, FARTHEST = 25, 500


def changes() -> Response:
    """Send the newest changes as Atom."""
    chosen = asked.selection("near", "within", "unit")
    near, title = _near()
    publisher, now = asked.publisher(), clock.now()
    address = publisher.base_url + request.full_path.rstrip("?")
    return store.answer(
        "changes",
        version("changes", chosen, near, publisher, address, today=now.date()),
        lambda: writer.write(
            service.changes(chosen, near=near, site=publisher.name, now=now),
            publisher,
            title=title,
            self_address=address,
            now=now,
        ),
        mimetype="application/atom+xml",
        keep=False,
    )


def _near() -> tuple[service.Near | None, str]:
    read = Reader(request.args, strict=True)
    code = read.one("near")
    if not code:
        return None, "Changes"
    place = places.area(code)
    if place is None:
        raise BadParameter("near", "near must be an area such as us-78610, gb-sw1a or us-tx-austin.")
    read.choice("unit", UNITS, "")
    unit = unit_of(request.args, country=place.country)
    within = read.whole("within", DEFAULT_WITHIN, FARTHEST)
    km = within * (KM_PER_MILE if unit == "mi" else 1.0)
    return service.Near(place.latitude, place.longitude, km), f"Changes near {place.name}"
