"""The JSON schemas of HSDS 3.1 with a checker that knows what a URI is, for tests that validate records."""

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

_URI = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:(?://(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2}|\[[0-9A-Fa-f:.]+\])*)?"
    r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*"
    r"(?:\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
)
"""RFC 3986, appendix A; jsonschema leaves `uri` unchecked without a further library."""


class Schemas:
    """Finds what is wrong with a record, also where it holds more than the specification names (`strict`)."""

    def __init__(self, folder: Path) -> None:
        checker = FormatChecker()
        checker.checks("uri")(lambda value: not isinstance(value, str) or bool(_URI.fullmatch(value)))
        assert {"uuid", "date-time", "email", "uri"} <= set(checker.checkers)
        read = {
            name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("service", "service_list", "service_at_location_list")
        }
        page = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))["components"]["schemas"][
            "Page"
        ]
        service = read["service"]["properties"]
        read["service_at_location"] = service["service_at_locations"]["items"]
        read["organization"] = service["organization"]
        term = service["attributes"]["items"]["properties"]["taxonomy_term"]
        read["taxonomy_term"] = term
        read["taxonomy"] = term["properties"]["taxonomy_detail"]
        page["required"] = list(page["properties"])
        self._plain = {
            name: Draft202012Validator(schema, format_checker=checker) for name, schema in read.items()
        }
        self._strict = {
            name: Draft202012Validator(_closed(schema), format_checker=checker)
            for name, schema in read.items()
        }
        self._page = Draft202012Validator(page, format_checker=checker)

    def problems(self, name: str, record: dict[str, Any], *, strict: bool = True) -> list[str]:
        """Return what is wrong with a record of the schema `name`."""
        validator = (self._strict if strict else self._plain)[name]
        return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(record)]

    def page_problems(self, page: dict[str, Any]) -> list[str]:
        """Return what is wrong with the frame of a page."""
        found = [error.message for error in self._page.iter_errors(page)]
        if page["size"] != len(page["contents"]) or page["empty"] != (not page["contents"]):
            found.append("size and empty do not fit the contents")
        return found


def _closed(schema: Any) -> Any:
    """Return the schema with every object closed to further properties."""
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        closed["additionalProperties"] = False
    return closed
