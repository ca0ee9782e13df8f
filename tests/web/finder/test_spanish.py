"""The pages in Spanish: no English word is left where the words are ours."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from meetfinder.db import db
from meetfinder.web.finder import words
from meetfinder.web.languages import catalog
from tests.builders import a_fellowship, a_meeting
from tests.web.finder.conftest import Read
from tests.web.finder.help_builders import a_helpline, a_sentence

HERE = "/near/us-78610"
AUSTIN = (30.2672, -97.7431)
MONDAY = 1
ENGLISH = ("the", "of", "and", "is", "are", "not", "for", "you", "your", "with", "this", "group", "meeting")
"""Words that are no Spanish; a few in a row of words are English left over."""


def english_left(page: BeautifulSoup) -> list[str]:
    for item in page.find_all(["script", "option", "style"]):
        item.decompose()
    for link in page.find_all(attrs={"rel": True}) + page.find_all(attrs={"hreflang": True}):
        link.decompose()
    texts = [" ".join(text.split()) for text in page.find_all(string=True)]
    return [
        text for text in texts if {word.strip(".,:;“”()").lower() for word in text.split()} & set(ENGLISH)
    ]


@pytest.mark.parametrize(
    "address",
    ["/", HERE, f"{HERE}?page=1", f"{HERE}?for=family&when=tonight", "/online", "/help-now", "/fellowships",
     "/start", "/privacy", "/about", "/no/such/page"],
)  # fmt: skip
def test_no_english_is_left(read: Read, address: str) -> None:
    fellowship = a_fellowship(name="Ambos Anónimos", kind="dual-diagnosis")
    stated = [("med_psychiatric", "welcome"), ("diagnosis_focus", "anxiety"), ("access", "open")]
    a_meeting(name="Esperanza", fellowship=fellowship, point=AUSTIN, weekday=MONDAY, attributes=stated)
    a_meeting(name="En casa", fellowship=fellowship, attendance="online", point=None, weekday=MONDAY)
    a_helpline(name="Línea", number="988")
    a_sentence("Puedes volver.", topic="relapse")
    page = read(address + ("&" if "?" in address else "?") + "lang=es", 404 if "no/such" in address else 200)
    assert english_left(page) == []


def test_a_card_speaks_spanish(read: Read) -> None:
    meeting = a_meeting(
        name="Esperanza", point=AUSTIN, weekday=MONDAY, attributes=[("med_moud", "full_participation")]
    )
    meeting.attributes[0].as_of = date(2026, 10, 3)
    db.session.flush()
    said = " ".join(read(f"{HERE}?lang=es").get_text(" ").split())
    assert "El grupo dice: quien toma metadona o buprenorfina participa plenamente." in said
    assert "Dicho el 3 de octubre de 2026." in said
    assert "Esta noche, 7 p. m." in said
    assert "a unas 14 millas" in said


def test_dates_are_written_as_in_english_when_nobody_asks() -> None:
    assert words.date_words(date(2026, 3, 3)) == "3 March 2026"
    assert catalog("es").gettext("Search") == "Buscar"
