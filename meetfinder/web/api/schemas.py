"""The JSON Schemas (2020-12) of what the API answers, for its OpenAPI description."""

from typing import Any

from meetfinder.directory import catalogue
from meetfinder.directory.attribute import SaidBy
from meetfinder.directory.freshness import AGEING_DAYS, FRESH_DAYS, Freshness
from meetfinder.directory.meeting import JoinVisibility
from meetfinder.search.query import Step
from meetfinder.web.filters import ATTENDANCE

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
OPTIONAL_TEXT: Schema = {"type": ["string", "null"], "minLength": 1}
DATE: Schema = {"type": "string", "format": "date"}
OPTIONAL_DATE: Schema = {"type": ["string", "null"], "format": "date"}
CLOCK: Schema = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
URI: Schema = {"type": "string", "format": "uri"}
OWN: Schema = {
    "type": "string",
    "format": "uri-reference",
    "description": "On this site: whole where the operator has set its address, else a path from the root.",
}
FLAG: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
LATITUDE: Schema = {"type": ["number", "null"], "minimum": -90, "maximum": 90}
LONGITUDE: Schema = {"type": ["number", "null"], "minimum": -180, "maximum": 180}
DISTANCE: Schema = {
    "type": ["number", "null"],
    "minimum": 0,
    "description": "Kilometres on the ellipsoid; null: no place searched, or none to go to.",
}
UPDATED: Schema = {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}$",
    "description": "When the listing last changed, in UTC.",
}
FRESHNESS: Schema = {
    "enum": [state.value for state in Freshness],
    "description": (
        f"Whether it was known to be right in the last {FRESH_DAYS} days (`fresh`) or {AGEING_DAYS} days "
        "(`ageing`, also where no such day is known). What is `stale`, by age or because visitors found "
        "nobody there, comes last and never under `tonight` or `now`: ask before you go."
    ),
}
KIND: Schema = {"enum": [*catalogue.KINDS, None], "description": "Null for an independent group."}


def ref(name: str) -> Schema:
    """Point at a schema of this description."""
    return {"$ref": f"#/components/schemas/{name}"}


def array(of: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": of}


def record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """Return the schema of an object with these keys and no others."""
    return {
        "type": "object",
        "required": list(required),
        "properties": required | (optional or {}),
        "additionalProperties": False,
    }


def or_null(schema: Schema) -> Schema:
    """Return the schema of something that may be null."""
    return {"anyOf": [schema, {"type": "null"}]}


_VENUE = {
    "location": {**TEXT, "description": "Name of the building."},
    "location_notes": TEXT,
    "address": TEXT,
    "city": TEXT,
    "state": TEXT,
    "postal_code": TEXT,
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "approximate": {"enum": ["yes", "no"], "description": "Whether the point stands for an area only."},
}
_SAID_BY = [said.value for said in SaidBy]
_DUAL_FOCUS = ["dedicated", "welcoming", "tagged"]

MEETING = record(
    {
        "name": TEXT,
        "slug": TEXT,
        "day": {"type": "integer", "minimum": 0, "maximum": 6, "description": "0 is Sunday."},
        "time": {**CLOCK, "description": "Local time in `timezone`."},
        "end_time": {"anyOf": [CLOCK, {"type": "null"}], "description": "Null: not stated."},
        "timezone": {**TEXT, "description": "IANA name."},
        "formatted_address": OPTIONAL_TEXT,
        "latitude": LATITUDE,
        "longitude": LONGITUDE,
        "types": {**array(TEXT), "description": "Codes of the Meeting Guide specification."},
        "group": TEXT,
        "fellowship": {**OPTIONAL_TEXT, "description": "Slug; null for an independent group."},
        "kind": KIND,
        "attendance": {"enum": list(ATTENDANCE)},
        "attributes": array(ref("Stated")),
        "recurrence": {**TEXT, "description": "RRULE of RFC 5545, on local dates in `timezone`."},
        "exceptions": array(ref("Exception")),
        "distance_km": DISTANCE,
        "next_start": {
            "type": ["string", "null"],
            "format": "date-time",
            "description": "Start of the next one that can be attended, a running one included.",
        },
        "confirmed_on": {
            **OPTIONAL_DATE,
            "description": "When the group itself last said so.",
        },
        "source": or_null(ref("Source")),
        "url": OWN,
    },
    {
        "id": TEXT,
        "status": {"enum": ["active", "paused"]},
        "running": FLAG,
        "freshness": FRESHNESS,
        "updated": UPDATED,
        "fellowship_name": TEXT,
        "dual_focus": {
            "enum": _DUAL_FOCUS,
            "description": "Whether it is for people with a dual diagnosis; `tagged`: its source says so.",
        },
        "formats": {**array(TEXT), "description": "Slugs of our formats."},
        "languages": {**array(TEXT), "description": "BCP 47 tags."},
        "group_slug": TEXT,
        "group_notes": TEXT,
        "website": TEXT,
        "notes": TEXT,
        "source_url": TEXT,
        "conference_url": TEXT,
        "conference_url_notes": TEXT,
        "conference_phone": TEXT,
        "conference_visibility": {"enum": [visibility.value for visibility in JoinVisibility]},
        **_VENUE,
    },
)
GROUP = record(
    {
        "name": TEXT,
        "slug": TEXT,
        "status": {"enum": ["active", "forming"]},
        "fellowship": OPTIONAL_TEXT,
        "kind": KIND,
        "attributes": array(ref("Stated")),
        "meetings": {**array(OWN), "description": "Addresses of its meetings in this API."},
        "distance_km": DISTANCE,
        "source": or_null(ref("Source")),
        "url": OWN,
        "id": TEXT,
        "updated": UPDATED,
    },
    {"fellowship_name": TEXT, "website": TEXT, "notes": TEXT, **_VENUE},
)
FELLOWSHIP = record(
    {
        "slug": TEXT,
        "name": TEXT,
        "short_name": TEXT,
        "kind": {"enum": list(catalogue.KINDS)},
        "twelve_step": FLAG,
        "for_family": FLAG,
        "psychiatric_medication": or_null(ref("Position")),
        "medication_for_opioid_use": or_null(ref("Position")),
        "url": OWN,
    },
    {"site": URI, "finder": URI, "start_url": URI, "countries": array(TEXT)},
)
PLACE = record(
    {
        "area": {**TEXT, "description": "Code that finds the same place again, as `near` or in an address."},
        "name": TEXT,
        "label": TEXT,
        "country": {"type": "string", "pattern": "^([A-Z]{2})?$"},
        "latitude": {"type": "number", "minimum": -90, "maximum": 90},
        "longitude": {"type": "number", "minimum": -180, "maximum": 180},
        "timezone": TEXT,
        "precision": {"enum": ["exact", "approximate", "area"]},
    }
)
HELPLINE = record(
    {
        "country": TEXT,
        "name": TEXT,
        "purpose": TEXT,
        "source": {**TEXT, "description": "Where this is published."},
        "source_title": TEXT,
        "read_on": {**DATE, "description": "When it was read there."},
    },
    {
        "number": TEXT,
        "sms": TEXT,
        "url": TEXT,
        "hours": TEXT,
        "languages": array(TEXT),
        "free": FLAG,
        "checked_by_operator_on": DATE,
    },
)
RUNG = record(
    {
        "step": {"enum": [step.value for step in Step], "description": "Why this rung is there."},
        "total": COUNT,
        "total_capped": FLAG,
        "meetings": array(ref("Meeting")),
        "groups": array(ref("Group")),
        "fellowships": array(ref("Finder")),
    }
)
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": TEXT,
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": {**TEXT, "description": "What is wrong and what to do, in a sentence."},
        "parameter": {"type": "string", "description": "The wrong parameter; empty for one without a name."},
        "choices": {**array(ref("Choice")), "description": "What `near` may mean."},
        "suggestions": {**array(ref("Choice")), "description": "What `near` may have been meant to be."},
        "reference": {**TEXT, "description": "Tell it to whoever runs the site."},
    },
    "additionalProperties": False,
}
SCHEMAS: Schema = {
    "Meeting": MEETING,
    "Group": GROUP,
    "Fellowship": FELLOWSHIP,
    "Place": PLACE,
    "Helpline": HELPLINE,
    "Rung": RUNG,
    "Problem": PROBLEM,
    "Stated": record({"key": TEXT, "value": TEXT, "said_by": {"enum": _SAID_BY}, "as_of": OPTIONAL_DATE}),
    "Exception": record(
        {
            "date": DATE,
            "kind": {"enum": ["cancelled", "moved"]},
            "moved_to": {**OPTIONAL_TEXT, "description": "Local date and time."},
        },
        {"note": TEXT},
    ),
    "Source": record(
        {"slug": TEXT, "name": TEXT, "licence": OPTIONAL_TEXT, "republish": FLAG, "demo": FLAG},
    ),
    "Position": record({"sentence": TEXT, "source": TEXT, "source_title": TEXT, "read_on": OPTIONAL_DATE}),
    "Finder": record(
        {"slug": TEXT, "name": TEXT, "kind": {"enum": list(catalogue.KINDS)}},
        {"site": URI, "finder": URI, "start_url": URI},
    ),
    "Choice": record({"area": TEXT, "label": TEXT, "country": TEXT}),
    "Meetings": record(
        {
            "place": or_null(ref("Place")),
            "total": {**COUNT, "description": "Exact unless `total_capped`; then there are more."},
            "total_capped": FLAG,
            "meetings": array(ref("Meeting")),
            "next": {**OPTIONAL_TEXT, "description": "The `cursor` of the next page; null on the last."},
        }
    ),
    "Answer": record(
        {
            "place": or_null(ref("Place")),
            "rungs": array(ref("Rung")),
            "helplines": array(ref("Helpline")),
        }
    ),
    "Groups": record(
        {"place": or_null(ref("Place")), "groups": array(ref("Group")), "next": OPTIONAL_TEXT},
    ),
    "Fellowships": record({"fellowships": array(ref("Fellowship"))}),
    "Places": record({"places": array(ref("Place")), "suggestions": array(ref("Place"))}),
}
