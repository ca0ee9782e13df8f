"""No sentence about health and no phone number stands in templates or code: they come from seeds/.

A sentence there that only names such a thing (a label, a question, what a group may state) is listed in
no_health_claims.txt after somebody has read it. Everything else with such a word fails here.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import Environment

from meetfinder.config import ROOT
from meetfinder.web.languages import catalog
from tests.guards.test_translations import spoken as every_message
from tests.health_words import HEALTH, PHONE, one_line, reviewed

NUMBERS_THAT_ARE_NO_PHONE = {
    "500",  # Rows of a sheet, and metres.
    "2026-12-25", "2027-01-01",  # Dates as one types them.
    "2027-01-31", "2027-01-31 19", "30.0852", "97.8403", "30.0850", "78610",  # Examples of what to type.
}  # fmt: skip


def spoken() -> dict[str, str]:
    """Return the sentences of templates and code, and those of the guides that have no source, with files."""
    own = {sentence["text"]: "seeds/guides.toml" for sentence in _sentences_of_guides() if "own" in sentence}
    return own | {
        text: file
        for message, file in every_message().items()
        if not file.startswith("seeds")
        for text in ([message] if isinstance(message, str) else list(message))  # type: ignore[call-overload]
    }


def _sentences_of_guides() -> Iterator[dict[str, Any]]:
    told = tomllib.loads((ROOT / "seeds" / "guides.toml").read_text(encoding="utf-8"))
    return (one for guide in told["guide"] for part in guide["part"] for one in part["sentences"])


def unmarked(file_text: str) -> str:
    """Return the words of a template that stand outside of everything that is translated."""
    rest = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", " ", file_text, flags=re.DOTALL)
    data = (value for _line, kind, value in Environment().lex(rest) if kind == "data")
    return re.sub(r"<[^>]*>|<[^>]*$|^[^<]*>", " ", " ".join(data))


def test_words_of_health_in_templates_and_code_are_reviewed() -> None:
    held = {one_line(text): file for text, file in spoken().items() if HEALTH["en"].search(text)}
    unread = {text: file for text, file in held.items() if text not in reviewed()}
    assert unread == {}, "move it into seeds/ with its source, or list it once it is read and claims nothing"
    assert reviewed() - held.keys() == set(), "no longer said anywhere"


def test_translations_add_no_word_of_health() -> None:
    said = {text: catalog("es").gettext(text) for text in spoken()}
    added = [text for text, other in said.items() if HEALTH["es"].search(other) and text not in _known()]
    assert added == []


def _known() -> frozenset[str]:
    return frozenset(text for text in spoken() if one_line(text) in reviewed())


def test_no_phone_number_stands_in_templates_or_code() -> None:
    texts = [*spoken(), *(catalog("es").gettext(text) for text in spoken())]
    assert {number for text in texts for number in phone_numbers(text)} == set()


def phone_numbers(text: str) -> Iterator[str]:
    for number in PHONE.findall(text):
        three = len(re.sub(r"\D", "", number)) >= 3
        if three and number not in NUMBERS_THAT_ARE_NO_PHONE:
            yield number


@pytest.mark.parametrize("kind", ["html", "txt"])
def test_nothing_is_said_in_templates_outside_of_what_is_translated(kind: str) -> None:
    for file in sorted((ROOT / "templates").rglob(f"*.{kind}")):
        text = unmarked(file.read_text(encoding="utf-8"))
        assert not HEALTH["en"].search(text), file
        assert list(phone_numbers(text)) == [], file
