"""What clients of a Meeting Guide list accept, so that none drops a row of ours or calls it inactive.

The rules are those of the reader in use (reference/meeting-guide.md §2.3): it knows a list of conference
services, wants ten characters of a telephone number, calls in-person rows with an approximate place inactive,
complains about meetings of more than two hours, and shows nothing of a meeting whose web site has an address
that a browser cannot read.
"""

import re
from functools import lru_cache
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
"""Hosts, with all that is below them, whose links open straight into a meeting.

Those that the readers of 2023 know, which call a meeting with any other link inactive; and Teams besides.
"""
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[^\W\d][\w-]*\.?")
"""A browser takes a host whose last part is a number for an IPv4 address, and most are none."""
FEWEST_DIALLED = 10
LONGEST_MINUTES = 120


def accepted_link(url: str) -> str:
    """Return the link as clients know it when they know the service it leads to, else an empty text.

    They compare the letters between the slashes: those of the host are written small and end at a slash. A
    port, or a user before the host, is not understood.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    known = any(host == service or host.endswith(f".{service}") for service in SERVICES)
    if not known or parts.netloc.lower() != host or parts.scheme not in {"http", "https"}:
        return ""
    rest = url[len(parts.scheme) + len("://") + len(host) :]
    return f"{parts.scheme}://{host}{'/' if rest.startswith(('?', '#')) else ''}{rest}"


@lru_cache(maxsize=1024)
def accepted_site(url: str) -> str:
    """Return the address of a web site when every browser can read it, else an empty text."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode()
        sound = parts.port != 0 and parts.scheme in {"http", "https"} and not re.search(r"\s", url)
    except ValueError:  # Also of hosts with letters that no name may have, and of ports that are too high.
        return ""
    return url if sound and _HOST.fullmatch(host) else ""


def accepted_phone(text: str) -> str:
    """Return the number as digits with `+ , * #`, or an empty text when it is too short to be dialled."""
    dialled = re.sub(r"[^\d+,*#]", "", text)
    return dialled if len(dialled.replace("*", "")) >= FEWEST_DIALLED else ""
