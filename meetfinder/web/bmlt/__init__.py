"""The addresses at which BMLT clients ask: for the site's own face, and for that of each source."""

from http import HTTPStatus

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import BaseConverter

from meetfinder import clock, places
from meetfinder.directory.models import Source
from meetfinder.exchange.bmlt.answers import JSON, Answer, answer
from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.root import Selection, open_root, open_source_face
from meetfinder.exchange.bmlt.server import version_text
from meetfinder.exchange.bmlt.stored import find_source
from meetfinder.exchange.bmlt.writing import to_json
from meetfinder.web.site import base_url, settings

XML = "application/xml"
NO_SOURCE = "There is no list of this name that may be shown again."

blueprint = Blueprint("bmlt", __name__)


class Slashes(BaseConverter):
    """More slashes than one: clients whose setting ends with one add another, as the servers let them."""

    regex = "/+"
    part_isolating = False


@blueprint.record_once
def know_slashes(state: BlueprintSetupState) -> None:
    """Let the addresses below say where more slashes may stand."""
    state.app.url_map.converters["slashes"] = Slashes


@blueprint.url_value_preprocessor
def forget_slashes(_endpoint: str | None, values: dict[str, str] | None) -> None:
    """Keep from the views what says nothing."""
    if values is not None:
        values.pop("more", None)


@blueprint.after_request
def let_programs_ask(response: Response) -> Response:
    """Let pages of any site send the request, whatever headers their programs add."""
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "*"
    return response


@blueprint.get("/client_interface/serverInfo.xml")
def version() -> Response:
    """Tell old clients which version's answers these are."""
    return Response(version_text(), content_type=XML)


@blueprint.get("/client_interface/<data_format>/", strict_slashes=False)
def ask(data_format: str) -> Response:
    """Answer with the meetings that `services`, `fellowship`, `source` or the site's setting select."""
    parameters = _parameters()
    selection = Selection(
        fellowships=_names(parameters, "fellowship"),
        sources=_names(parameters, "source"),
        usual=settings().bmlt_fellowship,
    )
    now = clock.now()
    face = open_root(selection, parameters, base=base_url(), now=now)
    return _response(answer(face, data_format, parameters, now=now, locate=_locate))


@blueprint.get("/from/<source>/client_interface/serverInfo.xml")
@blueprint.get("/from/<source>/<slashes:more>client_interface/serverInfo.xml", merge_slashes=False)
def version_of_source(source: str) -> Response:
    """Tell the same for a source."""
    return version() if find_source(source) else _no_source()


@blueprint.get("/from/<source>/client_interface/<data_format>/", strict_slashes=False)
@blueprint.get(
    "/from/<source>/<slashes:more>client_interface/<data_format>/", strict_slashes=False, merge_slashes=False
)
def ask_source(source: str, data_format: str) -> Response:
    """Answer with exactly the rows of a source under its own ids."""
    found: Source | None = find_source(source)
    if found is None:
        return _no_source()
    now = clock.now()
    face = open_source_face(found, base=f"{base_url()}/from/{found.slug}", now=now)
    return _response(answer(face, data_format, _parameters(), now=now, locate=_locate))


def _parameters() -> Parameters:
    return Parameters(request.query_string.decode("utf-8", "replace"))


def _names(parameters: Parameters, name: str) -> frozenset[str]:
    """Return the slugs of `name=a,b` or `name[]=a`."""
    values = parameters.array(name) or []
    return frozenset(part.strip() for value in values for part in value.split(",") if part.strip())


def _locate(text: str) -> tuple[float, float] | None:
    """Return the point of a postcode or town, by the table of places and without any network."""
    found = places.locate(text, settings().country or None).places
    return (found[0].latitude, found[0].longitude) if found else None


def _response(said: Answer) -> Response:
    response = Response(said.body, said.status, said.headers, content_type=said.content_type)
    # The rows have no field for it: this page names every list with its licence.
    response.headers["Link"] = f'<{base_url()}/about>; rel="license"'
    return response


def _no_source() -> Response:
    return Response(to_json({"message": NO_SOURCE}), HTTPStatus.NOT_FOUND, content_type=JSON)
