"""Time zones in words: "7 pm ET / 4 pm PT" is one meeting, and says by which clock. Only of the USA."""

import re

_TIME = r"\d{1,2}(?::[0-5]\d(?:\s*(?i:[ap]\.?\s?m\b\.?))?|\s*(?i:[ap]\.?\s?m\b\.?))"
_PLACE_NAME = r"(?![ \t]+(?!(?i:time|standard|daylight)\b)[A-Z])"
"""Does not follow a zone: "6 pm Central Library" names none."""
_NAMES = {
    "America/New_York": rf"E[SD]?T\b|Eastern{_PLACE_NAME}",
    "America/Chicago": rf"C[SD]?T\b|Central{_PLACE_NAME}",
    "America/Denver": rf"MD?T\b|Mountain{_PLACE_NAME}",
    "America/Los_Angeles": rf"P[SD]?T\b|Pacific{_PLACE_NAME}",
}
"""MST is left out: it is Arizona's all the year and Colorado's in winter."""
_ZONE = rf"\(?(?:{'|'.join(_NAMES.values())}|MST\b)(?:\s+(?i:standard|daylight))?(?:\s+(?i:time))?\)?"
_TOLD = re.compile(rf"(?<![\w.:])(?P<time>{_TIME})\s*(?P<zone>{_ZONE})")
_AGAIN = re.compile(rf"\s*(?:[/,;=|(-]|\b(?:or|and)\b)*\s*(?={_TIME}\s*{_ZONE})")
_IN_BRACKETS = re.compile(rf"(?<![\w.:]){_TIME}[ ]*(\([ ]*{_TIME}[ ]*{_ZONE}[ ]*\)?)")
"""A time without a zone, and the same by a clock elsewhere."""
_ALL_TIMES = re.compile(rf"(?i:\ball\s+times?\s+(?:are\s+)?(?:listed\s+)?(?:in\s+)?)(?P<zone>{_ZONE})")


def told_once(text: str) -> str:
    """Return the text with a time that is told again by another clock blanked out; the rest stands still."""
    text = _IN_BRACKETS.sub(lambda found: found[0][: -len(found[1])] + " " * len(found[1]), text)
    position = 0
    while first := _TOLD.search(text, position):
        position = first.end()
        gap = _AGAIN.match(text, position)
        again = _TOLD.match(text, gap.end()) if gap and "\n" not in gap[0] else None
        if again is not None and _zone_of(again["zone"]) != _zone_of(first["zone"]):
            text = text[:position] + " " * (again.end() - position) + text[again.end() :]
            position = first.start()  # A third clock may follow.
    return text


def zone_told(text: str, *, page: str) -> str:
    """Return the IANA name of the one clock that a text goes by, or that its page names; else empty."""
    named = {_zone_of(match["zone"]) for match in _TOLD.finditer(told_once(text))}
    if not named:
        named = {_zone_of(match["zone"]) for match in _ALL_TIMES.finditer(page)}
    return named.pop() if len(named) == 1 else ""


def _zone_of(words: str) -> str:
    plain = words.lstrip("(")
    return next((zone for zone, pattern in _NAMES.items() if re.match(pattern, plain)), "")
