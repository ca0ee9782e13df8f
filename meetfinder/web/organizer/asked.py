"""What every question has: its form, its errors, and small readers of typed words."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from meetfinder.web.languages import LazyText
from meetfinder.web.languages import lazy_gettext as _l

Form = MultiDict[str, str]
Errors = dict[str, LazyText]
"""A field's id and the sentence that says what to do."""
LONGEST_LINK = 500
NOT_A_LINK = _l("Type a web address that begins with https://, or leave this empty.")


def line(form: Mapping[str, str], name: str, longest: int = 255) -> str:
    """Return one line of what was typed, its control characters and outer blanks taken away."""
    return " ".join("".join(filter(_is_shown, form.get(name, ""))).split())[:longest]


def text(form: Mapping[str, str], name: str, longest: int) -> str:
    """Return typed paragraphs without control characters."""
    typed = form.get(name, "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in typed if char == "\n" or _is_shown(char)).strip()[:longest]


def chosen(form: Mapping[str, str], name: str, known: Iterable[str]) -> str:
    """Return the chosen value where it is one that was offered; else nothing, which is never an answer."""
    value = form.get(name, "")
    return value if value in known else ""


def several(form: Form, name: str, known: Iterable[str]) -> list[str]:
    """Return the chosen values in the order in which they were offered."""
    values = set(form.getlist(name))
    return [value for value in known if value in values]


def web_address(typed: str) -> str | None:
    """Return an http(s) address, empty where nothing was typed, None where it is something else."""
    if not typed:
        return ""
    address = typed if "://" in typed else f"https://{typed}"
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    good = parts.scheme in {"http", "https"} and "." in host and not parts.username and " " not in address
    return address if good and len(address) <= LONGEST_LINK else None


def _is_shown(char: str) -> bool:
    return char.isprintable() or char.isspace()
