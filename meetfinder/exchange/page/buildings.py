"""Buildings in words: churches, clinics and the like by name, and whatever stands where a building would."""

import re
from functools import lru_cache

from meetfinder.exchange.meeting_guide.words import normal
from meetfinder.exchange.page.modes import says_mode
from meetfinder.exchange.page.place_words import UP, WORD, tidy

_KIND = (
    r"(?:Church|Chapel|Cathedral|Temple|Synagogue|Parish|Ministr(?:y|ies)|Tabernacle|Cent(?:er|re)|Hospital|"
    r"Clinic|Library|"
    r"Hall|House|Club|Clubhouse|School|College|University|Institute|Lodge|YMCA|YWCA|Building|Complex|Campus|"
    r"Office|Offices|"
    r"Caf[eé]|Coffeehouse|Hospice|Stadium|Hotel|Theat(?:er|re)|Arena|Presbytery|Vicarage|Lounge|Cabin|Headquarters|"
    r"Rooms|Auditorium|Museum|Mosque|Mission|Army|Legion|Foundation|Sanctuary|Fellowship|Abbey|"
    r"Priory|Pavilion|"
    r"Gymnasium|Firehouse|Drop-[Ii]n|Restaurant|Diner|Facility|Shelter|Inn|Plaza|Tower|Annex|Courthouse|"
    rf"(?:Services|Health|Wellness|Network|Association)(?!\s+[{UP}])|"
    r"Rectory|Friary|Retreat|"
    r"Monastery|Meetinghouse|Studio|Store|Mall|Suites|(?:Student|Memorial) Union|Recovery Place|Hub|"
    r"Branch|Schoolhouse|"
    r"Grange|Depot|Armory|Fire (?:Department|Hall|Station)|"
    r"UCC|UMC)"
)
_SPANISH_KIND = (
    r"(?:Iglesia|Parroquia|Centro|Biblioteca|Sal[oó]n|Hospital|Casa|Escuela|Colegio|Universidad|Cl[ií]nica|"
    r"Capilla|Templo|"
    r"Ayuntamiento|Fundaci[oó]n|"
    r"Instituto|Local (?:de|del|social|comunal|parroquial)|Asociaci[oó]n|Edificio|Albergue|Convento|Catedral)"
)
_FRENCH_KIND = r"(?:[EÉ]glise|Paroisse|Maison|Salle|Mairie|H[oô]pital|Presbyt[eè]re|Foyer|Centre)"
_GERMAN_KIND = (
    r"(?:gemeindezentrum|gemeindehaus|pfarrheim|pfarrhaus|pfarrzentrum|gemeindesaal|krankenhaus|klinikum|"
    r"kirche|begegnungsst[aä]tte|beratungsstelle)"
)
_PLAIN_KIND = (
    r"(?:church|chapel|cathedral|temple|synagogue|library|hospital|clinic|school|college|university|"
    r"(?:village|parish|town|memorial) hall|"
    r"(?:community|senior|wellness|recovery|counseling|health|medical|civic) cent(?:er|re))"
)
"""Kinds that are buildings after names too where they are written small."""
_LINK = r"(?:of|the|and|&|for|at|de|del|la|las|los|el|y|San|Santa)"
_ENGLISH_VENUE = (
    rf"(?:(?:{WORD}|&)\s+(?:(?:of|the|and|&|for)\s+)*){{1,6}}?{_KIND}(?![\w])"
    rf"(?:(?:[ ]+{WORD}){{0,3}}?[ ]+{_KIND}(?![\w])|[ ]+[Hh]all\b)*"
    rf"(?:\s+(?:of|for)\s+(?:the\s+)?{WORD}(?:\s+{WORD}){{0,2}})?|(?:Club|Hospice) [{UP}][\w'’]+|"
    rf"S(?:ain)?t\.?[ ][{UP}][\w]+['’]s(?=[ ]*[,(\n]|[ ]*$)|"
    rf"Church of (?:the )?{WORD}(?: (?:of (?:the )?)?{WORD}){{0,3}}"
)
_SPANISH_NAME = rf"[{UP}](?:[\w'’-]|\.(?=\w)|(?<![\w'’-]{{4}})\.(?=\s))*"
_SPANISH_VENUE = rf"{_SPANISH_KIND}(?:\s+(?:{_LINK}\s+)*{_SPANISH_NAME}){{1,5}}"
_PLAIN_VENUE = (
    rf"(?!(?:Our|Your|This|That|Their|His|Her|The|Any|Each|A|My)\s+{_PLAIN_KIND})"
    rf"(?:[{UP}][\w'’.&-]*\s+){{1,5}}(?:public\s+|parish\s+|community\s+|national\s+|primary\s+|high\s+)?{_PLAIN_KIND}(?![\w])"
)
_FRENCH_VENUE = (
    rf"{_FRENCH_KIND}[ ](?:(?:de|du|des|la|le|les)[ ]|d['’]|l['’])*[{UP}][\w-]+"
    rf"(?:[ ](?:(?:de|du|des|la|le|les)[ ]|d['’]|l['’])*[{UP}][\w-]+){{0,3}}"
)
_GERMAN_VENUE = (
    rf"(?:[{UP}]\w+(?:er|en|es)[ ])?(?:(?i:{_GERMAN_KIND})(?<=[a-zä])(?<![ ])|[{UP}][\w-]*{_GERMAN_KIND})"
    rf"(?:[ ](?:St\.|Sankt)[ ][{UP}]\w+)?(?!\w)"
)
VENUE = re.compile(
    rf"(?<![\w'’])(?:{_SPANISH_VENUE}|{_FRENCH_VENUE}|{_GERMAN_VENUE}|{_ENGLISH_VENUE}|{_PLAIN_VENUE})"
)
HAS_KIND = re.compile(rf"\b(?:{_KIND}|{_SPANISH_KIND}|{_FRENCH_KIND}|{_PLAIN_KIND}|\w*(?i:{_GERMAN_KIND}))\b")
_ROOM = re.compile(
    r"(?i)^(?:(?:the\s+)?(?:conference |meeting |class)?(?:rooms?|rm\.?|suite|ste\.?(?=\s+\w?\d)|floor|"
    r"basement|lower "
    r"level|upper level|annex|"
    r"sala|aula|planta|piso|entrance|rear|back|side|door|parish hall|fellowship hall|church hall|parlou?r|"
    r"chapel)\b.*|"
    r"(?:first|second|third|\d\w\w) floor.*|(?:use|enter|park|ring)\b.*|upstairs|downstairs)$"
)
_LEAD = re.compile(
    r"(?i)^(?:.*\b(?:held|meets?|meeting|gathers?|located|takes? place)\s+|"
    r"our (?:home|place|venue|address)\s+)?(?:(?:at|in|on|inside|en|@|is)\s+)+(?:the\s+|el\s+|la\s+|los\s+)?|"
    r"^(?:the|la|el|and|y)\s+(?=[a-zA-Z])"
)
_NAME = re.compile(rf"(?:[Tt]he )?[{UP}][\w'’.&-]*(?: (?:of |the |and |& )*[{UP}][\w'’.&-]*){{0,4}}")
NO_NAME = re.compile(
    r"(?i)\b(?:groups?|meetings?|open(?! door)|closed|steps?|study|book|speakers?|discussion|beginners?|"
    r"newcomers?|women\S*|"
    r"men\S*|lgbt\w*|meditation|literature|wheelchair|accessible|parking|free|everyone|welcome|all|dra|dtr|dda|"
    r"recovery|anonymous|\w+days?|grupos?|abierta|cerrada)\b|\d"
)
"""What stands before a street too, and is no building."""
_BEFORE_STREET = re.compile(r"(?i)(?<=[\w,])\s+(?:(?:is|are)\s+)?(?:located\s+)?(?:at|on|in|near|en)\s*$")
"""What joins a building to its street: "Unity Church on 24 Aldine Ave"."""
_LEVEL_OF_NAME = re.compile(
    rf"\b(?:level|floor|basement|back) of (?:the )?(?P<name>[{UP}][\w'’.&-]*"
    rf"(?: (?:of |the |and )*[{UP}][\w'’.&-]*){{0,4}})\s*[,(]\s*$"
)
_OF_A_ROOM = re.compile(
    r"(?i)^.*\b(?:room|rooms|hall|basement|parlou?r|library|annex|cafeteria|lounge|chapel|gym|kitchen|suite|"
    r"floor|sal[oó]n)\b[\w ]{0,6}\s+(?:of|at|in|de|del)\s+(?:the\s+|la\s+|el\s+)?(?=[A-ZÁÉÍÓÚ])"
)


_SENTENCE_WORD = re.compile(r"^(?:Today|Then|Now|Later|AT|At|In|On|And|But|For|From|Our) (?:the )?(?=[A-Z])")
_AT_NAME = re.compile(
    rf"\b(?:[Aa]t|@)\s+(?P<name>(?:[Tt]he )?[{UP}][\w'’.&-]*(?: (?:of |the |and |& )*[{UP}][\w'’.&-]*){{0,4}}"
    r"(?: (?:building|office|center|centre|hall|church|caf[eé]|library|hospital))?)\s*[,(]\s*$"
)
"""Stands before a street and needs no word for a building: "held at The Nook (4 Mill Road)"."""


def is_room(text: str) -> bool:
    """Say whether words name a room, which many buildings have: a fellowship hall, a basement."""
    return _ROOM.match(text) is not None


def name_of(text: str) -> str:
    """Return the name of a building without a word that begins a sentence, and without a room in it."""
    name = _SENTENCE_WORD.sub("", tidy(text))
    house = _OF_A_ROOM.sub("", name)
    return house if HAS_KIND.search(house) else name


def venue_before(text: str, floor: int, start: int, *, labelled: bool) -> tuple[str, int]:
    """Return the building that stands before a street, and where it begins."""
    left = _BEFORE_STREET.sub("", text[floor:start])
    here = re.split(r"[\n;|]|\s[-–—]\s|:\s|(?:(?<=[a-z)]{2})|(?<=\s\d))\.\s(?=[A-Z])", left)[-1]
    venue = venue_of(here, sure=labelled)
    if venue:
        return venue, start - len(here) + max(here.find(venue), 0)
    if re.sub(r"[\s,(–-]|\b(?:at|in|on|en)\b", "", here) and (
        not _is_all_rooms(here) or HAS_KIND.search(here)
    ):
        # Words stand before the street, and they are no building.
        named = list(VENUE.finditer(here))
        venue = tidy(named[-1][0]) if named else _after_at_alone(text[floor:start]) or _last_of_several(here)
        return (venue, start - len(here)) if venue else ("", start)
    lines = left[: len(left) - len(here)].rstrip("\n ,;|-–—").split("\n")
    for number, candidate in enumerate(reversed(lines)):
        pieces = re.split(r"\s[-–—]\s|[;|]|:\s", candidate)
        while pieces and _is_all_rooms(pieces[-1]):
            pieces.pop()
        if not pieces:
            continue
        # "Canton YMCA - Healthy Living Center" is a building and a part of it.
        line = pieces[0] if all(VENUE.fullmatch(piece.strip()) for piece in pieces) else pieces[-1]
        if line != pieces[0] and all(map(VENUE.search, pieces)):
            venue = ", ".join(map(tidy, pieces))
            return venue, start - len(venue) - 1
        is_alone = number + 1 >= len([item for item in lines if item.strip()])
        venue = venue_of(line, sure=labelled or not is_alone)
        return venue, start - (len(venue) + 1 if venue else 0)
    return "", start


def _is_all_rooms(text: str) -> bool:
    return all(_ROOM.match(part.strip()) for part in re.split(r"[,(]", text) if part.strip())


def venue_of(text: str, *, sure: bool) -> str:
    """Return the building in a piece of text; one without a word for a building only where it is `sure`."""
    parts = [_LEAD.sub("", part.strip(" ,(.–-")) for part in re.split(r"[,()]", text)]
    parts = [_after_at(_OF_A_ROOM.sub("", part)) for part in parts if part and not _ROOM.match(part)]
    wholes = [part for part in parts if VENUE.fullmatch(part)]
    if len(wholes) > 1 and wholes == parts[: len(wholes)]:
        return ", ".join(map(tidy, wholes))  # "Patient Care Centre, Royal Hospital".
    for part in parts:
        named = VENUE.search(part) if HAS_KIND.search(part) else None
        if named and named.end() == len(part.rstrip()) and not re.match(r"[a-z]", part):
            return tidy(part) if len(part.split()) <= 7 else tidy(named[0])  # noqa: PLR2004  A name's length.
        if named:
            whole = re.search(rf"{re.escape(named[0])}(?:\s+(?:[a-z]+|{WORD})){{0,2}}$", part)
            return tidy(whole[0] if whole else named[0])
    short = [part for part in parts if re.match(rf"(?:the\s+)?[{UP}\d]", part) and len(part.split()) <= 6]  # noqa: PLR2004
    if (
        sure
        and short
        and not says_mode(short[-1])
        and not re.search(r"(?i)\b(?:group|meeting|grupo)s?\b|\d:\d", short[-1])
    ):
        return tidy(short[0])
    return ""


def _after_at_alone(before: str) -> str:
    """Return the name behind "at" with which a text ends that stands before a street."""
    left = _BEFORE_STREET.sub("", before).rstrip()
    found = _AT_NAME.search(left if left.endswith((",", "(")) else f"{left},") or _LEVEL_OF_NAME.search(left)
    return tidy(found["name"]) if found and not NO_NAME.search(found["name"]) else ""


def _last_of_several(text: str) -> str:
    """Return the last of several names between commas: "Wake-Up Group, Turning Point" before a street."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or not _NAME.fullmatch(parts[-1]) or NO_NAME.search(parts[-1]):  # noqa: PLR2004  Several.
        return ""
    return tidy(parts[-1])


def _after_at(part: str) -> str:
    """Return the building of "DTR at Mercy Hospital"; "Church at the Gate" is one as a whole."""
    before, found, after = part.partition(" at ")
    if found and HAS_KIND.search(before) and VENUE.match(after.removeprefix("the ")):
        return after.removeprefix("the ")  # "The Education Center at Mercy Hospital".
    return (
        after.removeprefix("the ")
        if found and HAS_KIND.search(after) and not HAS_KIND.search(before)
        else part
    )


def is_one(name: str, other: str) -> bool:
    """Say whether two names of buildings are the same, or one goes on where the other ends."""
    short, long = sorted((_compared(name), _compared(other)), key=len)
    return bool(short.strip()) and long.startswith(short)


@lru_cache(maxsize=4096)
def _compared(name: str) -> str:
    """Return a name for comparing; a directory's are compared with each other many times."""
    return f"{normal(name)} "
