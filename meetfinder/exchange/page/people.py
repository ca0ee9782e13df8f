"""Whom to ask and who said so: left out of what stands in a draft, first names as well."""

import re

_NAME = r"[A-ZÁÉÍÓÚÑ][a-zñáéíóú'’]+"
_WHO = rf"{_NAME}(?:[ \t]+(?:[A-Z]\.[ \t]*)?{_NAME}){{0,2}}"
_FULL_NAME = rf"{_NAME}[ \t]+(?:[A-Z]\.[ \t]*)?{_NAME}"
_HOURS = r"[0-2]\d[0-5]\d[ ]?[-–][ ]?[0-2]\d[0-5]\d(?!\d)"
_PHONE = rf"(?!{_HOURS})(?:\+?\(?\d{{2,5}}\)?[ .\-])?\d{{3,4}}[ .\-]\d{{3,4}}(?:[ .\-]\d{{3,4}})?(?![\d:-])"
"""A number, and no "1830-2000"."""
_ASKED = re.compile(
    r"(?im)\b(?:contacts?|facilitat\w+|co-?facilitat\w+|leaders?|organi[sz]ers?|informes|contactos?|coordinador\w*)"
    r"(?:\s*:|\s+by\b|\s+por\b|\s+con\b)[^\n]*|"
    r"\b(?:bookings?|enquiries|inquiries|informaci[oó]n|information|renseignements)\s*:[^\n]*"
)
_CALLED = re.compile(
    r"(?i:\b(call|contact|text|ring|ask for|e-?mail|llam\w+ a|pregunt\w+ por))\s+"
    r"(?:[A-Z][a-z]{1,3}\.\s+)?[A-ZÁÉÍÓÚÑ][a-zñáéíóú]+(?:\s+[A-ZÁÉÍÓÚÑ][\w.]*)?"
    r"(?=\s+(?:at|al|on|or|and|for|y|o|in)\b|\s*[,.;(\n\d+]|\s*$)"
)
_BYLINE = re.compile(
    rf"(?m)^[ \t]*(?:[Bb]y[ \t]+{_WHO}\b[^\n]{{0,30}}|{_WHO}[ \t]+[Ss]taff [Ww]riter)[ \t]*$"
)
"""Who wrote a page."""
_TITLED = re.compile(r"\b(?:Sra?|Mrs?|Ms|Hno|Hna)\.?\s+[A-ZÁÉÍÓÚÑ]\w+")
_WITH = re.compile(rf"\((?:with|led by|w/|con)\s+{_WHO}(?:\s+(?:and|&|y)\s+{_WHO})?\)")
"""Stands beside the name of a group: "Peer support (with Jonas)"."""
_POSTED = re.compile(rf"(?m)^(?P<name>{_WHO})\s*[▸►›]\s")
"""Who wrote a line, before the board on which it stands."""
_BEFORE_PHONE = re.compile(
    rf"(?P<name>{_WHO}(?:\s+(?:or|and|&|y)\s+{_WHO})?)(?:\s+at|\s*[@:,–-])?\s*{_PHONE}"
)
_AFTER_PHONE = re.compile(
    rf"(?<=\d),?[ \t]+(?P<name>{_NAME}(?:\s+(?:or|and|&|y)\s+{_NAME})?)(?=[ \t]*(?:$|\n))"
)
_PHONES = re.compile(
    rf"(?m)(?<![\w-])[2-9]\d\d[-.]\d{{4}}(?![\w-])|^[ \t]*\(\d{{3}}\)[ ]?\d{{3}}[ .-]\d{{4}}[ \t]*$|"
    rf"(?i:\b(?P<said>on|at|call|ring|phone|text|id:?|tel[.:]?)\s+){_PHONE}"
)
_SAID = re.compile(
    rf"\b(?P<verb>said|says|explained|added|with(?=[^.\n]{{3,40}} as\b))\s+(?P<name>{_FULL_NAME})|"
    rf"\b(?P<after>{_FULL_NAME})(?=,?\s+(?:said|says|explained|added|gave|wrote|shared|told|founded|who)\b)"
)
_NO_NAME = re.compile(
    r"(?i)\b(?:bipolar|depress\w+|manic|anxiety|trauma|recovery|support|dual|diagnosis|group|church|center|"
    r"centre|hall|house|street|st|ave|road|library|hospital|club|health|sunday|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|anonymous|fellowship|meetings?|school|room|building|zoom|phone|call|text|"
    r"please|contact|information|unit|suite|lodge|at|on|id|the)\b"
)
"""What no name of a person is made of."""


def without_people(text: str) -> str:
    """Return a text without the people in it: whom to ask, who says or wrote it, with their numbers."""
    text = _BYLINE.sub("", _WITH.sub("", _ASKED.sub("", text)))
    for pattern in (_POSTED, _BEFORE_PHONE, _SAID):
        text = pattern.sub(_unless_no_name, text)
    text = _AFTER_PHONE.sub(_unless_no_name, text) if re.search(_PHONE, text) else text
    text = _PHONES.sub(lambda found: found["said"] or "", text)
    return _TITLED.sub("", _CALLED.sub(lambda found: found[1], text))


def _unless_no_name(found: re.Match[str]) -> str:
    """Return nothing of a name but the verb before it; all, where its words are those of groups or places."""
    said = found.groupdict()
    return found[0] if _NO_NAME.search(said["name"] or said.get("after") or "") else said.get("verb") or ""
