"""Every type of page in Spanish: none of our own sentences is left in English."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import pofile
from bs4 import BeautifulSoup

from meetfinder.web.languages import CATALOGS
from tests.journeys.tour import Visit, touring

TYPED = {"You may just listen.", "Talk to somebody you trust."}
"""What people of the tour wrote in English, though we say the same somewhere."""
LONG_WORD = re.compile(r"[A-Za-z]{3,}")
ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "content")


def ours() -> re.Pattern[str]:
    """Return what matches a whole sentence of ours in English that is another one in Spanish."""
    with (CATALOGS / "es" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalog = pofile.read_po(file, locale="es")
    pairs = [(message.id, message.string) for message in catalog if message.id]
    texts = {one for said, told in pairs for one in _forms(said) if one not in _forms(told)}
    literal = [re.split(r"%\(\w+\)s", " ".join(text.split())) for text in texts]
    # A message that is little but its values would match the Spanish one too.
    telling = [parts for parts in literal if len(parts) == 1 or len(LONG_WORD.findall(" ".join(parts))) > 1]
    return re.compile("|".join(sorted(".+?".join(map(re.escape, parts)) for parts in telling)))


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return a message as its singular and plural, or alone."""
    return (text,) if isinstance(text, str) else tuple(text)


def spoken(visit: Visit) -> Iterator[str]:
    """Give every text of a page that somebody sees or is read to."""
    answer = visit.answer or visit.visitor.get(visit.address, follow_redirects=True)
    page = BeautifulSoup(answer.text, "html5lib")
    for item in [*page(["script", "style"]), *page.find_all(attrs={"hreflang": True})]:
        item.decompose()
    yield from (" ".join(text.split()) for text in page.find_all(string=True))
    for name in ATTRIBUTES:
        yield from (" ".join(str(item[name]).split()) for item in page.find_all(attrs={name: True}))


def test_no_sentence_of_ours_is_left_in_english(tmp_path: Path) -> None:
    english = ours()
    with touring(tmp_path, "es") as tour:
        left = {
            (name, text)
            for name, visit in tour.visits.items()
            for text in spoken(visit)
            if text not in TYPED and english.fullmatch(text)
        }
    assert left == set()
