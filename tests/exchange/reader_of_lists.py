"""What the reader in use does with a Meeting Guide list: its rules, written again to judge our lists.

The rules are those of the 2023 reader and of present ones.
"""

import re
from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

ZONES = available_timezones()
SERVICES = [
    "bluejeans.com",
    "discord.gg",
    "freeconference.com",
    "freeconferencecall.com",
    "goto.com",
    "gotomeet.me",
    "gotomeeting.com",
    "meet.google.com",
    "meet.jit.si",
    "meetings.dialpad.com",
    "skype.com",
    "webex.com",
    "zoho.com",
    "zoom.us",
]
LATER_SERVICES = [
    "horizon.meta.com",
    "maps.secondlife.com",
    "signal.group",
    "slurl.com",
    "teams.live.com",
    "teams.microsoft.com",
    "vrchat.com",
]
"""Known to present readers; the one of 2023 complains about them."""


def complaints(rows: list[dict[str, Any]]) -> list[str]:
    """Return what the reader would write to its console, or would fail at, row by row."""
    found, slugs = [], set()
    if not rows:
        return ["data is not in the correct format"]
    for row in rows:
        problems = [*_of_identity(row, slugs), *_of_time(row), *_of_joining(row)]
        slugs.add(row.get("slug"))
        found += [f"{row.get('slug')}: {problem}" for problem in problems]
        found += [f"{row.get('slug')}: empty {key}" for key, value in row.items() if value in ("", None, [])]
    return found


def is_active(row: dict[str, Any]) -> bool:
    """Say whether the reader shows a row as a meeting that takes place."""
    return is_in_person(row) or is_online(row)


def is_in_person(row: dict[str, Any]) -> bool:
    if "approximate" in row:
        approximate = row["approximate"].lower() == "yes"
    else:
        approximate = len(row["formatted_address"].split(",")) < 4
    return "TC" not in row.get("types", ()) and not approximate


def is_online(row: dict[str, Any]) -> bool:
    parts = row.get("conference_url", "").split("/")
    known = len(parts) > 2 and any(parts[2].endswith(service) for service in [*SERVICES, *LATER_SERVICES])
    return known or len(re.sub(r"[^\d,+#]", "", row.get("conference_phone", ""))) >= 10


def _of_identity(row: dict[str, Any], slugs: set[Any]) -> list[str]:
    found = []
    if not row.get("slug"):
        found.append("no slug")
    if row.get("slug") in slugs:
        found.append("duplicate slug")
    if not re.fullmatch(r"[a-z0-9-]{1,64}", row.get("slug", "")):
        found.append("slug is no part of an address")
    if not (row.get("formatted_address") or row.get("address") or row.get("city")):
        found.append("no address information")
    if not re.match(
        r"https?://[^\s/?#:@]*[^\s/?#:@.\d][^\s/?#:@.]*([/?#]|$)", row.get("website", "https://a.b")
    ):
        found.append("unreadable website: the page of the meeting stays empty")
    return found


def _of_time(row: dict[str, Any]) -> list[str]:
    found = []
    if type(row.get("day")) is not int or row["day"] not in range(7):
        found.append("invalid start: the whole page dies")
    if row.get("timezone") not in ZONES:
        found.append("no timezone")
    names = ("time", "end_time")
    wrong = [name for name in names if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", row.get(name, ""))]
    found += [f"invalid {name}" for name in wrong]
    minutes = [int(row[name][:2]) * 60 + int(row[name][3:]) for name in ("time", "end_time")]
    if minutes[1] - minutes[0] > 120:
        found.append("unusually long")
    try:
        datetime.strptime(row["updated"], "%Y-%m-%d %H:%M:%S")  # noqa: DTZ007  It is UTC by definition.
    except (KeyError, ValueError):
        found.append("invalid updated")
    return found


def _of_joining(row: dict[str, Any]) -> list[str]:
    found = []
    if "conference_url" in row and not is_online({"conference_url": row["conference_url"]}):
        found.append("unknown conference_url")
    if "conference_phone" in row and not is_online({"conference_phone": row["conference_phone"]}):
        found.append("invalid conference_phone")
    return found
