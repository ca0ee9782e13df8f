"""Country names as lists write them, to ISO 3166-1 alpha-2 codes."""

import re

_NAMES = """
AR argentina | AT austria, osterreich | AU australia | BE belgium, belgique, belgie | BG bulgaria |
BM bermuda | BR brazil, brasil | BS bahamas, the bahamas | BZ belize | CA canada |
CH switzerland, schweiz, suisse | CL chile | CN china | CO colombia | CR costa rica | CY cyprus |
CZ czechia, czech republic | DE germany, deutschland | DK denmark, danmark | DO dominican republic |
EC ecuador | EE estonia | EG egypt | ES spain, espana | FI finland, suomi | FR france |
GB uk, u.k., united kingdom, great britain, england, scotland, wales, northern ireland, gb |
GE georgia | GG guernsey | GI gibraltar | GR greece | GT guatemala | HK hong kong | HN honduras |
HR croatia | HU hungary | ID indonesia | IE ireland, republic of ireland, eire | IL israel |
IM isle of man | IN india | IR iran | IS iceland | IT italy, italia | JE jersey | JM jamaica |
JP japan | KE kenya | KR south korea, korea | KY cayman islands | LB lebanon | LT lithuania |
LU luxembourg | LV latvia | MA morocco | MC monaco | MT malta | MX mexico | MY malaysia | NA namibia |
NG nigeria | NI nicaragua | NL netherlands, the netherlands, nederland, holland | NO norway, norge |
NP nepal | NZ new zealand | PA panama | PE peru | PH philippines | PK pakistan | PL poland, polska |
PR puerto rico | PT portugal | PY paraguay | RO romania | RS serbia | RU russia | SA saudi arabia |
SE sweden, sverige | SG singapore | SI slovenia | SK slovakia | SV el salvador | TH thailand |
TR turkey, turkiye | TT trinidad and tobago | TW taiwan | UA ukraine | AE united arab emirates, uae |
US usa, u.s.a., u.s., united states, united states of america, america | UY uruguay | VE venezuela |
VI u.s. virgin islands | VN vietnam | ZA south africa | ZM zambia | ZW zimbabwe
"""
_CODES = {
    name.strip(): code
    for entry in _NAMES.replace("\n", " ").split("|")
    for code, names in [entry.strip().split(" ", 1)]
    for name in [code.lower(), *names.split(",")]
}
_STATES = """
AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY
NC ND OH OK OR PA PR RI SC SD TN TX UT VT VA WA WV WI WY
"""
US_STATES = frozenset(_STATES.split())
_PLAIN = str.maketrans("áàâäãéèêëíîïóôöõúûüñç", "aaaaaeeeeiiioooouuunc")


def alpha2(text: str) -> str:
    """Return the code for a country's name or code in any case, or empty when it is none we know.

    "CA", "DE", "IN" and the like stand for states as often as for countries: in a field of its own it is the
    country; at the end of an address ask `trailing_alpha2`.
    """
    return _CODES.get(re.sub(r"\s+", " ", text.strip().lower()).translate(_PLAIN), "")


def trailing_alpha2(text: str) -> str:
    """Return the code for the last part of an address, where two letters may be a state of the USA."""
    return "" if text.strip().upper() in US_STATES else alpha2(text)
