"""Every sentence that people read has its Spanish, with the same placeholders."""

from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages import Catalog, Message, pofile
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import _parse_mapping_toml

from meetfinder.config import LANGUAGES, ROOT
from meetfinder.web.languages import CATALOGS

KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None,
    "ngettext": (1, 2), "pgettext": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
COVERED = (
    "meetfinder/web/errors.py", "meetfinder/web/filters.py", "meetfinder/web/finder/",
    "meetfinder/web/account/", "meetfinder/web/moderator/", "meetfinder/web/organizer/",
    "meetfinder/web/nul.py", "meetfinder/web/parameters.py",
    "templates/account/", "templates/base.html", "templates/email/", "templates/error.html",
    "templates/finder/", "templates/macros/", "templates/moderator/", "templates/organizer/",
)  # fmt: skip
"""Folders and files whose every sentence must be there in every language."""
TRANSLATED = [language for language in LANGUAGES if language != "en"]


@cache
def spoken() -> dict[object, str]:
    """Return every message of templates and code, and one file in which it stands."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        methods, options = _parse_mapping_toml(file, filename="pyproject.toml", style="pyproject.toml")
    found: dict[object, str] = {}
    for folder in ("meetfinder", "seeds", "templates"):
        under = [
            (pattern.removeprefix(f"{folder}/"), method)
            for pattern, method in methods
            if pattern.startswith(folder)
        ]
        chosen = {pattern.removeprefix(f"{folder}/"): value for pattern, value in options.items()}
        for name, _line, message, _comments, _context in extract_from_dir(
            ROOT / folder, under, chosen, KEYWORDS
        ):
            found.setdefault(message, f"{folder}/{name}")
    return found


@cache
def catalog(language: str) -> Catalog:
    with (CATALOGS / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return pofile.read_po(file, locale=language, abort_invalid=True)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalog(language) if message.id)


def test_there_are_sentences_to_translate() -> None:
    assert len([file for file in spoken().values() if file.startswith(COVERED)]) > 10


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_sentence_is_missing(language: str) -> None:
    known = {message.id for message in messages(language) if all(_texts(message))}
    missing = [text for text, file in spoken().items() if file.startswith(COVERED) and text not in known]
    assert missing == [], "run `make messages` and translate what it adds"


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_unsure_or_broken(language: str) -> None:
    assert [message.id for message in messages(language) if message.fuzzy] == []
    problems = [(message.id, [str(one) for one in errors]) for message, errors in catalog(language).check()]
    assert problems == []


def test_catalogs_are_text() -> None:
    assert [file for file in CATALOGS.rglob("*") if file.is_file() and file.suffix != ".po"] == []


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)
