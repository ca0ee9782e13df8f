"""What clients of a Meeting Guide list accept, so that none drops a row of ours or calls it inactive.

The rules are those of the reader in use (reference/meeting-guide.md §2.3): it knows a list of conference
services, wants ten characters of a telephone number, calls in-person rows with an approximate place inactive,
and complains about meetings of more than two hours.
"""

import re
from urllib.parse import urlsplit

SERVICES = (
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
    "teams.live.com",
    "teams.microsoft.com",
    "webex.com",
    "zoho.com",
    "zoom.us",
)
"""Hosts, with all that is below them, whose links open straight into a meeting."""
FEWEST_DIALLED = 10
LONGEST_MINUTES = 120


def accepted_link(url: str) -> str:
    """Return the link when clients know the service that it leads to, else an empty text."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    known = any(host == service or host.endswith(f".{service}") for service in SERVICES)
    # Clients compare what stands between the slashes, so a port or a user before the host is not understood.
    plain = parts.netloc.lower() == host
    return url if known and plain and parts.scheme in {"http", "https"} else ""


def accepted_phone(text: str) -> str:
    """Return the number as digits with `+ , * #`, or an empty text when it is too short to be dialled."""
    dialled = re.sub(r"[^\d+,*#]", "", text)
    return dialled if len(dialled.replace("*", "")) >= FEWEST_DIALLED else ""
