"""Whom to ask: left out of the words that stand beside a draft, first names as well."""

import re

_ASKED = re.compile(
    r"(?im)\b(?:contacts?|facilitat\w+|co-?facilitat\w+|leaders?|organi[sz]ers?|informes|contactos?|coordinador\w*)"
    r"(?:\s*:|\s+by\b|\s+por\b)[^\n]*"
)
_CALLED = re.compile(
    r"(?i:\b(call|contact|text|ask for|e-?mail|llam\w+ a|pregunt\w+ por))\s+"
    r"(?:[A-Z][a-z]{1,3}\.\s+)?[A-ZÁÉÍÓÚÑ][a-zñáéíóú]+(?:\s+[A-ZÁÉÍÓÚÑ][\w.]*)?"
    r"(?=\s+(?:at|al|on|or|and|for|y|o|in)\b|\s*[,.;(\n\d+]|\s*$)"
)
_TITLED = re.compile(r"\b(?:Sra?|Mrs?|Ms)\.?\s+[A-ZÁÉÍÓÚÑ]\w+")


def without_people(text: str) -> str:
    """Return a text without the lines that name whom to ask, and without names after "call" and titles."""
    text = _ASKED.sub("", text)
    return _TITLED.sub("", _CALLED.sub(lambda found: found[1], text))
