"""Days and weeks in words: "1st and 3rd Tuesdays", "Mon-Fri", "todos los miércoles", "jeden Montag"."""

import re
from dataclasses import dataclass, replace

from meetfinder.directory.recurrence import WEEKLY, Recurrence
from meetfinder.exchange.page.day_words import (
    AND,
    DAY,
    EVERY_OTHER_WORDS,
    NTHS,
    OF_MONTH,
    ORDINAL,
    PART,
    TO,
    in_order,
    is_full_name,
    monthly,
    weekday_of,
)
from meetfinder.exchange.page.events import has_date

EVERY_OTHER = Recurrence(kind="every_n_weeks", interval=2)
_LONGEST_HEADING, _LOOK_BACK = 150, 60
ALL = tuple(range(7))
WORKING = (1, 2, 3, 4, 5)
_LETTERS = {"Su": 0, "M": 1, "Tu": 2, "T": 2, "W": 3, "Th": 4, "R": 4, "F": 5, "Sa": 6}
_LETTER = "(?:Su|M|Tu|Th|T|W|R|F|Sa)"
_TWO_LETTERS = "(?:Su|Mo?|Tu|T|We?|Th|R|Fr?|Sa)"
"""Stands for a day at the head of a line where a time follows."""
_SPREAD = re.compile(
    rf"(?<![\w@.])(?:"
    rf"(?P<all>(?i:daily(?=\s*(?:$|[,.;:)(&\u2013-]|\d|(?:at|from|meetings?|groups?|noon|midnight|mornings?|evenings?|"
    rf"online|by|on|via|except|in|and|open|aa|na|meditation|(?:[ECMP][SD]?|AK[SD]|AE[SD]|GM|BS)T)\b))|"
    rf"every ?day(?! of)|nightly|seven days a week|7 days a week|7 days|"
    rf"(?:each|every) (?:morning|evening|night)(?! of)|todos los d[ií]as|a diario|"
    rf"diariamente)\b)"
    rf"|(?P<working>(?i:week ?(?:days|nights)|weeknight(?= meetings)|every week(?:day|night)|"
    rf"entre semana)\b|M\s?[-\u2013]\s?F\b)"
    rf"|(?P<weekend>(?i:weekends|fines de semana)\b)"
    rf"|(?P<letters>MWF|TTh|TuTh|{_LETTER}(?:[ ]?[/,&+][ ]?{_LETTER})+)(?![\w'\u2019])"
    rf"|(?P<letter>(?m:^|(?<=[a-z)]-)){_TWO_LETTERS})(?=\.?,?[ \t]+\d{{1,2}}(?::\d\d)?\s?(?i:[ap]))"
    rf"|(?P<nths>{NTHS})\s+(?P<nthday>{DAY}){PART}(?P<more>(?:{AND}{DAY}{PART})*)"
    rf"|(?P<first>{DAY}){TO}(?:(?i:the)\s+)?(?P<last>{DAY}){PART}"
    rf"|(?P<day>{DAY}){PART}(?:\s*[(,\u2013-]?\s*(?:(?i:the|every|on "
    rf"the)\s+)?(?P<after>{NTHS})\s*(?i:weeks?)?\s*"
    rf"(?:(?i:{OF_MONTH})|(?<=eek)|(?<=eeks)|\)))?"
    rf")",
)
_EVERY_OTHER_BEFORE = re.compile(rf"\b(?:{EVERY_OTHER_WORDS})\s+(?:on\s+|los\s+|el\s+)?$", re.IGNORECASE)
_EVERY_SECOND = re.compile(r"\b(?:every|cada)\s+$", re.IGNORECASE)
_EXCEPTED = re.compile(
    r"(?P<said>[^.;\n]{0,60}?)[\s,(]*\b(?:except(?:ing)?|but not|not|excluding|excepto|menos)\s+"
    r"(?:on\s+|for\s+|the\s+|los\s+|el\s+)*",
    re.IGNORECASE,
)
"""What stands between days and those of them that are excepted; the times may stand there too."""
_ABBREVIATION_FITS_BEFORE = re.compile(
    rf"(?:^|[\n(\[,;:!|/&+\u2013\u2014-]|\b(?i:every|on|and|or|y|the|to|each|{ORDINAL})|(?i:[ap]\.?m)\.?|{DAY})\s*$"
)
_ABBREVIATION_FITS_AFTER = re.compile(
    r"\s*(?:$|[\n):|,;&/+\u2013\u2014@\u2600-\u27bf\U0001f300-\U0001faff-]|\d|(?i:and|y|to|at|noon|midday|from|mornings?|evenings?|nights?)\b)"
)


_RANGE_BEHIND = re.compile(rf"\s+(?:from\s+)?{DAY}{TO}{DAY}")
"""Says which days "every day" is: "every day from Tuesday to Sunday"."""
_WAS = re.compile(r"(?i)\s+(?:was|were|we|I|our|had|he|she|they)\b")
"""Goes on with what was on a day."""
_IN_SENTENCE = re.compile(r"(?<!\bthe)(?<!\bevery)(?<!\beach)(?<!\bon)(?<!\band)(?<=[a-z]) $")
"""Ends a text whose sentence goes on with a day, but not with "the" or "every"."""


@dataclass(frozen=True, slots=True)
class DaysToken:
    """Days that stand together, each with its weeks (None: not told clearly)."""

    start: int
    end: int
    days: tuple[tuple[int, Recurrence | None], ...]
    dated: bool = False
    """Whether a single date follows: an event and no meeting."""
    excepted: tuple[int, int] | None = None
    """Where the days stand that are excepted from these, with the word that says so."""

    @property
    def weekdays(self) -> frozenset[int]:
        """The weekdays alone."""
        return frozenset(day for day, _ in self.days)


def find_days(text: str) -> list[DaysToken]:
    """Return the days of a text in order."""
    found = []
    for match in _SPREAD.finditer(text):
        token = _token(match, text)
        if token is not None and not (match["all"] and _RANGE_BEHIND.match(text, match.end())):
            found.append(token)
    return _merged(_without_excepted(found, text), text)


def _without_excepted(tokens: list[DaysToken], text: str) -> list[DaysToken]:
    """Take the days away that are excepted from those before: "every day at 8 pm except Sunday"."""
    found: list[DaysToken] = []
    never: set[int] = set()
    for whole in tokens:
        is_spread = len(whole.days) >= len(WORKING)
        token = replace(
            whole, days=tuple(pair for pair in whole.days if not is_spread or pair[0] not in never)
        )
        before = found[-1] if found else None
        gap = _EXCEPTED.fullmatch(text, before.end, token.start) if before else None
        if before is None or gap is None:
            found.append(token)
            continue
        if len(before.days) < len(WORKING) or not token.weekdays < before.weekdays:
            continue  # "Except" stays in the text, and makes unclear which weeks are meant.
        never |= token.weekdays
        rest = tuple(pair for pair in before.days if pair[0] not in token.weekdays)
        found[-1] = replace(before, days=rest, excepted=(gap.end("said"), token.end))
    return found


def only_days(text: str) -> DaysToken | None:
    """Return the days of a text that says nothing else, such as a heading."""
    found = find_days(text) if len(text) <= _LONGEST_HEADING else []
    if not found or any(item.dated for item in found):
        return None
    rest = text
    for item in reversed(found):
        rest = rest[: item.start] + rest[item.end :]
    rest = re.sub(
        r"(?i)\b(?:every|each|on|all|the|of|month|meetings?|groups?|mornings?|afternoons?|evenings?|nights?|"
        r"and|y|los|las|el|cada|todos|reuniones|week|weekly|only|days?)\b|[^\w]",
        "",
        rest,
    )
    if rest:
        return None
    days = tuple(dict.fromkeys(pair for item in found for pair in item.days))
    return DaysToken(found[0].start, found[-1].end, days)


def _token(match: re.Match[str], text: str) -> DaysToken | None:
    start, end = match.span()
    spread = {"all": ALL, "working": WORKING, "weekend": (6, 0)}
    for name, days in spread.items():
        if match[name]:
            return DaysToken(start, end, tuple((day, WEEKLY) for day in days))
    if match["letters"] or match["letter"]:
        letters = [_LETTERS[letter] for letter in re.findall(_LETTER, match["letters"] or match["letter"])]
        # "F/M" and "W & F" of other things are seldom in the order of the week.
        in_order = letters == sorted(set(letters))
        return DaysToken(start, end, tuple((day, WEEKLY) for day in letters)) if in_order else None
    if match["nths"]:
        return _nth_token(match, text)
    if match["first"]:
        first, last = weekday_of(match["first"]), weekday_of(match["last"])
        if has_date(text, match.start("last"), match.end("last")):  # "On Thursday until Wednesday, May 4".
            last = first
        run = tuple((first + step) % 7 for step in range((last - first) % 7 + 1))
        return DaysToken(start, end, tuple((day, WEEKLY) for day in run))
    if not _fits(match["day"], text, match.start("day"), match.end("day")):
        return None
    rule: Recurrence | None = WEEKLY
    if match["after"]:
        rule = monthly(match["after"])
    elif _EVERY_OTHER_BEFORE.search(text[max(0, start - _LOOK_BACK) : start]):
        rule = EVERY_OTHER
    dated = not match["after"] and has_date(text, start, match.end("day"))
    return DaysToken(start, end, ((weekday_of(match["day"]), rule),), dated)


def _nth_token(match: re.Match[str], text: str) -> DaysToken:
    rule: Recurrence | None = monthly(match["nths"])
    if (
        _EVERY_SECOND.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        and rule is not None
        and rule.nths == (2,)
    ):
        # "Every second Tuesday" is said of the second in a month and of every other one.
        rule = rule if re.match(rf"\s*(?i:{OF_MONTH})", text[match.end() :]) else None
    days = [match["nthday"], *re.findall(DAY, match["more"])]
    return DaysToken(*match.span(), tuple((weekday_of(day), rule) for day in days), _is_past(match, text))


def _is_past(match: re.Match[str], text: str) -> bool:
    """Say whether "last Tuesday" in the midst of a sentence is a day that was, and no last one of a month."""
    if match["nths"].lower() == "last" and _WAS.match(text, match.end()):
        return True
    if match["nths"] != "last" or re.match(rf"\s*(?i:{OF_MONTH})", text[match.end() :]):
        return False
    return _IN_SENTENCE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()]) is not None


def _merged(tokens: list[DaysToken], text: str) -> list[DaysToken]:
    """Join what one list says: days apart by commas, and one day with its several weeks."""
    found: list[DaysToken] = []
    for token in tokens:
        between = text[found[-1].end : token.start] if found else ""
        joined = (
            found
            and not token.dated
            and not found[-1].dated
            and re.fullmatch(rf"(?:\s*(?i:{OF_MONTH}))?(?:{AND}|\s*\.\s*/\s*)", between)
        )
        if not joined:
            found.append(token)
            continue
        before = found.pop()
        rules = dict(before.days)
        for day, rule in token.days:
            held = rules.get(day, rule)
            rules[day] = _both(held, rule)
        found.append(DaysToken(before.start, token.end, tuple(rules.items())))
    return found


def _both(one: Recurrence | None, other: Recurrence | None) -> Recurrence | None:
    if one is None or other is None or one == other:
        return one if one == other else None
    if one.kind == other.kind == "monthly":
        return Recurrence(kind="monthly", nths=in_order({*one.nths, *other.nths}))
    return None


def _fits(day: str, text: str, start: int, end: int) -> bool:
    """Say whether an abbreviation stands for a day: "Rising Sun" and "Sat Nam" are names."""
    if is_full_name(day):
        return True
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + _LOOK_BACK]
    return bool(_ABBREVIATION_FITS_BEFORE.search(before)) and bool(_ABBREVIATION_FITS_AFTER.match(after))
