"""Text search as BMLT servers do it: whole words or phrases, any of them, without stop words."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import dropwhile

SHORTEST_WORD = 3
"""Shorter words are in no index."""
LONGEST_WORD = 84
STOP_WORDS = frozenset({
    "a", "about", "an", "are", "as", "at", "be", "by", "com", "de", "en", "for", "from", "how",
    "i", "in", "is", "it", "la", "of", "on", "or", "that", "the", "this", "to", "was", "what",
    "when", "where", "who", "will", "with", "und", "www",
})  # fmt: skip
_WORDS = re.compile(r"\w+")
_QUOTED = re.compile(r'"([^"]*)"')


def fold(text: str) -> str:
    """Return the text without case, accents and spaces at its end: how the servers compare texts."""
    if text.isascii():
        return text.lower().rstrip(" ")
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).rstrip(" ")


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search string asks for: any of these words, or of these phrases as `in_a_row` writes them."""

    words: frozenset[str]
    phrases: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Sought":
        """Read a search string; words in double quotes have to stand beside each other in one field."""
        phrases = [_WORDS.findall(fold(quoted)) for quoted in _QUOTED.findall(text)]
        known = [list(dropwhile(lambda word: not _is_searchable(word), words)) for words in phrases]
        return cls(
            searchable(_QUOTED.sub(" ", text)), tuple(in_a_row(" ".join(words)) for words in known if words)
        )


def in_a_row(text: str) -> str:
    """Return every word of a text, short ones and stop words too, with one space before and after each."""
    return f" {' '.join(_WORDS.findall(fold(text)))} "


def searchable(text: str) -> frozenset[str]:
    """Return the words of a text that can be searched for."""
    return frozenset(word for word in _WORDS.findall(fold(text)) if _is_searchable(word))


def _is_searchable(word: str) -> bool:
    return SHORTEST_WORD <= len(word) <= LONGEST_WORD and word not in STOP_WORDS
