"""Plain words out of whatever a list has in a field: no tags, no entities, no nulls, no odd spaces."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Any

_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li)\b[^>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<\s*(script|style)\b.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>", re.DOTALL)
_NOTHING = frozenset({"null", "none", "undefined", "n/a", "nan"})
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def line(value: Any, *, limit: int = 255) -> str:
    """Return one line of plain text, at most `limit` characters; empty for nothing, lists and objects."""
    if value is None or value == "":
        return ""
    return " ".join(paragraphs(value, limit=10 * limit).split())[:limit].rstrip()


def paragraphs(value: Any, *, limit: int = 8000) -> str:
    """Return plain text with line ends kept, at most `limit` characters; empty for what is no text."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    return _plain(str(value))[:limit].rstrip()


@lru_cache(maxsize=20_000)
def _plain(text: str) -> str:
    """Return the plain text; remembered, because a list says the same in many rows and fields."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub("", _HIDDEN.sub("", _BREAK.sub("\n", text)))
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).replace("\u00a0", " ")
    # A half of a surrogate pair can be written in JSON but in no database.
    text = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode())
    text = "\n".join(part.strip() for part in text.split("\n"))
    text = re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]{2,}", " ", text)).strip()
    return "" if text.lower() in _NOTHING else text


def normal(text: str) -> str:
    """Return `text` for comparing: lower case without marks, one space between words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(char for char in plain if not unicodedata.combining(char))))


def web_address(value: Any, *, limit: int) -> str:
    """Return an http or https address with a host, or empty; an address without a scheme gets https."""
    text = line(value, limit=limit + 1)
    if text and not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", text):
        text = f"https://{text}"
    sound = re.fullmatch(r"https?://[\w-]+(\.[\w-]+)+\.?(:\d+)?([/?#]\S*)?", text, re.IGNORECASE)
    return text if sound and len(text) <= limit else ""
