"""How a name is compared: without case, accents, spaces or punctuation, and with Saint and St. alike."""

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`´ʻʼʽ′]")
_BREAKS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ŋ": "ng"}
)
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}


def fold(text: str) -> str:
    """Return `text` in lower case with full-width forms made plain and accents taken away."""
    plain = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    bare = "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def words(text: str) -> list[str]:
    """Return the folded words of `text`; an apostrophe joins, everything else that is no letter parts."""
    return [word for word in _BREAKS.split(_APOSTROPHES.sub("", fold(text))) if word]


def key_of(parts: list[str]) -> str:
    """Return the one spelling under which folded words are looked up."""
    return "".join(_SHORT.get(word, word) for word in parts)


def key(text: str) -> str:
    """Return the spelling under which a name is stored: "St. John's" and "saint johns" are both stjohns."""
    return key_of(words(text))


def slug(text: str) -> str:
    """Return the ASCII words of a name joined by hyphens, for an address; empty where it has none."""
    ascii_words = ("".join(letter for letter in word if letter.isascii()) for word in words(text))
    return "-".join(word for word in ascii_words if word)
