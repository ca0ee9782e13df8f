"""GetNAWSDump: the spreadsheet that a service body sends to its fellowship's world services, as CSV."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from meetfinder.exchange.bmlt.bodies import Body
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.rows import Row

COLUMNS = (
    "Committee", "CommitteeName", "AddDate", "AreaRegion", "ParentName", "ComemID", "ContactID",
    "ContactName", "CompanyName", "ContactAddrID", "ContactAddress1", "ContactAddress2",
    "ContactCity", "ContactState", "ContactZip", "ContactCountry", "ContactPhone", "MeetingID",
    "Room", "Closed", "WheelChr", "Day", "Time", "Language1", "Language2", "Language3",
    "LocationId", "Place", "Address", "City", "LocBorough", "State", "Zip", "Country",
    "Directions", "Institutional", "Format1", "Format2", "Format3", "Format4", "Format5", "Delete",
    "LastChanged", "Longitude", "Latitude", "ContactGP", "PhoneMeetingNumber",
    "VirtualMeetingLink", "VirtualMeetingInfo", "TimeZone", "bmlt_id", "unpublished",
)  # fmt: skip
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
FIRST_FORMATS = ("VM", "TC", "HYBR", "W", "M", "GL")
"""So important that they must not fall behind the fifth."""
ELSEWHERE = frozenset({"OPEN", "CLOSED", "WCHR"})
"""World ids that have columns of their own."""
LANGUAGE = "LANG"
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.])")
_TO_QUOTE = re.compile(r"[,\"\\\s]")


def write(
    rows: Iterable[Row],
    *,
    bodies: Mapping[int, Body],
    formats: Mapping[int, FormatLabel],
    changed: Mapping[int, datetime],
) -> str:
    """Return the CSV of these meetings; those of bodies without a world id are left out.

    `changed` says when each was last changed.
    """
    lines = [",".join(COLUMNS)]
    for row in rows:
        body = bodies.get(row.body)
        if body is not None and body.world_id.strip():
            line = _line(row, body, formats, changed.get(row.id))
            lines.append(",".join(_cell(line.get(column, "")) for column in COLUMNS))
    return "".join(f"{line}\n" for line in lines)


def file_name(body: Body, now: datetime) -> str:
    """Return the name under which the spreadsheet is offered."""
    parts = (_plain(body.world_id.upper()), _plain(body.name.lower()))
    return f"BMLT_{parts[0]}_{parts[1]}_{now:%Y_%m_%d_%H_%M_%S}.csv"


def _cell(text: str) -> str:
    """Return a cell quoted as PHP does it, with an apostrophe before what a spreadsheet would compute."""
    if _FORMULA.match(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text


def _plain(text: str) -> str:
    plain = re.sub(r"[^A-Za-z0-9_]", "_", text)
    return plain if plain.strip("_") else ""


def _line(
    row: Row, body: Body, formats: Mapping[int, FormatLabel], changed: datetime | None
) -> dict[str, str]:
    values = row.values
    labels = [formats[number] for number in row.formats or () if number in formats]
    worlds = list(dict.fromkeys(label.world_id for label in labels if label.world_id))
    languages = [label.key.upper() for label in labels if label.world_id == LANGUAGE]
    told = [world for world in FIRST_FORMATS if world in worlds]
    told += [world for world in worlds if world not in FIRST_FORMATS and world not in ELSEWHERE]
    line = {
        "Committee": values.get("worldid_mixed", "").strip(),
        "CommitteeName": values.get("meeting_name", ""),
        "AreaRegion": body.world_id,
        "ParentName": body.name,
        "Room": ", ".join(label.name for label in labels if not label.world_id),
        "Closed": "OPEN" if "OPEN" in worlds and "CLOSED" not in worlds else "CLOSED",
        "WheelChr": "TRUE" if "WCHR" in worlds else "FALSE",
        "Day": "" if row.weekday is None else DAYS[row.weekday],
        "Time": "" if row.start is None else f"{row.start // 3600:02}{row.start // 60 % 60:02}",
        "Language1": languages[0] if languages else "",
        "Institutional": "FALSE",
        "LastChanged": f"{changed.month}/{changed.day}/{changed:%y}" if changed else "",
        "bmlt_id": str(row.id),
    }
    line |= {f"Format{at}": world for at, world in enumerate(told[:5], start=1)}
    return line | _where(values)


def _where(values: Mapping[str, str]) -> dict[str, str]:
    def value(key: str) -> str:
        return values.get(key, "")

    directions = (value("location_info").strip(), value("comments").strip())
    return {
        "Place": value("location_text"),
        "Address": value("location_street"),
        "City": value("location_city_subsection")
        or value("location_municipality")
        or value("location_neighborhood"),
        "LocBorough": value("location_neighborhood"),
        "State": value("location_province"),
        "Zip": value("location_postal_code_1"),
        "Country": value("location_nation"),
        "Directions": ", ".join(filter(None, directions)),
        "Longitude": value("longitude"),
        "Latitude": value("latitude"),
        "PhoneMeetingNumber": value("phone_meeting_number"),
        "VirtualMeetingLink": value("virtual_meeting_link"),
        "VirtualMeetingInfo": value("virtual_meeting_additional_info"),
        "TimeZone": value("time_zone").strip(),
    }
