"""Streets in words: with their numbers, or bare between commas, in English and Spanish."""

import re

from meetfinder.exchange.page.place_words import UK_CODE, UP, WORD

_SUFFIX = (
    r"(?:St(?:reet)?|Ave(?:nue)?|R(?:oa)?d|Blvd|Boulevard|Dr(?:ive)?|L(?:a)?n(?:e)?|Way|C(?:our)?t|"
    r"Pl(?:ace)?|Pkwy|Parkway|"
    r"Hwy|Highway|Sq(?:uare)?|Ter(?:race)?|Cir(?:cle)?|Broadway|Trail|Trl|Pike|Turnpike|Plaza|Row|Close|"
    r"Crescent|Gardens|"
    r"Grove|Hill|Strand|Wharf|Quay|Mews|Walk|Parade|Green|Loop|Alley|Expressway|Freeway|Causeway|Esplanade|Gate|"
    r"Route|Promenade)"
)
_WHOLE_NAME = r"(?:Broadway|Parkway|Esplanade|Promenade|Parade|Boulevard|Wharf|Quay|Plaza)"
"""What is the name of a street without another word."""
PLAIN_SUFFIX = (
    r"(?:Street|Avenue|Road|Boulevard|Drive|Lane|Place|Square|Terrace|Crescent|Gardens|Close|Blvd|St|Ave|Rd|"
    r"Dr|Ln|Pkwy)"
)
_SIDE = r"(?:,[ ]+(?:NE|NW|SE|SW)(?![\w'])|\.?[ ]+(?:[NSEW]\.?|NE|NW|SE|SW|North|South|East|West)(?![\w']))?"
_UNIT = (
    r"(?:,?\s*(?:\(?(?:(?:Suite|Ste|Unit|Apt|Room|Rm|Floor|Fl|Bldg|Building)(?![a-z])|#)\.?\s*#?\s*[\w-]+\)?|"
    r"\d(?:st|nd|rd|th) [Ff]loor|(?:Col\.|Colonia|Fracc\.?|Barrio)\s+[^,\n]{2,40}))?"
)
_NUMBERED = (
    r"\d{1,5}[ ]+(?:(?:State|County|US|U\.S\.)[ ]+)?(?:Route|Rte|Highway|Hwy|HWY|"
    r"Road)\.?[ ]+\d{1,4}[A-Z]?(?!\w)"
    rf"{_SIDE}|"
    rf"\d{{1,5}}[ ]+(?:Old[ ]+)?(?:[A-Z]{{2}}-|US[- ])\d{{1,3}}(?!\w){_SIDE}|"
    rf"\d{{1,5}}[ ]+Avenue[ ]+[{UP}](?![\w'])|"
    rf"\d{{1,5}}[A-Za-z]?(?:[ ]?[-/][ ]?\d{{1,4}})?(?:,(?!\s*\d)|\.(?=[ ]+[NSEW]\.))?[ ]+"
    rf"(?:(?:(?:{WORD}|of|the|de|del|la)[ ]+){{1,4}}{_SUFFIX}|{_WHOLE_NAME})(?![\w'’]){_SIDE}"
)
_BEFORE_CODE = rf"\d{{1,4}}[ ](?:{WORD}[ ]?){{1,3}}(?=,[ ](?:[{UP}][^,\n\d]{{2,30}}[ ,]+)?{UK_CODE}\b)"
"""A British street needs no word for one: "12 Castlegate, York YO1 9RN"."""
_SPANISH = (
    rf"(?:\d{{1,5}}\s+(?:[NSEW]\.?\s+)?)?(?:Calle|C/|Avda?\.?|Av\.|Avenida|Plaza|Paseo|Carrera|Camino|Ronda|Traves[ií]a|"
    rf"Calzada|Calz\.)\s+"
    rf"(?:\d{{1,2}}\s+de\s+(?=[{UP}]))?(?:(?:de|del|la|las|los|el|y)\s+)*[{UP}][\w.-]*(?:\s+(?:(?:de|del|la|las|los|y)\s+)*[{UP}][\w.-]*)*"
    r"(?:,?\s*(?:n[.úu]?[ºo°m.]*\s*|#\s*)?\d{1,5}\b)?|"
    r"(?:Calle|Carrera|Avda?\.?|Av\.)\s+\d{1,3}\s+(?:No\.?|N[º°]\.?|#)\s*\d{1,5}\b|"
    rf"(?<=\ben )(?:\d{{1,2}} de )?[{UP}]\w{{3,}}(?: [{UP}]\w+){{0,2}} (?!(?:19|20)\d\d\b)\d{{2,5}}\b|"
    rf"(?<!\w)(?:[{UP}]\w+(?:-[{UP}]\w+)*(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|damm|ufer)|"
    rf"[{UP}]\w+(?:[ -][{UP}]\w+)*[ -](?:Stra(?:ß|ss)e|Str\.|Weg|Platz|Allee))[ ]\d{{1,4}}[a-z]?\b|"
    r"\d{1,5},?\s+(?:rue|route|cours|quai|avenue|boulevard|boul\.|chemin|place|all[ée]e|impasse)\s+"
    rf"(?:(?:de|du|des|la|le|les|d['’]|l['’])\s?)*[{UP}][\w-]*(?:[ -](?:(?:de|du|des|la|le) )*[{UP}][\w-]*)*"
)
_BARE = rf"(?<![^\n,;])[ ]*[{UP}][\w'’-]+(?:[ ][{UP}][\w'’-]+){{0,2}}[ ]{PLAIN_SUFFIX}(?=\s*(?:[,\n]|$))"
_NO_ROOM = "".join(
    rf"(?<!\b{word} )" for word in ("Room", "Rm", "Rm.", "Suite", "Ste", "Ste.", "Unit", "Apt")
)
STREET = re.compile(
    rf"(?<![\w/#:.-]){_NO_ROOM}(?P<street>(?:{_SPANISH})|(?:{_NUMBERED})|(?:{_BEFORE_CODE}))\.?{_UNIT}\.?|(?P<bare>{_BARE})"
)
"""A street with its number and room, or a `bare` one that stands by itself."""
