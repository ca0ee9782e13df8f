"""Days and weeks of the month in words of four languages, and patterns made of them."""

import re

from meetfinder.directory.recurrence import LAST, Recurrence

_FULL = (
    ("sunday", "domingo", "dimanche", "sonntag"),
    ("monday", "lunes", "lundi", "montag"),
    ("tuesday", "martes", "mardi", "dienstag"),
    ("wednesday", "miércoles", "miercoles", "mercredi", "mittwoch"),
    ("thursday", "jueves", "jeudi", "donnerstag"),
    ("friday", "viernes", "vendredi", "freitag"),
    ("saturday", "sábado", "sabado", "samedi", "samstag", "sonnabend"),
)  # fmt: skip
_SHORT = (
    ("sun", "dom"), ("mon", "lun"), ("tues", "tue", "mar"), ("weds", "wed", "mié", "mie"),
    ("thurs", "thur", "thu", "jue"), ("fri", "vie"), ("sat", "sáb", "sab"),
)  # fmt: skip
_OF = {name: number for number, names in enumerate(_FULL) for name in names}
_OF_SHORT = {name: number for number, names in enumerate(_SHORT) for name in names}
_GERMAN_PART = "(?:vormittag|nachmittag|abend)"
LONG = "|".join(f"{name}(?:{_GERMAN_PART})?s?(?:['\u2019]s)?" for name in sorted(_OF, key=len, reverse=True))
_ABBREVIATED = "|".join(
    f"{name.capitalize()}s?\\.?|{name.upper()}S?\\.?" for name in sorted(_OF_SHORT, key=len, reverse=True)
)
DAY = rf"(?:(?i:{LONG})|(?:{_ABBREVIATED}))(?!\w|[\u2019']\w| [Gg]ras\b)"
PART = r"(?:\s+(?i:mornings?|afternoons?|evenings?|nights?|matins?|apr[eè]s-midis?|soirs?))?"
_NTHS = {
    1: "1st first primer primero primeros 1er 1ro 1º 1.º 1° premier premiers ersten",
    2: "2nd second segundo segundos 2do 2º 2.º 2° 2e 2ème deuxième deuxièmes zweiten",
    3: "3rd third tercer tercero terceros 3er 3ro 3º 3.º 3° 3e 3ème troisième troisièmes dritten",
    4: "4th fourth cuarto cuartos 4to 4º 4.º 4° 4e 4ème quatrième quatrièmes vierten",
    5: "5th fifth quinto 5to 5º 5.º 5e cinquième fünften",
    LAST: "last final último ultimo últimos dernier derniers letzten",
}
NUMBERS = {word: nth for nth, words in _NTHS.items() for word in words.split()}
ORDINAL = "(?i:{})".format("|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True)))
AND = (
    r"\s*(?:,\s*&|,|&|\+|/|\b(?i:and|y|e|or|o|et|und)\b)\s*"
    r"(?:(?i:and|the|on|on the|los|el|every|y el|le|les)\s+)*"
)
TO = r"\s*(?:-|\u2013|\u2014|\b(?i:to|through|thru|till|until|a|al|hasta|au|bis)\b)\s*"
NTHS = rf"{ORDINAL}(?:{AND}{ORDINAL})*"
EVERY_OTHER_WORDS = (
    r"every other|alternat(?:e|ing)|every two weeks|every 2 weeks|every second week|fortnightly|"
    r"every fortnight|once (?:a|per) fortnight|"
    r"cada dos semanas|cada 2 semanas|cada quince d[ií]as|cada 15 d[ií]as|quincenal(?:mente)?|semanas "
    r"alternas|14-t[aä]gig|vierzehnt[aä]gig|alle (?:zwei|2) wochen|jeden zweiten|"
    r"toutes les deux semaines|tous les (?:quinze|15) jours"
)
OF_MONTH = (
    r"(?:(?:of|in)\s+(?:the|each|every)\s+month|of\s+month|(?:each|every)\s+month|(?:de|"
    r"del)\s+(?:cada\s+)?mes|du\s+mois|de\s+chaque\s+mois|im\s+monat|(?:des|jeden)\s+monats)"
)


_MISSPELT = {
    "Monday": "mondy|modnay|mondya",
    "Tuesday": "teusday|tueday|tusday|tuseday|tueasday|tuesady",
    "Wednesday": "wensday|wednsday|wedensday|wednesay|wednesdy|wedsnesday|wendesday",
    "Thursday": "thurday|thrusday|thursay|thrursday|thusday|thirsday",
    "Friday": "firday|frday|fridy",
    "Saturday": "satuday|saterday|satrurday|satruday|saturady|satuarday",
    "Sunday": "sudnay|sundy|suday",
}
"""How hurried hands write days."""
_MISSPELT_DAY = re.compile(
    "|".join(rf"\b(?P<{day}>{words})(?=s?\b)" for day, words in _MISSPELT.items()), re.IGNORECASE
)


def spelt_days(text: str) -> str:
    """Return a text with days as they are spelt."""
    return _MISSPELT_DAY.sub(lambda found: found.lastgroup or found[0], text)


def weekday_of(day: str) -> int:
    """Return the number of a day in words, 0 = Sunday; raise ValueError for any other word."""
    plain = re.sub(rf"['\u2019]s$|{_GERMAN_PART}s?$", "", day.lower()).rstrip(".")
    for known in (_OF, _OF_SHORT):
        for word in (plain, plain.removesuffix("s")):
            if word in known:
                return known[word]
    raise ValueError(day)


def is_full_name(day: str) -> bool:
    """Say whether a day is told by its whole name, and not by an abbreviation."""
    plain = re.sub(rf"['\u2019]s$|{_GERMAN_PART}s?$", "", day.lower())
    return plain in _OF or plain.removesuffix("s") in _OF


def monthly(words: str) -> Recurrence:
    """Return the recurrence of weeks of the month in words: "1st and 3rd"."""
    return Recurrence(
        kind="monthly", nths=in_order({NUMBERS[word.lower()] for word in re.findall(ORDINAL, words)})
    )


def in_order(nths: set[int]) -> tuple[int, ...]:
    """Return weeks of the month in their order, the last one last."""
    return tuple(sorted(nths, key=lambda nth: nth % 7))
