"""The description of the API: OpenAPI 3.1, made from the lists of names and values that the code reads."""

from typing import Any

from flask import Response, jsonify, request

from meetfinder.directory import catalogue
from meetfinder.web.api import lists, searches
from meetfinder.web.api.schemas import SCHEMAS, Schema, array, ref
from meetfinder.web.errors import PROBLEM_JSON
from meetfinder.web.filters import (
    ATTENDANCE,
    AUDIENCES,
    DEFAULT_LIMIT,
    DEFAULT_WITHIN,
    FARTHEST_KM,
    LARGEST_LIMIT,
    REPEATABLE,
    SORTS,
    TAG,
    UNITS,
    WHENS,
)
from meetfinder.web.parameters import refuse_unknown
from meetfinder.web.site import base_url, settings

ABOUT = (
    "Find meetings near a postcode or town. No key is needed. Repeating a parameter means any of its values; "
    "different parameters must all hold. What is searched is written to no log. Rows of a source with "
    "`republish` false may be shown to people who search, and not be published again."
)
CLOCK_FORM = "^([01]?[0-9]|2[0-3]):[0-5][0-9]$"
SLUG_FORM = "^[a-z0-9]+(-[a-z0-9]+)*$"
_STATEMENTS = [
    f"{key}:({'|'.join(values)})" if values else f"{key}:.+"
    for key, values in sorted(catalogue.ATTRIBUTES.items())
]
PARAMETERS: dict[str, tuple[str, Schema]] = {
    "near": (
        "A postcode or town, or the `area` of a place; 404: not known; 400 with `choices`: means several.",
        {"type": "string", "maxLength": 100},
    ),
    "country": (
        "ISO 3166-1 alpha-2; by default that of the site.",
        {"type": "string", "pattern": "^[A-Za-z]{2}$"},
    ),
    "lat": ("Degrees; with `lon` in place of `near`.", {"type": "number", "minimum": -90, "maximum": 90}),
    "lon": ("Degrees.", {"type": "number", "minimum": -180, "maximum": 180}),
    "within": (
        "Distance in `unit`, up to 20000 km.",
        {"type": "number", "exclusiveMinimum": 0, "maximum": FARTHEST_KM, "default": DEFAULT_WITHIN},
    ),
    "unit": ("By default mi in US, GB, LR and MM, else km.", {"enum": list(UNITS)}),
    "day": ("Weekday, 0 is Sunday; or today, in the meeting's zone.", {"enum": [*"0123456", "today"]}),
    "from": ("Earliest local start.", {"type": "string", "pattern": CLOCK_FORM}),
    "until": (
        "Latest local start; before `from` it wraps midnight.",
        {"type": "string", "pattern": CLOCK_FORM},
    ),
    "when": ("Running or starting within two hours, or tonight.", {"enum": list(WHENS)}),
    "for": (
        "For oneself, or for family and friends of somebody.",
        {"enum": list(AUDIENCES), "default": "me"},
    ),
    "attendance": ("How one can take part.", {"enum": list(ATTENDANCE)}),
    "language": ("BCP 47 tag of a language that is spoken.", {"type": "string", "pattern": f"^{TAG}$"}),
    "kind": ("Kind of fellowship.", {"enum": list(catalogue.KINDS)}),
    "fellowship": (
        "Slug of a fellowship, as `/fellowships` has it.",
        {"type": "string", "pattern": SLUG_FORM},
    ),
    "format": (
        "Slug of a format, as the `formats` of a meeting have it.",
        {"type": "string", "pattern": SLUG_FORM},
    ),
    "attribute": (
        "`key:value` that somebody stated. Keys: " + ", ".join(sorted(catalogue.ATTRIBUTES)) + ".",
        {"type": "string", "pattern": f"^({'|'.join(_STATEMENTS)})$"},
    ),
    "focus": ("What a group says that it is for.", {"enum": list(catalogue.CONDITIONS)}),
    "sort": (
        "By default distance, and next without a place; ties by next start, then slug.",
        {"enum": list(SORTS)},
    ),
    "limit": (
        "How many on a page.",
        {"type": "integer", "minimum": 1, "maximum": LARGEST_LIMIT, "default": DEFAULT_LIMIT},
    ),
    "cursor": ("The `next` of the page before.", {"type": "string"}),
    "q": ("A postcode or town.", {"type": "string", "minLength": 1, "maxLength": 100}),
}
ROUTES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "/meetings": ("Meetings that were asked for, and no others.", "Meetings", searches.MEETINGS_NAMES),
    "/answer": ("The whole answer that the pages give, never empty.", "Answer", searches.ANSWER_NAMES),
    "/groups": ("Groups, the nearest first around a place.", "Groups", lists.GROUPS_NAMES),
    "/fellowships": ("Every fellowship.", "Fellowships", lists.FELLOWSHIPS_NAMES),
    "/places": ("What a text may mean.", "Places", lists.PLACES_NAMES),
}
"""Path to what it is for, the schema of its answer, and the parameters it takes."""
REQUIRED = {"/places": frozenset({"q"})}


def describe() -> Response:
    """Return the description of the API."""
    refuse_unknown(request.args, ())
    return jsonify(description(site_name=settings().site_name, base=base_url()))


def description(*, site_name: str, base: str) -> dict[str, Any]:
    """Return the description of the API of a site at the address `base`."""
    paths: dict[str, Any] = {path: {"get": _operation(path)} for path in ROUTES}
    paths["/meetings/{slug}"] = {"get": _one_meeting()}
    paths["/openapi.json"] = {"get": _itself()}
    return {
        "openapi": "3.1.0",
        "info": {"title": f"{site_name} API", "version": "1", "description": ABOUT},
        "servers": [{"url": f"{base}/api/v1"}],
        "paths": paths,
        "components": {"schemas": SCHEMAS},
    }


def _operation(path: str) -> dict[str, Any]:
    summary, schema, names = ROUTES[path]
    needed = REQUIRED.get(path, frozenset())
    errors = {"400": _problem("A parameter is wrong.")} | (
        {"404": _problem("`near` is not known.")} if "near" in names else {}
    )
    return {
        "operationId": path.strip("/"),
        "summary": summary,
        "parameters": [_parameter(name, required=name in needed) for name in names],
        "responses": {"200": _json("What was asked for.", ref(schema)), **errors},
    }


def _one_meeting() -> dict[str, Any]:
    slug = {"name": "slug", "in": "path", "required": True, "schema": {"type": "string"}}
    return {
        "operationId": "meeting",
        "summary": "One meeting.",
        "parameters": [slug],
        "responses": {
            "200": _json("The meeting.", ref("Meeting")),
            "301": {"description": "The slug is out of date."},
            "404": _problem("No meeting has this slug."),
            "410": _problem("The meeting is no longer listed."),
        },
    }


def _itself() -> dict[str, Any]:
    answer = _json("This description.", {"type": "object"})
    return {"operationId": "openapi", "summary": "This description.", "responses": {"200": answer}}


def _parameter(name: str, *, required: bool) -> dict[str, Any]:
    text, schema = PARAMETERS[name]
    repeatable = name in REPEATABLE
    return {
        "name": name,
        "in": "query",
        "required": required,
        "description": text,
        "schema": array(schema) if repeatable else schema,
        **({"style": "form", "explode": True} if repeatable else {}),
    }


def _json(text: str, schema: Schema) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": schema}}}


def _problem(text: str) -> dict[str, Any]:
    return {"description": text, "content": {PROBLEM_JSON: {"schema": ref("Problem")}}}
