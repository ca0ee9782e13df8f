"""What a postcode looks like in each country, and which part of it the table holds.

Many countries' codes are held by their first part only: a British outward code, a Canadian forward sortation
area, an Irish routing key, the digits of a Dutch code; and, to keep the table small, the first digits in
Portugal, Singapore, Japan, Russia, Korea, Ukraine and Romania.
"""

import re
from dataclasses import dataclass

_BRITISH = ("[A-Z]{1,2}[0-9][A-Z0-9]?", "[0-9][A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Form:
    """`kept` and `dropped` are the patterns of the two parts of a full code, written without separators."""

    kept: str
    dropped: str
    bare: bool = True
    """The kept part alone is something people write."""
    lead: str = ""
    """What may stand before it and is not kept."""


FORMS = {
    **dict.fromkeys(("GB", "JE", "GG", "IM"), Form(*_BRITISH)),
    "CA": Form("[A-Z][0-9][A-Z]", "[0-9][A-Z][0-9]"),
    "IE": Form("[A-Z][0-9][0-9W]", "[A-Z0-9]{4}"),
    "NL": Form("[0-9]{4}", "[A-Z]{2}"),
    "MT": Form("[A-Z]{3}", "[0-9]{2,4}"),
    "AR": Form("[0-9]{4}", "[A-Z]{3}", lead="[A-Z]?"),
    **dict.fromkeys(("US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"), Form("[0-9]{5}", "[0-9]{4}")),
    "PT": Form("[0-9]{4}", "[0-9]{3}"),
    "JP": Form("[0-9]{5}", "[0-9]{2}", bare=False),
    "SG": Form("[0-9]{4}", "[0-9]{2}", bare=False),
    "RU": Form("[0-9]{4}", "[0-9]{2}", bare=False),
    "RO": Form("[0-9]{4}", "[0-9]{2}", bare=False),
    "KR": Form("[0-9]{3}", "[0-9]{2}", bare=False),
    "UA": Form("[0-9]{3}", "[0-9]{2}", bare=False),
    **dict.fromkeys(("FR", "GF", "GP", "MQ", "RE"), Form("[0-9]{5}", "CEDEX[0-9]{0,2}")),
}
COLLAPSED = frozenset(("PT", "JP", "SG", "RU", "RO", "KR", "UA"))
"""Where the part that is held stands for many codes, so that its point is of an area."""
_PATTERNS = {
    country: re.compile(f"{form.lead}({form.kept})({form.dropped})?") for country, form in FORMS.items()
}
LEADS = {"A": "AT", "B": "BE", "D": "DE", "E": "ES", "F": "FR", "FL": "LI", "H": "HU", "I": "IT", "L": "LU"}
"""Letters that are written before a code in some countries and are not the country's alpha-2 code."""
_LEAD = re.compile("([A-Z]{1,2})([0-9]{3,10})")
SHOWN = {
    "AZ": "AZ 9999", "BR": "99999-999", "CZ": "999 99", "JP": "999-99", "LU": "L-9999", "LV": "LV-9999",
    "MD": "MD-9999", "PL": "99-999", "SE": "999 99", "SK": "999 99",
}  # fmt: skip
"""How a stored code is written by the people who use it; 9 stands for its next digit."""
SHORTEST = 2
FAMILIES = (
    frozenset(("US", "PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW")),
    frozenset(("GB", "JE", "GG", "IM")),
    frozenset(("FR", "GF", "GP", "MQ", "RE", "YT", "PM", "NC", "PF", "WF", "MC")),
    frozenset(("FI", "AX")),
    frozenset(("NO", "SJ")),
    frozenset(("AU", "CC", "CX", "NF")),
)
"""Countries that share one set of postcodes, which have their own country codes all the same."""


def compact(text: str) -> str:
    """Return the letters and digits of a folded code in upper case."""
    return "".join(letter for letter in text.upper() if letter.isascii() and letter.isalnum())


def kept_part(country: str, code: str) -> str:
    """Return the part of a compact code that the table holds, or the code itself where it fits no form."""
    match = _PATTERNS[country].fullmatch(code) if country in _PATTERNS else None
    return match[1] if match else code


def readings(code: str, country: str = "") -> dict[str, set[str]]:
    """Return what a compact code may be: stored codes and their countries; "" stands for any other country.

    `country` is the one that the visitor is in: there, even a part that nobody writes alone is understood.
    """
    found = [("", code)]
    if (match := _LEAD.fullmatch(code)) is not None:
        found.append((LEADS.get(match[1], match[1]), match[2]))
    for home, pattern in _PATTERNS.items():
        if (match := pattern.fullmatch(code)) and (match[2] or FORMS[home].bare or home == country):
            found.append((home, match[1]))
    by_code: dict[str, set[str]] = {}
    for home, stored in found:
        by_code.setdefault(stored, set()).add(home)
    return by_code


def family(country: str) -> frozenset[str]:
    """Return the countries whose postcodes are meant by somebody who names this one; none for no country."""
    return next((one for one in FAMILIES if country in one), frozenset({country} if country else ()))


def shown(country: str, code: str) -> str:
    """Return a stored code as people write it."""
    pattern = SHOWN.get(country)
    if pattern is None or pattern.count("9") != len(code):
        return code
    digits = iter(code)
    return "".join(next(digits) if letter == "9" else letter for letter in pattern)
