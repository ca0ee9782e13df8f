"""Services, services at locations and organizations."""

from collections.abc import Iterable

from flask import Response, abort, jsonify, request

from meetfinder.exchange.hsds import holders, pages
from meetfinder.exchange.hsds import service as records
from meetfinder.exchange.hsds.choosing import Wish
from meetfinder.exchange.hsds.holders import Holder
from meetfinder.exchange.hsds.service import Detail
from meetfinder.exchange.hsds.services import About
from meetfinder.exchange.publisher import OWN_LICENCE
from meetfinder.web.hsds import reading
from meetfinder.web.hsds.answering import Record, about, send_list, send_record
from meetfinder.web.parameters import refuse_unknown
from meetfinder.web.site import base_url, settings

VERSION = "3.1.3"
PROFILE = "https://docs.openreferral.org/en/latest/hsds/"


def root() -> Response:
    """Say which version of the specification this is and who answers."""
    refuse_unknown(request.args, ())
    said = about()
    return jsonify(
        {
            "version": VERSION,
            "profile": PROFILE,
            "openapi_url": f"{base_url()}/hsds/openapi.json",
            "description": f"Recovery meetings as services. {said.publisher.credit()}",
            "publisher": {"name": settings().site_name, "website": base_url(), "email": settings().contact},
            "license": OWN_LICENCE,
        }
    )


def services() -> Response:
    """List meetings as services."""
    wish = reading.read_wish(reading.SERVICES)
    detail = Detail(full=reading.truth("full"), minimal=reading.truth("minimal"))
    paging, said = reading.read_paging(minimal=detail.minimal), about()

    def page() -> tuple[int, Iterable[Record]]:
        found = records.page_of_services(wish, detail, said, start=paging.start, limit=paging.size)
        return found.total, map(pages.text, found.records)

    return send_list(
        said, paging, page=page, every=lambda: map(pages.text, records.every_service(wish, detail, said))
    )


def service(identifier: str) -> Response:
    """Tell all of one service."""
    refuse_unknown(request.args, ())
    said = about()
    found = records.one_service(identifier, said)
    return send_record(said, pages.text(found)) if found else abort(404)


def service_at_locations() -> Response:
    """List the places of meetings, virtual ones too."""
    wish = reading.read_wish(reading.SERVICE_AT_LOCATIONS)
    detail = Detail(full=reading.truth("full"))
    paging, said = reading.read_paging(), about()

    def page() -> tuple[int, Iterable[Record]]:
        found = records.page_of_places(wish, detail, said, start=paging.start, limit=paging.size)
        return found.total, map(pages.text, found.records)

    return send_list(
        said, paging, page=page, every=lambda: map(pages.text, records.every_place(wish, detail, said))
    )


def service_at_location(identifier: str) -> Response:
    """Tell all of a service at one of its places."""
    refuse_unknown(request.args, ())
    said = about()
    found = records.one_place(identifier, said)
    return send_record(said, pages.text(found)) if found else abort(404)


def organizations() -> Response:
    """List fellowships and independent groups that hold meetings."""
    wish = reading.read_wish(reading.ORGANIZATIONS)
    full, nested = reading.truth("full"), reading.truth("full_service")
    paging, said = reading.read_paging(), about()

    def write(found: Iterable[Holder]) -> Iterable[Record]:
        return (
            _whole(holder, said, nested=nested) if full or nested else pages.text(holder.record)
            for holder in found
        )

    def page() -> tuple[int, Iterable[Record]]:
        total, found = holders.page_of_holders(wish, start=paging.start, limit=paging.size)
        return total, write(found)

    return send_list(said, paging, page=page, every=lambda: write(holders.every_holder(wish)))


def organization(identifier: str) -> Response:
    """Tell of one organization, with the ids of its services or, if so wished, all of them whole."""
    refuse_unknown(request.args, ("full_service",))
    nested, said = reading.truth("full_service"), about()
    found = holders.one_holder(identifier)
    return send_record(said, _whole(found, said, nested=nested)) if found else abort(404)


def _whole(holder: Holder, said: About, *, nested: bool) -> Iterable[str]:
    """Return an organization with its services, whole or single facts only."""
    wish = Wish(organization=holder.organization)
    services = records.every_service(wish, Detail(full=nested), said)
    if not nested:
        services = ({key: item[key] for key in ("id", "name", "status")} for item in services)
    return pages.with_list(holder.record, "services", services)
