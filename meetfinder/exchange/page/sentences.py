"""Sentences of a text, and those that tell days and times of something other than meetings."""

import re
from collections.abc import Iterator

from meetfinder.exchange.page.events import FORMER, is_not_held
from meetfinder.exchange.page.modes import says_mode

_SENTENCE_END = re.compile(
    r"\n|(?<=[!?;])\s+|"
    r"(?<!\b[A-Z])(?<!\bSt)(?<!\bMt)(?<!\bDr)(?<!\bAve)(?<!\bRd)(?<!\bFt)(?<!\bBlvd)(?<!\b[ap]\.m)(?<!\bAv)\.\s+(?=[A-ZÁÉÍÓÚ¡¿\d])|"
    r"(?<=[ap]\.m\.)\s+(?=(?:We|The|On|Our|Please|Additional|It|Call|For|All|No|Join|Doors|This|There|"
    r"Another|Nos|El|La|Los|Las|Adem[aá]s)\b)"
)
_NOISE = re.compile(
    r"(?i)\b(?:office (?:is|hours)|our office|business meeting|group conscience|steering committee|board "
    r"(?:meeting|of)|helpline|"
    r"hotline|warm ?line|crisis line|picnic|barbecue|workshop|fundraiser|conference (?!call|room|cent)|"
    r"closed (?:on|for)|is closed|"
    r"will not meet|reuni[oó]n de negocios|oficina|horario de atenci[oó]n|phones? (?:is|are)|last updated|"
    r"updated|posted|copyright)\b"
)
_TO_COME = re.compile(
    r"(?i)\binstead(?! of)\b|\b(?:will|is going to|are going to) (?:be )?"
    r"(?:mov|chang|switch|resum|reschedul)\w*|"
    r"\b(?:new|changed) (?:time|day|hours) (?:from|as of|beginning|starting)\b|"
    r"\b(?:send|submit|e-?mail|rsvp|regist\w+|sign up|deadline)\b[^.\n]{0,80}\b(?:by|before)\s+\d|"
    r"\b(?:summer|winter|holiday) (?:hours|schedule)\b|\b(?:tomorrow|tonight|this coming)\b|"
    r"\b(?:this|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?! of)"
)
"""Changes to come, events and deadlines, which have days and times too."""
_NO_MEETING = re.compile(r"(?i)\bno (?:meetings?|group)\b|\b(?:does|do) not meet\b|\bno hay reuni[oó]n\b")
_HOLIDAYS = re.compile(
    r"(?i)\b(?:except|excluding|excepto)(?: on| for| los)?(?: (?:major|public|federal|school|legal|most|bank|"
    r"national))*"
    r" (?:holidays?|d[ií]as festivos|festivos|christmas\w*|thanksgiving)\b"
)
_ASIDE = re.compile(r"\([^()\n]{1,80}\)")
"""What it says of a month or two is not said of the whole sentence."""
_FEW_WORDS = 5
_LETTER = re.compile(r"[^\n]")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence or line begins and ends."""
    last = 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        yield last, end
        last = end


def sentence_start(text: str, position: int) -> int:
    """Return where the sentence or line begins in which a position stands."""
    return max((found.end() for found in _SENTENCE_END.finditer(text) if found.end() <= position), default=0)


def sentence_end(text: str, position: int) -> int:
    """Return where the sentence or line ends in which a position stands."""
    found = _SENTENCE_END.search(text, position)
    return found.start() if found else len(text)


def is_off(text: str) -> bool:
    """Say whether a line or sentence of a text says nothing but that there are no meetings now."""
    parts = (text[begins:ends] for begins, ends in sentences(text))
    return any(
        len(part.split()) <= _FEW_WORDS and is_not_held(part) and not says_mode(part) for part in parts
    )


def blank(text: str) -> str:
    """Return as many spaces, in the same lines, so that all else stands where it stood."""
    return _LETTER.sub(" ", text)


def of_meetings(text: str) -> str:
    """Return a text with blanks for what is about offices, what was or will be, holidays and the like."""
    parts = [text[begins:ends] for begins, ends in sentences(text)]
    text = "".join(blank(part) if _is_noise(part) else part for part in parts)
    for pattern in (FORMER, _HOLIDAYS):
        text = pattern.sub(lambda found: blank(found[0]), text)
    return text


def _is_noise(part: str) -> bool:
    return (
        is_not_held(part)
        or any(pattern.search(part) for pattern in (_NOISE, _TO_COME))
        or _NO_MEETING.search(_ASIDE.sub("", part)) is not None
    )
