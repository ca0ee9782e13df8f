"""Sentences of a text, and those that tell days and times of something other than meetings."""

import re
from collections.abc import Iterator

from meetfinder.exchange.page.events import FORMER, MONTH_WORD, comes_again, is_not_held
from meetfinder.exchange.page.hours import has_time
from meetfinder.exchange.page.modes import says_mode
from meetfinder.exchange.page.topics import is_recovery

_ABBREVIATIONS = (
    "St Mt No Ste Mr Mrs Ms Rev Fr Hwy Mon Tue Wed Thu Fri Sat Sun Jan Feb Mar Apr Jun Jul Aug Sep "
    "Sept Oct Nov Dec Tues Thurs Dr Ave Rd Ft Blvd Av"
)
"""Words behind which a full stop ends no sentence."""
_NO_ABBREVIATION = "".join(rf"(?<!\b{word})" for word in _ABBREVIATIONS.split())
_SENTENCE_END = re.compile(
    r"\n|(?<=[!?;])\s+|"
    rf"(?<!\b[A-Z])(?<!\b[ap]\.m){_NO_ABBREVIATION}"
    r"\.\s+(?=[A-ZÁÉÍÓÚ¡¿\d])|"
    r"(?<=[ap]\.m\.)\s+(?=(?:We|The|On|Our|Please|Additional|It|Call|For|All|No|Join|Doors|This|There|"
    r"Another|Nos|El|La|Los|Las|Adem[aá]s)\b)"
)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun|weekdays)[a-z]*\.?"
_TO_SOME = r"(?!\W+(?:only|to|meeting|and|(?:for )?(?:people|those|members|alcoholics|addicts))\b)"
"""A closed meeting is held."""
_NOISE = re.compile(
    r"(?i)\b(?:office (?:is|hours)|our office|business meeting|group conscience|steering committee|board "
    r"(?:meeting|of)|helpline|"
    r"hotline|warm ?line|crisis line|picnic|barbecue|workshop|fundraiser|conference (?!call|room|cent)|"
    rf"closed (?:on|for){_TO_SOME}|is closed{_TO_SOME}|"
    r"will not (?:meet|be held)|"
    r"reuni[oó]n de negocios|oficina|horario de atenci[oó]n|phones? (?:is|are)|last updated|"
    r"updated|posted|copyright|prints|publish(?:es|ed)|airs|broadcasts?)\b"
)
_OPEN = re.compile(
    r"(?i)\b(?:open|opening|office|visiting|business|clinic|library|phone) (?:hours|times)\b|"
    r"\bhours (?:are|of)\b|"
    r"\b(?:will (?:reply|answer)|(?:is|are) answered|bookings?\s*:|reopens?)(?!\w)|"
    rf"\bopen (?:from )?{_DAY}\s*(?:-|\u2013|to\b|through\b)|"
    rf"(?<!meeting )(?<!meetings )(?<!group )(?<!groups )"
    rf"\b(?:is|are) open (?:from\b|for (?:[a-z]+ )?tours|every\b|daily\b|on\b|{_DAY}|\d|"
    r"(?:two|three|four|five|six|seven) days)|"
    r"\bvisit(?:s|ors?|ing|ations?)? (?:hours )?(?:is|are)\b"
)
"""The hours of a house or of a telephone."""
_FROM_TO = re.compile(r"(?<![\d-])\d{1,2}\s*(?:-|\u2013|to|a)\s*\d{1,2}(?![\d-])")
_SERVICE = re.compile(
    r"(?i)\bdistrict (?:[\w.]+ ){0,3}meeting\b|\bintergroup(?: meets?| meeting)\b|"
    r"\badvisory (?:board|council)\b|"
    r"\bmeeting for (?:[a-z]+ )?volunteers\b|\bvolunteer (?:training|orientation|meeting)|"
    r"\bplanning meeting\b"
)
_IS_SERVICE = re.compile(r"(?i)\s*(?:this|it) is an? (?:[a-z]+ )?(?:business|service|planning) meeting")
"""Says of the sentence before that nobody comes there for support."""
_COURSE = re.compile(r"(?i)\b(?:course|class)\b")
_IT = re.compile(r"(?i)\s*(?:it|the (?:course|class|classes|sessions)) (?:will|is|are|runs?|meets?|takes?)\b")
_ROUTINE = re.compile(
    r"(?i)\b(?:wok?en(?: up)?|wake up|roll[- ]call|bed ?time|lights[- ]out|"
    r"(?:breakfast|lunch|dinner|medications?) (?:is|are) (?:served|given|taken|at))\b"
)
"""The day of those who live in a house."""
_PAST = re.compile(
    r"(?i)\bha(?:s|ve) (?:now )?(?:moved(?! to)|ended)\b|\bended (?:in|on|last)\b|\bending\s+\d|"
    r"\bin the beginning\b|\boriginally (?:met|held)\b|\bused to (?:meet|be held)\b|"
    r"\b(?:was|were|had been) (?:originally |first |then )?(?:held|added)\b|\byesterday\b|"
    r"\bthere (?:was|were)\b|\bheld (?:its|their|our) (?:latest|last)\b|\bfirst meeting (?:ran|was|"
    r"took place)\b|\bit (?:began|started|ended) at\b"
)
_MOVED_FROM = re.compile(
    r"(?i)\b(?:ha(?:s|ve) (?:now )?(?:been )?(?:moved|changed)|went) from\b[^.\n]{1,60}?\bto(?= )|"
    r"\b(?:used to|formerly|previously) (?:met|meet|held|be held)\b[^.\n]{1,90}?"
    r"\b(?:moved|changed|switched) to(?= )|"
    r"\bat (?:the )?[^.\n]{1,60}? ha(?:s|ve) (?:now )?moved to(?= )|"
    r"\b(?:the )?first meeting (?:ran|was)\b[^\n]{1,120}?\bfrom now on,?(?= (?:the|we|our|it)\b)"
)
"""Stands before when a meeting is held now."""
_ON_DATE = re.compile(
    rf"(?i)\b(?:meets?|held) (?:on )?{MONTH_WORD}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?[.,]?\s+(?:at|from)\s+\d|"
    rf"(?:[ap]\.?m\.?|noon),?\s+(?:on )?{MONTH_WORD}\.?\s*(?:$|\d{{1,2}}\b(?!\s*(?:-|\u2013|to|through)))"
)
"""A time on a date; what comes round as well is said so."""
_TO_COME = re.compile(
    r"(?i)\binstead(?! of)\b|\b(?:will|is going to|are going to) (?:be )?"
    r"(?:mov|chang|switch|reschedul)\w*|"
    r"\b(?:new|changed) (?:time|day|hours) (?:from|as of|beginning|starting)\b|"
    r"\b(?:send|submit|reach us|e-?mail|rsvp|regist\w+|sign up|deadline)\b[^.\n]{0,80}\b(?:by|"
    r"before)\s+(?:\d|the \w+day)|"
    r"\b(?:summer|winter|holiday) (?:hours|schedule)\b|\b(?:tomorrow|tonight(?! and (?:every|each))|"
    r"this coming)\b|"
    r"\bdeadline\b|\bprobably on\b|\b\w+day of (?:this|next) week\b|"
    r"\b(?:this|next) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b(?! of)|"
    r"\bce (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\bdiesen \w+(?:tag|woch)\b|"
    r"\beste (?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\b"
)
"""Changes to come, events and deadlines, which have days and times too."""
_NO_MEETING = re.compile(
    r"(?i)\b(?:[2-6]|two|three|four|five|six|several) times (?:a|per|each) year\b|"
    r"\bno (?:meetings?|group)\b|\b(?:does|do) not meet\b|"
    rf"\bno (?:(?:{_DAY}|\w+days?|morning|evening|night|or|and|[\d:]+|[ap]\.?m\.?) ){{1,6}}"
    r"(?:meeting|group)s?\b|"
    r"\bno hay reuni[oó]n\b"
)
_HOLIDAYS = re.compile(
    r"(?i)\b(?:except|excluding|excepto)(?: on| for| los)?(?: (?:major|public|federal|school|legal|most|bank|"
    r"statutory|national))*"
    r" (?:holidays?|d[ií]as festivos|festivos|christmas\w*|thanksgiving)\b(?: when\b[^.)\n]{0,150})?"
)
_ASIDE = re.compile(r"\([^()\n]{1,80}\)")
"""What it says of a month or two is not said of the whole sentence."""
_FEW_WORDS = 5
_WORD = re.compile(r"\w+")
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
        len(_WORD.findall(part)) <= _FEW_WORDS and is_not_held(part) and not says_mode(part) for part in parts
    )


def blank(text: str) -> str:
    """Return as many spaces, in the same lines, so that all else stands where it stood."""
    return _LETTER.sub(" ", text)


def of_meetings(text: str) -> str:
    """Return a text with blanks for what is about offices, what was or will be, holidays and the like."""
    text = _MOVED_FROM.sub(lambda found: blank(found[0]), text)
    parts = [text[begins:ends] for begins, ends in sentences(text)]
    text = "".join(blank(part) if noise else part for part, noise in zip(parts, _noises(parts), strict=True))
    for pattern in (FORMER, _HOLIDAYS):
        text = pattern.sub(lambda found: blank(found[0]), text)
    return text


def _noises(parts: list[str]) -> list[bool]:
    """Say of each sentence whether it is about something else than when and where meetings are held now."""
    noises: list[bool] = []
    is_list = is_list_of_former = False
    for number, part in enumerate(parts):
        before = parts[number - 1] if number else ""
        following = parts[number + 1] if number + 1 < len(parts) else ""
        # "Open hours are Mondays, 3 to 8; Thursdays, 3 to 8" is one list.
        hours = (_OPEN.search(part) is not None and _tells_hours(part)) or (is_list and not is_recovery(part))
        goes_on = part.rstrip().endswith(";")
        former = is_not_held(part) or is_list_of_former
        is_list, is_list_of_former = hours and goes_on, former and goes_on
        noises.append(
            hours
            or former
            or _is_noise(part)
            or _is_of_course(part, before)
            or _IS_SERVICE.match(following) is not None
        )
    return noises


def _is_of_course(part: str, before: str) -> bool:
    """Say whether a sentence goes on about a course of some weeks, which nobody can join in between."""
    return _IT.match(part) is not None and _COURSE.search(before) is not None


def _tells_hours(part: str) -> bool:
    return has_time(part) or _FROM_TO.search(part) is not None


def _is_noise(part: str) -> bool:
    if is_not_held(part) or (_ON_DATE.search(part) and not comes_again(part)):
        return True
    if part.rstrip().endswith("?") and not has_time(part):
        return True  # "Is the Sunday one still going?"
    if _NO_MEETING.search(_ASIDE.sub("", part)):
        return True
    return any(pattern.search(part) for pattern in (_NOISE, _ROUTINE, _TO_COME, _SERVICE, _PAST))
