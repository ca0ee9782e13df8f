"""Times told in words or without a colon, made figures: "half past six in the evening", "1900-2030"."""

import re
from collections.abc import Callable

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "una": 1, "dos": 2, "tres": 3,
    "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12,
}  # fmt: skip
_HOUR = r"(?:\d{{1,2}}|{})".format("|".join(_WORDS))
_WORD_HOUR = "|".join(list(_WORDS)[:12])
_SPANISH_WORD_HOUR = "|".join(list(_WORDS)[12:])
_SPANISH_HOUR = rf"(?:\d{{1,2}}(?::\d\d)?|{_SPANISH_WORD_HOUR})"
_FOUR = r"([01]\d|2[0-3])([0-5]\d)"
_TWO_HOURS = (
    r"(?:(?<=\bat )|(?<=\()|(?<=day )|(?<=days )|(?<=\b(?:mon|tue|wed|thu|fri|sat|"
    r"sun)\. ))(\d{1,2}(?::\d\d)?)"
    r"(?=(?:,| and| &| or) (\d{1,2}(?::\d\d)?)\s?([ap])\.?m\b)"
)
"""The first of two hours of which the second says the half of the day: "at 6 and 8 p.m."."""
_NO_ROAD = (
    r"(?![\w/]|-\d|[ ]+[^\n,;]{1,30}\b(?:St|Street|Ave|Avenue|Rd|Road|Dr|Drive|Blvd|Lane|Ln|Way|Court|Ct|"
    r"Place|Pl)\b)"
)
"""Does not follow two numbers that are times."""
_SHORTEST, _LONGEST = 30, 240
"""Minutes between two numbers of four figures that are times."""
_CODE = re.compile(
    rf"(?im)^(?P<day>\W{{0,3}}(?:mon|tues?|weds?|thurs?|thu|fri|sat|sun)(?:day)?\.?,?[ \t]+)"
    rf"([01]\d|2[0-3])(00|15|30|45)(?=\*?(?:[ \t]+[(\[]|[ \t]*[,;:]|[ \t]*$|[ \t]{_NO_ROAD}))"
)
"""A day and a time without a colon at the head of a line: "SUN 1000 (O) Sunrise"."""
_SEVERAL = 2
_LATE = (
    r"(?:,?\s*in the (?:late |early )?(?:evening|afternoon)|,?\s*at night|"
    r"\s*\((?:in the )?(?:evenings?|afternoons?|pm)(?=\))|,?\s*de la (?:tarde|noche))"
)
_EARLY = (
    r"(?:,?\s*in the (?:early )?morning|\s*\((?:in the )?mornings?(?=\))|"
    r",?\s*de la (?:ma[nñ]ana|madrugada))"
)


def _whole(found: re.Match[str]) -> str:
    return f"{_n(found[1])}:00"


def _number(found: re.Match[str]) -> str:
    return str(_n(found[1]))


def _half_past(found: re.Match[str]) -> str:
    return f"{_n(found[1])}:30"


def _quarter_past(found: re.Match[str]) -> str:
    return f"{_n(found[1])}:15"


def _quarter_to(found: re.Match[str]) -> str:
    return f"{(_n(found[1]) - 2) % 12 + 1}:45"


def _four_figures(found: re.Match[str]) -> str:
    """Return "1900-2030" as times where a meeting may last so long: two years or houses are less apart."""
    first, last = (60 * int(found[hour]) + int(found[hour + 1]) for hour in (1, 4))
    if not _SHORTEST <= last - first <= _LONGEST:
        return found[0]
    return f"{found[1]}:{found[2]}{found[3]}{found[4]}:{found[5]}"


def _both_halves(found: re.Match[str]) -> str:
    """Return "6 and 8 am" with the half of the day of each: of "11 and 1 pm" the first is before noon."""
    first, half = _n(found[1]), found[3].lower()
    crosses = first % 12 > _n(found[2]) % 12
    return f"{found[1]} { ({'a': 'p', 'p': 'a'}[half] if crosses else half) }m"


def _n(word: str) -> int:
    return _WORDS.get(word.lower()) or int(word.partition(":")[0])


_REWRITES: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), to)
    for pattern, to in (
        (r"\b(\d{1,2}) h (\d{2})\b", r"\1:\2"),
        (r"(?<![\d:.$#/-])(1[0-2]|[1-9])([0-5]\d)(?= ?[ap]\.?m\b)", r"\1:\2"),
        (r"\b(from|at)(?=\d{1,2}:\d\d)", r"\1 "),
        # The zone of a beginning, which is that of its end as well.
        (r"(?<=[ap]m) (?:[ECMP][SD]?T|GMT|BST)(?= ?(?:-|\u2013|\u2014|to\b) ?\d)", ""),
        (r"(?<=\d)( ?[ap]),m\b\.?", r"\1.m."),
        # Columns break a line between a time and its half of the day.
        (r"\b(\d{1,2}:\d\d)(?=[ \t]+[a-z][^\n:]{0,80}\n[ \t]*([ap])\.?m\b)", r"\1 \2m"),
        (_TWO_HOURS, _both_halves),
        (r"(?<=\bde )(\d{1,2}) a (1[3-9]|2[0-4])(?![\d:.h])", r"\1:00 a \2:00"),
        (rf"\bhalf past ({_HOUR})\b", _half_past),
        (rf"\bquarter past ({_HOUR})\b", _quarter_past),
        (rf"\b(?:a )?quarter (?:to|of) ({_HOUR})\b", _quarter_to),
        (rf"\b({_HOUR})[- ]thirty\b", _half_past),
        (rf"\b({_HOUR}) o['\u2019]clock\b", _whole),
        (rf"\b({_SPANISH_HOUR}) y media\b", _half_past),
        (rf"\b({_SPANISH_HOUR}) y cuarto\b", _quarter_past),
        (rf"\b({_SPANISH_HOUR}) menos cuarto\b", _quarter_to),
        (rf"(?<=\blas )({_SPANISH_WORD_HOUR})\b|(?<=\bla )(una)\b", lambda found: f"{_n(found[0])}:00"),
        (r"\b((?:a|de|hasta|desde) las?) (\d{1,2})(?![\d:.h])", r"\1 \2:00"),
        (rf"(?<![\w$#/.-]){_FOUR}(\s*(?:-|\u2013|to|until|a)\s*){_FOUR}{_NO_ROAD}", _four_figures),
        (rf"(?<![\w$#/.-]){_FOUR}(?=\s*(?:hrs?|hours|horas|h)\b(?!\.\w))", r"\1:\2"),
        (rf"\b({_WORD_HOUR})(?=\s*(?:-|to|until|till)\s*(?:{_HOUR})(?::\d\d)?\s*[ap]\.?m\b)", _number),
        (rf"\b({_WORD_HOUR})(?= (?:in the (?:morning|afternoon|evening)|at night|[ap]\.?m\b))", _whole),
        (r"\b(?:12(?::00)?\s*(?:p\.?m\.?)?\s*(?:del\s+|\()?)?(?:noon|midday|mediod[ií]a)\b\)?", "12:00 pm"),
        (r"\b(?:12(?::00)?\s*(?:a\.?m\.?)?\s*\(?)?(?:midnight|medianoche)\b\)?", "12:00 am"),
        (r"\b12(?::00)? de la noche\b", "12:00 am"),
        (rf"(?<=\d){_LATE}\b\)?", " pm"),
        (rf"(?<=\d){_EARLY}\b\)?", " am"),
    )
)
"""What makes figures of words, in this order."""


def plain_hours(text: str) -> str:
    """Return the text with times in figures: "half past six in the evening" becomes "6:30 pm"."""
    if len(_CODE.findall(text)) >= _SEVERAL:
        text = _CODE.sub(r"\g<day>\2:\3", text)
    for pattern, to in _REWRITES:
        text = pattern.sub(to, text)
    return text
