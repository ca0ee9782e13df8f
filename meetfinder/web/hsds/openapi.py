"""The description of the HSDS addresses: OpenAPI 3.1, made from the names and limits that the code reads."""

from typing import Any

from flask import Response, jsonify, request

from meetfinder.web.errors import PROBLEM_JSON
from meetfinder.web.hsds import reading
from meetfinder.web.parameters import refuse_unknown
from meetfinder.web.site import base_url, settings

Schema = dict[str, Any]
ABOUT = (
    "Recovery meetings after the Human Services Data Specification 3.1. No key is needed. All parameters "
    "must hold. A meeting is a service, its fellowship the organization; one that is held at a place and "
    "online has two services at locations. Meetings that are no longer listed appear under `modified_after` "
    "with the status `defunct`. `assured_date` is the day on which the group itself confirmed the listing."
)
UUID: Schema = {"type": "string", "format": "uuid"}
TEXT: Schema = {"type": "string"}
SWITCH: Schema = {"enum": ["true", "false", "1", "0"]}
PARAMETERS: dict[str, tuple[str, Schema]] = {
    "search": ("Words that must all be found.", {"type": "string", "minLength": 1, "maxLength": 200}),
    "page": (
        "From 1.",
        {"type": "integer", "minimum": 1, "maximum": reading.LARGEST_PAGE, "default": 1},
    ),
    "per_page": (
        f"Records on a page, at most {reading.LARGEST_SIZE}; with `minimal` {reading.LARGEST_MINIMAL}.",
        {"type": "integer", "minimum": 1, "default": reading.DEFAULT_SIZE},
    ),
    "format": ("`ndjson`: every record on a line, without pages.", {"enum": list(reading.FORMATS)}),
    "taxonomy_term_id": ("Id of a term; one that is not known finds nothing.", UUID),
    "taxonomy_id": ("Id of a taxonomy of which any term applies.", UUID),
    "parent_id": ("Id of the wider term.", UUID),
    "top_only": ("Only terms without a wider one.", SWITCH),
    "organization_id": ("Id of a fellowship, or of an independent group.", UUID),
    "modified_after": ("Changed on or after this date or time, deletions included.", TEXT),
    "minimal": ("Only ids and dates of change, of all services in one answer.", SWITCH),
    "full": ("Records with all that belongs to them.", SWITCH),
    "full_service": ("Organizations with all of their services.", SWITCH),
    "postcode": (
        "Only places near it, the nearest first.",
        {"type": "string", "maxLength": 100},
    ),
    "proximity": (
        "Metres from the middle of the postcode.",
        {
            "type": "integer",
            "minimum": 1,
            "maximum": reading.FARTHEST_METRES,
            "default": reading.DEFAULT_METRES,
        },
    ),
    "country": ("Of the postcode, ISO 3166-1 alpha-2.", {"type": "string", "pattern": "^[A-Za-z]{2}$"}),
    "fellowship": ("Slug of a fellowship, as /api/v1/fellowships has it; repeatable.", TEXT),
    "source": ("A list that may be re-published; repeatable.", TEXT),
    "without": ("A list to leave out, so that its keeper is not offered it back; repeatable.", TEXT),
}
FEEDS = ("fellowship", "source", "without")
LISTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "/services": ("Meetings.", "Service", (*reading.SERVICES, *FEEDS)),
    "/service_at_locations": (
        "Places of meetings.",
        "ServiceAtLocation",
        (*reading.SERVICE_AT_LOCATIONS, *FEEDS),
    ),
    "/organizations": ("Who holds meetings.", "Named", (*reading.ORGANIZATIONS, *FEEDS)),
    "/taxonomies": ("Vocabularies.", "Named", reading.TAXONOMIES),
    "/taxonomy_terms": ("Words of the vocabularies.", "Named", reading.TAXONOMY_TERMS),
}
"""Path to what it lists, the schema of a record, and the parameters it takes."""
_PAGE = ("total_items", "total_pages", "page_number", "size")
_ENDS = ("first_page", "last_page", "empty")


def describe() -> Response:
    """Return the description of the HSDS addresses."""
    refuse_unknown(request.args, ())
    paths: dict[str, Any] = {"/": {"get": _plain("root", "Version and publisher.")}}
    for path in LISTS:
        paths[path] = {"get": _list(path)}
        paths[f"{path}/{{identifier}}"] = {"get": _record(path)}
    paths["/openapi.json"] = {"get": _plain("openapi", "This description.")}
    return jsonify(
        {
            "openapi": "3.1.0",
            "info": {"title": f"{settings().site_name} HSDS", "version": "3.1.3", "description": ABOUT},
            "servers": [{"url": f"{base_url()}/hsds"}],
            "paths": paths,
            "components": {"schemas": _schemas()},
        }
    )


def _list(path: str) -> Schema:
    about, schema, names = LISTS[path]
    paged = {
        "allOf": [
            _ref("Page"),
            {"properties": {"contents": {"type": "array", "items": _ref(schema)}}, "required": ["contents"]},
        ]
    }
    content = {"application/json": {"schema": paged}, "application/x-ndjson": {"schema": TEXT}}
    errors = {"400": _problem("A parameter is wrong.")}
    if "postcode" in names:
        errors["404"] = _problem("The postcode is not known.")
    return {
        "operationId": path.strip("/"),
        "summary": about,
        "parameters": [_parameter(name) for name in names],
        "responses": {"200": {"description": "A page, or every record.", "content": content}, **errors},
    }


def _record(path: str) -> Schema:
    _about, schema, _names = LISTS[path]
    own_id = {"name": "identifier", "in": "path", "required": True, "schema": UUID}
    own = [_parameter("full_service")] if path == "/organizations" else []
    return {
        "operationId": f"one of {path.strip('/')}",
        "summary": "One record with all that belongs to it.",
        "parameters": [own_id, *own],
        "responses": {
            "200": _json("The record.", _ref(schema)),
            "400": _problem("A parameter is wrong."),
            "404": _problem("Nothing has this id."),
        },
    }


def _plain(name: str, summary: str) -> Schema:
    answers = {"200": _json(summary, {"type": "object"}), "400": _problem("A parameter is wrong.")}
    return {"operationId": name, "summary": summary, "responses": answers}


def _parameter(name: str) -> Schema:
    text, schema = PARAMETERS[name]
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


def _schemas() -> dict[str, Schema]:
    status = {"enum": ["active", "inactive", "defunct", "temporarily closed"]}
    return {
        "Page": {
            "type": "object",
            "properties": {
                **{name: {"type": "integer"} for name in _PAGE},
                **{name: {"type": "boolean"} for name in _ENDS},
                "credit": TEXT,
                "license": TEXT,
            },
            "required": [*_PAGE, *_ENDS],
        },
        "Service": {
            "type": "object",
            "properties": {"id": UUID, "name": TEXT, "status": status},
            "required": ["id"],
        },
        "ServiceAtLocation": {
            "type": "object",
            "properties": {"id": UUID, "service_id": UUID, "location_id": UUID},
            "required": ["id", "service_id"],
        },
        "Named": {
            "type": "object",
            "properties": {"id": UUID, "name": TEXT, "description": TEXT},
            "required": ["id", "name", "description"],
        },
        "Problem": {
            "type": "object",
            "properties": {"title": TEXT, "status": {"type": "integer"}, "detail": TEXT, "parameter": TEXT},
            "required": ["title", "status", "detail"],
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _json(text: str, schema: Schema) -> Schema:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _problem(text: str) -> Schema:
    return {"description": text, "content": {PROBLEM_JSON: {"schema": _ref("Problem")}}}
