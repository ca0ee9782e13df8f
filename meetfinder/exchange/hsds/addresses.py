"""Web addresses as HSDS demands them: a URI of RFC 3986, or nothing."""

import re
from urllib.parse import quote, urlsplit, urlunsplit

_LOOSE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PATH, _REST = "/:@!$&'()*+,;=~%", "/:@!$&'()*+,;=~%?"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\]")


def web_address(text: str) -> str:
    """Return an http or https address as a URI, percent-encoded where it must be; empty for anything else.

    Names and passwords in front of a host are not passed on: the whole address is left out.
    """
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or "@" in parts.netloc:
        return ""
    host = f"[{host}]" if ":" in host else host
    try:
        host = host.encode("idna").decode() if not host.isascii() else host
    except UnicodeError:
        return ""
    if not _HOST.fullmatch(host):
        return ""
    place = host if port is None else f"{host}:{port}"
    path, query, fragment = parts.path, parts.query, parts.fragment
    encoded = _encoded(path, _PATH), _encoded(query, _REST), _encoded(fragment, _REST)
    return urlunsplit((parts.scheme, place, *encoded))


def _encoded(text: str, safe: str) -> str:
    return quote(_LOOSE_PERCENT.sub("%25", text), safe=safe)
