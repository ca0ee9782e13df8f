"""The answers of a face to each switcher, in each of the dialect's data formats."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from meetfinder.exchange.bmlt import changes, coverage, fields, formats, naws, tsml, values
from meetfinder.exchange.bmlt.face import Asked, Face, Window
from meetfinder.exchange.bmlt.finding import Locate, find
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.loose import Parameters, integer, is_numeric
from meetfinder.exchange.bmlt.request import Request, read
from meetfinder.exchange.bmlt.rows import Found, Writer
from meetfinder.exchange.bmlt.server import SECRETS
from meetfinder.exchange.bmlt.writing import BadCallback, to_json, to_jsonp

JSON, SCRIPT, CSV = "application/json", "text/javascript; charset=UTF-8", "text/csv; charset=UTF-8"
NAWS_DUMP = "GetNAWSDump"
SWITCHERS = (
    "GetSearchResults",
    "GetFormats",
    "GetServiceBodies",
    "GetFieldKeys",
    "GetFieldValues",
    "GetChanges",
    "GetServerInfo",
    "GetCoverageArea",
)
DATA_FORMATS = ("json", "jsonp", "csv", "tsml")
UNKNOWN = (
    "Invalid data format or endpoint name. Valid endpoint names for the json and jsonp data formats are: "
    f"{', '.join(SWITCHERS)}. Valid endpoint names for the csv format are: {NAWS_DUMP}. "
    "Valid endpoint names for the tsml format are: GetSearchResults."
)
ONLY_CSV = f"{NAWS_DUMP} is only valid for csv format."
BAD_REQUEST, UNPROCESSABLE = 400, 422
Write = Callable[[Face, Request, list[Found], Mapping[int, FormatLabel]], Any]
"""Returns the meetings in the shape of a data format."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    body: str
    content_type: str = JSON
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Wrong(Exception):
    """A request that is answered with an error; `errors` name the parameters."""

    def __init__(self, status: int, message: str, errors: dict[str, list[str]] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.message = message
        self.errors = errors


def answer(face: Face, data_format: str, parameters: Parameters, *, now: datetime, locate: Locate) -> Answer:
    """Answer a request of one of DATA_FORMATS; errors are answers too."""
    try:
        return _answer(face, data_format, parameters, now=now, locate=locate)
    except Wrong as problem:
        body: dict[str, Any] = {"message": problem.message}
        if problem.errors:
            body["errors"] = problem.errors
        return Answer(to_json(body), status=problem.status)


def _answer(face: Face, data_format: str, parameters: Parameters, *, now: datetime, locate: Locate) -> Answer:
    switcher = parameters.text("switcher")
    if switcher == NAWS_DUMP:
        if data_format != "csv":
            raise Wrong(UNPROCESSABLE, ONLY_CSV)
        return _naws_dump(face, parameters, now)
    if switcher not in SWITCHERS or data_format not in {"json", "jsonp", "tsml"}:
        raise Wrong(UNPROCESSABLE, UNKNOWN)
    if data_format == "tsml":
        return Answer(to_json(_search_results(face, parameters, locate, write=_tsml)))
    if switcher == "GetSearchResults":
        value = _search_results(face, parameters, locate, write=_rows)
    else:
        value = _PLAIN[switcher](face, parameters)
    without_callback = parameters.has("callback") and parameters.text("callback") is None
    if data_format == "json" or without_callback:
        return Answer(to_json(value))
    try:
        return Answer(to_jsonp(value, parameters.text("callback") or "callback"), SCRIPT)
    except BadCallback:
        raise Wrong(BAD_REQUEST, "The callback is not the name of a function.") from None


def _search_results(face: Face, parameters: Parameters, locate: Locate, *, write: Write) -> Any:
    """Return what is found, and the formats used in it where they are asked for.

    With them, meetings have the shape of the dialect's own whatever the data format, as on the servers.
    """
    request = read(parameters, face.fields)
    if request.empty:
        return []
    found = find(face, request, locate)
    labels = face.formats(request.languages)
    used = {number for item in found for number in item.row.formats or ()}
    listed = [label.write(face.base) for label in labels.values() if label.id in used]
    if request.formats_only:
        return {"formats": listed}
    if request.with_formats:
        return {"meetings": _rows(face, request, found, labels), "formats": listed}
    return write(face, request, found, labels)


def _rows(face: Face, request: Request, found: list[Found], labels: Mapping[int, FormatLabel]) -> Any:
    writer = Writer(
        base=face.base,
        fields=face.fields,
        keys={label.id: label.key for label in labels.values()},
        body_names={body.id: body.name for body in face.tree.bodies},
        only=request.only,
    )
    return [writer.write(item) for item in found]


def _tsml(face: Face, _request: Request, found: list[Found], labels: Mapping[int, FormatLabel]) -> Any:
    names = {body.id: body.name for body in face.tree.bodies}
    return [tsml.write(item.row, formats=labels, region=names.get(item.row.body, "")) for item in found]


def _formats(face: Face, parameters: Parameters) -> Any:
    found = formats.answer(face.labels, parameters, used=face.used(), language=face.language)
    return [label.write(face.base) for label in found]


def _service_bodies(face: Face, parameters: Parameters) -> Any:
    return [body.write() for body in face.tree.answer(parameters)]


def _field_keys(face: Face, _parameters: Parameters) -> Any:
    return fields.describe(face.fields)


def _field_values(face: Face, parameters: Parameters) -> Any:
    key = parameters.text("meeting_key")
    if key is None or key not in fields.names(face.fields):
        raise Wrong(BAD_REQUEST, "")
    return values.answer(face.rows(Window()), key, parameters)


def _server_info(face: Face, _parameters: Parameters) -> Any:
    info = face.info()
    return [dict(info) | {key: "" for key in SECRETS if key in info}]


def _coverage_area(face: Face, _parameters: Parameters) -> Any:
    rows = sorted(face.rows(Window()), key=lambda row: row.id)
    return coverage.answer(
        (row.latitude, row.longitude)
        for row in rows
        if row.latitude is not None and row.longitude is not None
    )


def _changes(face: Face, parameters: Parameters) -> Any:
    errors: dict[str, list[str]] = {}
    since = _day(parameters, "start_date", errors)
    until = _day(parameters, "end_date", errors)
    meeting = _number(parameters, "meeting_id", errors)
    body = _number(parameters, "service_body_id", errors)
    if errors:
        raise _invalid(errors)
    asked = Asked(
        since=None if since is None else datetime.combine(since, time.min, UTC),
        until=None if until is None else datetime.combine(until, time.max, UTC),
        meeting=meeting,
        bodies=None if body is None else face.tree.branch([body]),
    )
    return [changes.write(item, face.tree.by_id) for item in face.changes(asked)]


def _naws_dump(face: Face, parameters: Parameters, now: datetime) -> Answer:
    given = parameters.either("sb_id")
    if given is None:
        raise _invalid({"sb_id": ["The sb id field is required."]})
    number = given if isinstance(given, str) else ""
    errors = [] if _is_whole(number) else ["The sb id field must be an integer."]
    body = face.tree.by_id.get(integer(number))
    if errors or body is None:
        raise _invalid({"sb_id": errors or ["The selected sb id is invalid."]})
    branch = face.tree.branch([body.id])
    rows = [row for row in face.rows(Window()) if row.body in branch]
    rows.sort(key=lambda row: (row.values.get("lang_enum", ""), row.weekday or 0, row.start or 0, row.id))
    changed: dict[int, datetime] = {}
    for change in face.changes(Asked(bodies=branch)):
        changed.setdefault(change.meeting_id, change.made_at)
    text = naws.write(rows, bodies=face.tree.by_id, formats=face.formats(None), changed=changed)
    headers = {"Content-Disposition": f'attachment; filename="{naws.file_name(body, now)}"'}
    return Answer(text, CSV, headers=headers)


def _day(parameters: Parameters, name: str, errors: dict[str, list[str]]) -> date | None:
    if not parameters.has(name):
        return None
    text = str(parameters.either(name))
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or str(day) != text:
        errors[name] = [f"The {name.replace('_', ' ')} field must match the format Y-m-d."]
        return None
    return day


def _number(parameters: Parameters, name: str, errors: dict[str, list[str]]) -> int | None:
    if not parameters.has(name):
        return None
    value = parameters.either(name)
    if not isinstance(value, str) or not is_numeric(value):
        errors[name] = [f"The {name.replace('_', ' ')} field must be a number."]
        return None
    return integer(value)


def _is_whole(text: str) -> bool:
    return is_numeric(text) and str(integer(text)) == text.strip().removeprefix("+")


def _invalid(errors: dict[str, list[str]]) -> Wrong:
    """Return the error in the words of the servers: the first sentence, and how many more there are."""
    sentences = [sentence for found in errors.values() for sentence in found]
    more = len(sentences) - 1
    rest = "" if not more else f" (and {more} more error{'s' if more > 1 else ''})"
    return Wrong(UNPROCESSABLE, sentences[0] + rest, errors)


_PLAIN: dict[str, Callable[[Face, Parameters], Any]] = {
    "GetFormats": _formats,
    "GetServiceBodies": _service_bodies,
    "GetFieldKeys": _field_keys,
    "GetFieldValues": _field_values,
    "GetChanges": _changes,
    "GetServerInfo": _server_info,
    "GetCoverageArea": _coverage_area,
}
