"""Text search as BMLT servers do it: whole words, any of them, without stop words and short ones."""

import re
import unicodedata

SHORTEST_WORD = 3
"""Shorter words are in no index."""
LONGEST_WORD = 84
STOP_WORDS = frozenset({
    "a", "about", "an", "are", "as", "at", "be", "by", "com", "de", "en", "for", "from", "how",
    "i", "in", "is", "it", "la", "of", "on", "or", "that", "the", "this", "to", "was", "what",
    "when", "where", "who", "will", "with", "und", "www",
})  # fmt: skip
_WORDS = re.compile(r"\w+")


def fold(text: str) -> str:
    """Return the text without case, accents and spaces at its end: how the servers compare texts."""
    if text.isascii():
        return text.lower().rstrip(" ")
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).rstrip(" ")


def searchable(text: str) -> frozenset[str]:
    """Return the words of a text that can be searched for."""
    return frozenset(
        word
        for word in _WORDS.findall(fold(text))
        if SHORTEST_WORD <= len(word) <= LONGEST_WORD and word not in STOP_WORDS
    )
