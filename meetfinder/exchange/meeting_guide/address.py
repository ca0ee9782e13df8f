"""An address in one line, taken apart: street, town, region, postcode, country, as lists write it."""

import re
from dataclasses import dataclass, replace

from meetfinder.exchange.meeting_guide.countries import US_STATES, alpha2, trailing_alpha2

_POSTCODES = {
    "US": r"\d{5}(?:-\d{4})?",
    "CA": r"[A-Z]\d[A-Z]\s?-?\d[A-Z]\d",
    "GB": r"[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}",
    "IE": r"[A-Z]\d[\dW]\s?[A-Z\d]{4}",
    "NL": r"\d{4}\s?[A-Z]{2}",
}
_POSTCODES |= dict.fromkeys(("GG", "JE", "IM", "GI"), _POSTCODES["GB"]) | {"PR": _POSTCODES["US"]}
_ANY_POSTCODE = r"[A-Z]{0,2}-?\d{3}\s?\d{1,3}|\d{5}-\d{3}"
_WITH_REGIONS = frozenset({"US", "CA", "AU", "MX", "BR", "IN"})
"""Countries whose addresses name a state or province between town and country."""
_GEORGIA_EAST_OF = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The parts of an address; what is not stated is empty."""

    street: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    """ISO 3166-1 alpha-2."""


def parse(text: str, *, default_country: str, longitude: float | None = None) -> Address:
    """Take apart an address such as "18 Olive Ave, Rehoboth Beach, DE 19971, USA".

    `longitude`, where known, tells the country of Georgia from the state.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    country = _country(parts, longitude)
    if country:
        parts.pop()
        if parts and alpha2(parts[-1]) == country and len(parts) > 1 and country not in _WITH_REGIONS:
            parts.pop()
    country = country or _country_of_postcode(parts) or default_country
    address = Address(country=country)
    address = _take_postcode(parts, address)
    may_be_region = bool(parts) and (len(parts) > 1 or parts[-1].upper() in US_STATES)
    if country in _WITH_REGIONS and not address.region and may_be_region:
        address = replace(address, region=parts.pop())
    if not address.city and parts:
        address = replace(address, city=parts.pop())
    return replace(address, street=", ".join(parts))


def compose(address: Address) -> str:
    """Return the address in one line, without the country when there is nothing else."""
    region = " ".join(filter(None, (address.region, address.postal_code)))
    parts = [part for part in (address.street, address.city, region) if part]
    return ", ".join([*parts, address.country] if parts and address.country else parts)


def _country(parts: list[str], longitude: float | None) -> str:
    last = parts[-1] if parts else ""
    if last.lower() == "georgia":
        return "GE" if longitude is not None and longitude > _GEORGIA_EAST_OF else ""
    return trailing_alpha2(last)


def _country_of_postcode(parts: list[str]) -> str:
    """Return the country whose postcodes look like no other's, when the address ends with one."""
    for country in ("GB", "CA"):
        if parts and re.search(rf"(?:^|\s){_POSTCODES[country]}$", parts[-1], re.IGNORECASE):
            return country
    return ""


def _take_postcode(parts: list[str], address: Address) -> Address:
    """Take the postcode off the last parts, with the region before or the town around it."""
    if not parts:
        return address
    pattern = _POSTCODES.get(address.country, _ANY_POSTCODE)
    around = rf"(?P<before>\D*?)\s*\b(?P<code>{pattern})(?:\s+(?P<after>\D+))?"
    found = re.fullmatch(around, parts[-1], re.IGNORECASE)
    if found is None:
        inner = re.fullmatch(around, parts[-2], re.IGNORECASE) if len(parts) > 1 else None
        if inner is None or inner["before"]:
            return address
        # "Cape Town, 7806, Western Cape" and "37700 San Miguel de Allende, Gto."
        address = replace(address, region=parts.pop(), postal_code=inner["code"].upper())
        parts.pop()
        return replace(address, city=inner["after"].strip()) if inner["after"] else address
    parts.pop()
    before, after = found["before"].strip(), (found["after"] or "").strip()
    return _around_postcode(parts, replace(address, postal_code=found["code"].upper()), before, after)


def _around_postcode(parts: list[str], address: Address, before: str, after: str) -> Address:
    """Say what the words before and after a postcode are, by the customs of the country."""
    if address.country not in _WITH_REGIONS or address.country in {"MX", "BR"}:
        return replace(address, city=before or after)
    if not before and not after:
        return replace(address, region=parts.pop() if len(parts) > 1 else "")
    town, _, region = before.rpartition(" ")
    if address.country == "AU" and town:  # "Sydney NSW 2000"
        return replace(address, city=town, region=region)
    return replace(address, region=before or after)
