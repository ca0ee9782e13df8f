"""Lines such as "When: Mondays" and the heads of columns: what stands behind them."""

import re
from collections.abc import Mapping

from meetfinder.exchange.page.days import find_days
from meetfinder.exchange.page.hours import has_time

_TABLE = {
    "when": "when|meets|day and time|days and times|day/time|date/time|date & time|day & time|date and time|"
    "schedule|meeting times?|"
    "meeting day|cu[aá]ndo|horarios?|d[ií]a y hora|days? / times?|times? and days?|meeting schedule|"
    "day\\(s\\) and time\\(s\\)",
    "day": "days?|dates?|weekdays?|d[ií]as?|fecha|day of (?:the )?week|day\\(s\\)",
    "time": "times?|hours?|hora|start|starts|start time|from|begins|time\\(s\\)|inicio|hours of meeting",
    "end": "to|end|ends|end time|until|fin",
    "where": "where|located at|held at|we meet at|(?:meetings|groups) are held at|venue/mode|location|"
    "locations|place|meeting place|d[oó]nde|lugar|"
    "ubicaci[oó]n|where we meet|"
    "address/location|location/address|location & address|venue/address|venue & address|venue and address",
    "venue": "venue|building|facility|site|location name|sede|local|church|host",
    "street": "address|street|street address|direcci[oó]n|domicilio",
    "town": "city|town|ciudad|municipio|city/town|city/state|city, state|localidad|poblaci[oó]n|area",
    "region": "state|province|estado|provincia",
    "code": "zip|zip code|postcode|postal code|c[oó]digo postal",
    "how": "format|type|mode|meeting type|formato|modalidad|tipo|attendance|online|in person",
    "name": "group|group name|meeting|meeting name|name|grupo|nombre|reuni[oó]n|title|chapter|what|qu[eé]",
    "none": "contact|contacts|phone|email|e-mail|notes?|who|cost|facilitators?|leaders?|tel[eé]fono|contacto|"
    "correo|notas|website|web|languages?|accessib\\w+|"
    "info|more info|information|questions|link|meeting id|passcode|password|"
    "directions|parking",
}
_ROLES = [(role, re.compile(rf"(?:{words})", re.IGNORECASE)) for role, words in _TABLE.items()]
_LINE = re.compile(r"^\W{0,3}(?P<label>[^\W\d_][\w /&(),-]{0,24}?)\s*(?::|\s[-–—]\s(?=\S))\s*(?P<value>.*)$")
_ADDRESS = re.compile(r"\d{1,5} [^,\n]+, [^,\n]+, [^,\n]+, [A-Z]{2} \d{5}\s*")
"""Begins the next of several meetings whose addresses stand above their times."""
_INLINE = re.compile(r"(?<=[\w.)])[ ]+((?:Location|Where|Address|Venue|When):[ ])")
"""A label within a line."""
_PLACES = frozenset({"where", "venue", "street"})
_LONGEST_ADDRESS = 15
"""Words; a longer line below a place tells something else."""
_LEADING = frozenset({"when", "day", "time", "where", "venue", "street"})


def role(text: str) -> str:
    """Return what a label or the head of a column stands for; empty where it is none of ours."""
    plain = " ".join(re.sub(r"[:*#]|\s-\s*$", " ", text).split())
    return next((name for name, pattern in _ROLES if pattern.fullmatch(plain)), "")


def labelled(text: str) -> list[dict[str, str]]:
    """Return what stands behind the labels of a text, by role, one for each meeting; empty without labels.

    What stands before the first label is under `free`, prose below a place under `more`. A role
    that comes again begins another meeting.
    """
    entries: list[dict[str, str]] = [{}]
    current = "free"
    for line in _INLINE.sub(r"\n\1", text).split("\n"):
        match = _LINE.match(line)
        here = role(match["label"]) if match else ""
        if not here and _ADDRESS.fullmatch(line) and any(entries[-1].get(name) for name in ("when", "time")):
            entries.append({})
            current = "free"
        if match is None or not here:
            alone = role(line) if line.strip().endswith(":") else ""
            if alone:
                current = alone
                continue
            if (current in _PLACES or current == "more") and find_days(line) and has_time(line):
                entries.append({})
                current = "when"
            elif current in _PLACES and len(line.split()) > _LONGEST_ADDRESS:
                current = "more"
            _add(entries[-1], current, line.strip())
            continue
        if (entries[-1].get(here) and here != "none") or _tells_day(entries[-1], here):
            entries.append({})
        current = here
        _add(entries[-1], here, match["value"].strip())
    return [entry for entry in entries if entry] if any(_LEADING & set(entry) for entry in entries) else []


def _tells_day(entry: Mapping[str, str], here: str) -> bool:
    """Say whether a label for days begins another meeting: the words above tell the first one's day."""
    return here in {"day", "when"} and "time" in entry and bool(find_days(entry.get("free", "")))


def when_of(said: Mapping[str, str]) -> str:
    """Return everything labelled as days and times."""
    time, day = said.get("time", ""), said.get("day", "")
    if time and not day and "when" not in said and find_days(said.get("free", "")):
        day = said["free"]
    if said.get("end"):
        time = f"{time} - {said['end']}"
    return "\n".join(filter(None, (said.get("when", ""), f"{day} {time}".strip())))


def where_of(said: Mapping[str, str]) -> str:
    """Return everything labelled as a place, as an address is written."""
    place = [said.get(name, "") for name in ("venue", "where", "street")]
    area = ", ".join(filter(None, (said.get("town", ""), said.get("region", ""))))
    return ", ".join(filter(None, (*place, f"{area} {said.get('code', '')}".strip())))


def _add(entry: dict[str, str], name: str, value: str) -> None:
    if value:
        entry[name] = f"{entry[name]}\n{value}" if name in entry else value
