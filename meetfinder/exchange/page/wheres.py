"""Places in words: a building, a street, a town, as addresses of several countries write them."""

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from meetfinder.exchange.page.draft import Where
from meetfinder.exchange.page.modes import says_mode
from meetfinder.exchange.page.regions import REGION

_UP = "A-ZÁÉÍÓÚÑÜ"
_WORD = rf"[{_UP}0-9][\w'’.&-]*"
_SUFFIX = (
    r"(?:St(?:reet)?|Ave(?:nue)?|R(?:oa)?d|Blvd|Boulevard|Dr(?:ive)?|L(?:a)?n(?:e)?|Way|C(?:our)?t|"
    r"Pl(?:ace)?|Pkwy|Parkway|"
    r"Hwy|Highway|Sq(?:uare)?|Ter(?:race)?|Cir(?:cle)?|Broadway|Trail|Trl|Pike|Turnpike|Plaza|Row|Close|"
    r"Crescent|Gardens|"
    r"Grove|Hill|Wharf|Quay|Mews|Walk|Parade|Green|Loop|Alley|Expressway|Freeway|Causeway|Esplanade|Gate|"
    r"Route|Promenade)"
)
_WHOLE_NAME = r"(?:Broadway|Parkway|Esplanade|Promenade|Parade|Boulevard|Wharf|Quay|Plaza)"
"""What is the name of a street without another word."""
_PLAIN_SUFFIX = (
    r"(?:Street|Avenue|Road|Boulevard|Drive|Lane|Place|Square|Terrace|Crescent|Gardens|Close|St|Ave|Rd)"
)
_SIDE = r"(?:\.?[ ]+(?:[NSEW]\.?|NE|NW|SE|SW|North|South|East|West)(?![\w']))?"
_UNIT = (
    r"(?:,?\s*(?:\(?(?:Suite|Ste|Unit|Apt|Room|Rm|Floor|Fl|Bldg|Building|#)\.?\s*#?\s*[\w-]+\)?|\d(?:st|nd|"
    r"rd|th) [Ff]loor))?"
)
_NUMBERED = (
    r"\d{1,5}[ ]+(?:(?:State|County|US|U\.S\.)[ ]+)?(?:Route|Rte|Highway|Hwy|Road)\.?[ ]+\d{1,4}[A-Z]?(?!\w)|"
    rf"\d{{1,5}}[ ]+Avenue[ ]+[{_UP}](?![\w'])|"
    rf"\d{{1,5}}[A-Za-z]?(?:[ ]?[-/][ ]?\d{{1,4}})?(?:,(?!\s*\d))?[ ]+"
    rf"(?:(?:(?:{_WORD}|of|the|de|del|la)[ ]+){{1,4}}{_SUFFIX}|{_WHOLE_NAME})(?![\w'’]){_SIDE}"
)
_SPANISH = (
    rf"(?:\d{{1,5}}\s+)?(?:Calle|C/|Avda?\.?|Av\.|Avenida|Plaza|Paseo|Carrera|Camino|Ronda|Traves[ií]a|"
    rf"Calzada|Calz\.)\s+"
    rf"(?:\d{{1,2}}\s+de\s+(?=[{_UP}]))?(?:(?:de|del|la|las|los|el|y)\s+)*[{_UP}][\w.-]*(?:\s+(?:(?:de|del|la|las|los|y)\s+)*[{_UP}][\w.-]*)*"
    r"(?:,?\s*(?:n[.úu]?[ºo°m.]*\s*|#\s*)?\d{1,5}\b)?"
)
_BARE = rf"(?<![^\n,;])[ ]*[{_UP}][\w'’-]+(?:[ ][{_UP}][\w'’-]+){{0,2}}[ ]{_PLAIN_SUFFIX}(?=\s*(?:[,\n]|$))"
_NO_ROOM = "".join(
    rf"(?<!\b{word} )" for word in ("Room", "Rm", "Rm.", "Suite", "Ste", "Ste.", "Unit", "Apt")
)
_STREET = re.compile(
    rf"(?<![\w/#:.-]){_NO_ROOM}(?P<street>(?:{_SPANISH})|(?:{_NUMBERED})){_UNIT}\.?|(?P<bare>{_BARE})"
)
_TOWN = (
    rf"[{_UP}][\w'’.-]*(?:[ -](?:de |del |la |las |los |upon |on |of |the |le |sur |am "
    rf")*[{_UP}][\w'’.-]*){{0,3}}"
)
_ZIP = r"(?:\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d)"
_UK = r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}"
_JOIN = r"\s*(?:[,;\n]|\s[-–—|]\s|\bin\b|\ben\b|\bof\b)\s*"
_TAILS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:{_JOIN}|\s+)(?P<city>{_TOWN}?),?\s+(?P<region>{REGION})\b\.?(?:,?\s*(?P<zip>{_ZIP})\b)?",
        rf"(?:{_JOIN})(?:(?P<city>{_TOWN}?)[,\s]+)?(?:[{_UP}][\w ]+,\s*)?(?P<zip>{_UK})\b",
        rf"(?:{_JOIN}|\s+)(?P<city>{_TOWN}?),?\s+(?:NSW|VIC|Vic|QLD|Qld|SA|WA|TAS|Tas|ACT|NT)\.?\s+(?P<zip>\d{{4}})\b",
        rf"(?:{_JOIN})(?:C\.?P\.?\s*)?(?P<zip>\d{{5}})[,\s]+(?P<city>{_TOWN})",
        rf"\s*(?:,|\n|\s[-–—|]\s|\b(?:in|en)\b)\s*(?P<city>{_TOWN}?)(?=\s*(?:[,.;()\n|]|$|\s[-–—]\s))",
    )
)
_CITY_REGION = re.compile(
    rf"(?<![\w])(?P<city>{_TOWN}?),\s*(?P<region>{REGION})\b(?:,?\s*(?P<zip>{_ZIP})\b)?"
)
_KIND = (
    r"(?:Church|Chapel|Cathedral|Temple|Synagogue|Parish|Ministr(?:y|ies)|Tabernacle|Cent(?:er|re)|Hospital|"
    r"Clinic|Library|"
    r"Hall|House|Club|Clubhouse|School|College|University|Institute|Lodge|YMCA|YWCA|Building|Complex|Campus|"
    r"Office|Offices|"
    r"Caf[eé]|Coffeehouse|Auditorium|Museum|Mosque|Mission|Army|Legion|Foundation|Sanctuary|Fellowship|Abbey|"
    r"Priory|Pavilion|"
    r"Gymnasium|Shelter|Inn|Plaza|Tower|Annex|Services|Health|Wellness|Network|Association|Courthouse|"
    r"Rectory|Friary|Retreat|"
    r"Monastery|Meetinghouse|Studio|Store|Mall|Suites?|Recovery Place)"
)
_SPANISH_KIND = (
    r"(?:Iglesia|Parroquia|Centro|Biblioteca|Sal[oó]n|Hospital|Casa|Escuela|Colegio|Universidad|Cl[ií]nica|"
    r"Capilla|Templo|"
    r"Ayuntamiento|Fundaci[oó]n|Instituto|Local|Asociaci[oó]n|Edificio|Albergue|Convento|Catedral)"
)
_PLAIN_KIND = (
    r"(?:church|chapel|cathedral|temple|synagogue|library|hospital|clinic|school|college|university|"
    r"(?:community|senior|wellness|recovery|counseling|health|medical|civic) cent(?:er|re))"
)
"""Kinds that are buildings after names too where they are written small."""
_LINK = r"(?:of|the|and|&|for|at|de|del|la|las|los|el|y|San|Santa)"
_ENGLISH_VENUE = (
    rf"(?:(?:{_WORD}|&)\s+(?:(?:of|the|and|&|for)\s+)*){{1,6}}?{_KIND}(?![\w])(?:\s+(?:{_KIND}|"
    rf"[Hh]all))?(?:\s+(?:of|for)\s+(?:the\s+)?{_WORD}(?:\s+{_WORD}){{0,2}})?"
)
_SPANISH_VENUE = rf"{_SPANISH_KIND}(?:\s+(?:{_LINK}\s+)*[{_UP}][\w'’.-]*){{1,5}}"
_PLAIN_VENUE = rf"(?:[{_UP}][\w'’.&-]*\s+){{1,5}}{_PLAIN_KIND}(?![\w])"
_VENUE = re.compile(rf"(?<![\w'’])(?:{_SPANISH_VENUE}|{_ENGLISH_VENUE}|{_PLAIN_VENUE})")
_HAS_KIND = re.compile(rf"\b(?:{_KIND}|{_SPANISH_KIND}|{_PLAIN_KIND})\b")
_ROOM = re.compile(
    r"(?i)^(?:(?:the\s+)?(?:conference |meeting |class)?(?:room|rm\.?|suite|ste\.?|floor|basement|lower "
    r"level|upper level|annex|"
    r"sala|aula|planta|piso|entrance|rear|back|side|door|parish hall|fellowship hall|church hall|parlou?r|"
    r"chapel)\b.*|"
    r"(?:first|second|third|\d\w\w) floor.*|(?:use|enter|park|ring)\b.*|upstairs|downstairs)$"
)
_LEAD = re.compile(
    r"(?i)^(?:.*\b(?:held|meets?|meeting|gathers?|located|takes? place)\s+)?(?:(?:at|in|on|inside|en|@|"
    r"is)\s+)+(?:the\s+|el\s+|la\s+|los\s+)?|"
    r"^(?:the|la|el|and|y)\s+(?=[a-zA-Z])"
)
_OF_A_ROOM = re.compile(
    r"(?i)^.*\b(?:room|rooms|hall|basement|parlou?r|library|annex|cafeteria|lounge|chapel|gym|kitchen|suite|"
    r"floor|sal[oó]n)\b[\w ]{0,6}\s+(?:of|at|in|de|del)\s+(?:the\s+|la\s+|el\s+)?(?=[A-ZÁÉÍÓÚ])"
)
_NO_TOWN = re.compile(
    r"(?i)\b(?:street|avenue|ave|road|boulevard|blvd|drive|lane|highway|hwy|parkway|pkwy|room|suite|floor|"
    r"building|level|entrance|parking|meeting|group|call|please|open|closed|free|"
    r"wheelchair|bring|enter|sun|mon|tue|tues|wed|thu|thurs|fri|sat|\w+days?|lunes|martes|mi[eé]rcoles|"
    r"jueves|viernes|"
    r"s[aá]bado|domingo|every|the|we|it|all|ask|ring|upstairs|downstairs|basement|rear|hybrid|online|zoom|"
    r"facilitat\w+|leaders?|hosts?|who|what|when|where|first|second|"
    r"third|last|usa|united states|no|contact|phone|coffee|doors|para|todos|tel[eé]fono)\b|^(?:el|la|los|las|"
    r"con)$"
)
_CLOCK = re.compile(r"(?i)\d\s*[ap]\.?m\b|\d:\d\d")
_OFFICE = re.compile(r"(?i)\b(?:office|mail(?:ing)?(?: address)?|p\.?o\.? box)\b[^\n.]{0,20}$")
_PROSE_END = re.compile(r"(?<!\bSt)(?<!\b[A-Z])[.!?]\s+(?=[A-Z])|\n")


@dataclass(frozen=True, slots=True)
class Found:
    """A place and where in its text it stands."""

    start: int
    end: int
    where: Where


def find_places(text: str, *, blocked: list[tuple[int, int]], labelled: bool = False) -> list[Found]:
    """Return the places of a text in order.

    `blocked` are the spans of days and times, which are no parts of a place; `labelled` says that the text is
    nothing but a place.
    """
    found: list[Found] = []
    for match in _STREET.finditer(text):
        start, end = match.span()
        if any(start < b and a < end for a, b in blocked) or (found and start < found[-1].end):
            continue
        if not labelled and _OFFICE.search(text[:start]) and not _told_beside(text, start, blocked):
            continue
        found.append(_address(text, match, blocked, found[-1].end if found else 0, labelled=labelled))
    if found:
        return sorted([*found, *_elsewhere(text, blocked, found)], key=lambda place: place.start)
    return _without_street(text, blocked, labelled=labelled)


def _told_beside(text: str, position: int, blocked: list[tuple[int, int]]) -> bool:
    """Say whether a day or time stands before a position in its sentence."""
    begins = max((end.end() for end in _PROSE_END.finditer(text, 0, position)), default=0)
    return any(begins <= a < position for a, _ in blocked)


def _elsewhere(text: str, blocked: list[tuple[int, int]], found: list[Found]) -> list[Found]:
    """Return the buildings of sentences that tell a day but no street, where others tell both."""
    bounds = [0, *(end.end() for end in _PROSE_END.finditer(text)), len(text)]
    spans = [span for span in pairwise(bounds) if any(span[0] <= a < span[1] for a, _ in blocked)]
    more: list[Found] = []
    for begins, ends in spans if len(spans) > 1 else []:
        part = text[begins:ends]
        has_street = any(begins < place.end and place.start < ends for place in found)
        if has_street or "\n" in part.strip():
            continue
        inside = [(a - begins, b - begins) for a, b in blocked if begins <= a < ends]
        named = [place for place in _without_street(part, inside, labelled=False) if place.where.venue]
        more += [replace(place, start=place.start + begins, end=place.end + begins) for place in named[:1]]
    return more


def _address(
    text: str, match: re.Match[str], blocked: list[tuple[int, int]], after: int, *, labelled: bool
) -> Found:
    start, end = match.span()
    street = _tidy(match["street"] or match["bare"] or "")
    tail_end = min([a for a, _ in blocked if a >= end], default=len(text))
    tail = text[end:tail_end]
    where = Where(street=street)
    for pattern in _TAILS:
        city = pattern.match(tail)
        if city and _is_town(city["city"] or "x"):
            where = _with_city(where, city)
            end += city.end()
            break
    floor = max([after, *(b for _, b in blocked if b <= start)])
    venue, begins = _venue_before(text, floor, start, labelled=labelled)
    return Found(begins, end, replace(where, venue=venue))


def _with_city(where: Where, match: re.Match[str]) -> Where:
    parts = match.groupdict()
    return replace(
        where,
        city=_tidy(parts.get("city") or ""),
        region=_tidy(parts.get("region") or ""),
        postal_code=_tidy(parts.get("zip") or ""),
    )


def _is_town(name: str) -> bool:
    return not _NO_TOWN.search(name) and not says_mode(name) and not _HAS_KIND.search(name)


def _venue_before(text: str, floor: int, start: int, *, labelled: bool) -> tuple[str, int]:
    """Return the building that stands before a street, and where it begins."""
    left = text[floor:start]
    here = re.split(r"[\n;|]|\s[-–—]\s|:\s|(?<=[a-z)]{2})\.\s(?=[A-Z])", left)[-1]
    venue = _venue_of(here, sure=labelled)
    if venue:
        return venue, start - len(here)
    if re.sub(r"[\s,(–-]|\b(?:at|in|on|en)\b", "", here):
        # Words stand before the street, and they are no building.
        named = list(_VENUE.finditer(here))
        return (_tidy(named[-1][0]), start - len(here)) if named else ("", start)
    lines = left[: len(left) - len(here)].rstrip("\n ,;|-–—").split("\n")
    for number, candidate in enumerate(reversed(lines)):
        line = re.split(r"\s[-–—]\s|[;|]|:\s", candidate)[-1]
        if all(_ROOM.match(part.strip()) for part in re.split(r"[,(]", line) if part.strip()):
            continue
        is_alone = number + 1 >= len([item for item in lines if item.strip()])
        venue = _venue_of(line, sure=labelled or not is_alone)
        return venue, start - (len(venue) + 1 if venue else 0)
    return "", start


def _venue_of(text: str, *, sure: bool) -> str:
    """Return the building in a piece of text; one without a word for a building only where it is `sure`."""
    parts = [_LEAD.sub("", part.strip(" ,(.–-")) for part in re.split(r"[,()]", text)]
    parts = [_after_at(_OF_A_ROOM.sub("", part)) for part in parts if part and not _ROOM.match(part)]
    for part in parts:
        named = _VENUE.search(part) if _HAS_KIND.search(part) else None
        if named and named.end() == len(part.rstrip()) and not re.match(r"[a-z]", part):
            return _tidy(part) if len(part.split()) <= 7 else _tidy(named[0])  # noqa: PLR2004  A name's length.
        if named:
            whole = re.search(rf"{re.escape(named[0])}(?:\s+(?:[a-z]+|{_WORD})){{0,2}}$", part)
            return _tidy(whole[0] if whole else named[0])
    short = [part for part in parts if re.match(rf"(?:the\s+)?[{_UP}\d]", part) and len(part.split()) <= 6]  # noqa: PLR2004
    if (
        sure
        and short
        and not says_mode(short[-1])
        and not re.search(r"(?i)\b(?:group|meeting|grupo)s?\b|\d:\d", short[-1])
    ):
        return _tidy(short[0])
    return ""


def _after_at(part: str) -> str:
    """Return the building of "DTR at Mercy Hospital"; "Church at the Gate" is one as a whole."""
    before, found, after = part.partition(" at ")
    return (
        after.removeprefix("the ")
        if found and _HAS_KIND.search(after) and not _HAS_KIND.search(before)
        else part
    )


def _without_street(text: str, blocked: list[tuple[int, int]], *, labelled: bool) -> list[Found]:
    """Return buildings that are named without a street, and the town beside them."""
    found = []
    for match in _VENUE.finditer(text):
        start, end = match.span()
        if any(start < b and a < end for a, b in blocked):
            continue
        city = next((tail for tail in (p.match(text[end:]) for p in (_TAILS[0], _TAILS[1])) if tail), None)
        where = Where(venue=_tidy(match[0]))
        if city and _is_town(city["city"] or "x"):
            where, end = _with_city(where, city), end + city.end()
        if "\n" not in match[0] and not re.search(r"(?i)\b(?:group|grupo)\b", match[0]):
            found.append(Found(start, end, where))
    if found:
        return found[:1] if labelled else found
    city = _CITY_REGION.search(text)
    where = _with_city(Where(), city) if city and _is_town(city["city"]) else Where()
    if labelled:
        rest = text[: city.start()] if city else text
        first = rest.split("\n")[0]
        venue = "" if _CLOCK.search(first) else _venue_of(first, sure=True)
        where = replace(
            where,
            venue="" if re.search(r"(?i)\b(?:tb[ad]|ask|contact|call|various|varies)\b", rest) else venue,
        )
    return [Found(0, len(text), where)] if where != Where() else []


def _tidy(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:–-(").removesuffix(".")
