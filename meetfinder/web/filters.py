"""The filters of a search, read from an address: one reader for the finder and the API (design §8).

The finder takes kinds, fellowships, formats, needs and conditions as opaque codes in `n`; the API takes them
in clear. Repeating a parameter means any of its values; different parameters must all hold.
"""

import re
from datetime import datetime
from typing import Protocol
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from meetfinder.config import Settings
from meetfinder.directory import catalogue
from meetfinder.directory.naming import ALPHABET, PUBLIC_ID_LENGTH
from meetfinder.search.query import KM_PER_MILE, MILE_COUNTRIES, SearchQuery, Sort
from meetfinder.web import codes
from meetfinder.web.languages import gettext
from meetfinder.web.parameters import BadParameter, Reader, must_be, one_of, refuse_unlisted

__all__ = ["BadParameter", "canonical", "page_of", "read_query", "unit_of", "with_value", "without"]

DEFAULT_WITHIN = 25.0
"""Of the unit in use."""
FARTHEST_KM = 20_000.0
"""About half way round the Earth: nothing is farther away."""
DEFAULT_LIMIT, LARGEST_LIMIT = 20, 100
LARGEST_PAGE = 999_999_999

UNITS = ("km", "mi")
ATTENDANCE = ("in_person", "online", "hybrid", "phone")
WHENS = ("now", "tonight")
AUDIENCES = ("me", "family")
SORTS = tuple(sort.value for sort in Sort)

_DAY = "[0-6]|today"
_CLOCK = "([01]?[0-9]|2[0-3]):[0-5][0-9]"
_NUMBER = r"[0-9]{1,6}(\.[0-9]{1,20})?"
TAG = "[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"
_SHARED_FORMS = {
    "within": _NUMBER,
    "unit": "|".join(UNITS),
    "day": _DAY,
    "from": _CLOCK,
    "until": _CLOCK,
    "when": "|".join(WHENS),
    "for": "|".join(AUDIENCES),
    "attendance": "|".join(ATTENDANCE),
    "language": TAG,
    "sort": "|".join(SORTS),
}
PLAN, MARK_LENGTH = "m", 4
"""The meetings of a plan that is being made, so that they go along while somebody looks for more."""
PLAN_ITEM = rf"[{ALPHABET}]{{{PUBLIC_ID_LENGTH}}}(-[{ALPHABET}]{{{MARK_LENGTH}}})?"
"""A public id, with a mark of what was known of the meeting when it was chosen."""
FINDER_FORMS = _SHARED_FORMS | {
    PLAN: PLAN_ITEM,
    "n": f"[a-z0-9]{{{codes.LENGTH}}}",
    "page": "[1-9][0-9]?",
    "lang": TAG,
}
"""What a value of each filter of the finder looks like; nothing else is ever put into a link."""
REPEATABLE = frozenset({"day", "attendance", "language", "n", PLAN, *codes.FIELDS})
CLEAR_NAMES = (*_SHARED_FORMS, *codes.FIELDS)
"""The filters of the API."""


class Somewhere(Protocol):
    """What a search needs to know of a place; `places.Place` is one."""

    @property
    def latitude(self) -> float:
        """Degrees."""

    @property
    def longitude(self) -> float:
        """Degrees."""

    @property
    def country(self) -> str:
        """ISO 3166-1 alpha-2 code, or empty."""

    @property
    def timezone(self) -> str:
        """IANA name."""


def read_query(
    args: MultiDict[str, str], *, place: Somewhere | None, settings: Settings, now: datetime, clear: bool
) -> SearchQuery:
    """Return the search that `args` ask for around `place`; raise BadParameter for the first that is wrong.

    `clear` is for the API: names in clear, nearest first, and an empty or unknown value is an error; without
    it fields left empty in a form are no filter. `now` is aware. Parameters that are no filter are not seen.
    """
    read = Reader(args, strict=clear)
    country = place.country if place else settings.country
    chosen = _in_clear(read) if clear else _by_code(read)
    days = read.many("day", _DAY, gettext("a weekday from 0 (Sunday) to 6 (Saturday), or today"))
    default_sort = Sort.BEST if not clear else Sort.DISTANCE if place else Sort.NEXT
    return SearchQuery(
        now=now,
        timezone=place.timezone if place else "UTC",
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        country=country,
        within_km=_within_km(read, country),
        days=tuple(int(day) for day in days if day != "today"),
        today="today" in days,
        from_minute=_minute(read, "from"),
        until_minute=_minute(read, "until"),
        when=read.choice("when", WHENS, ""),
        audience=read.choice("for", AUDIENCES, "me"),
        attendance=read.choices("attendance", ATTENDANCE),
        languages=_languages(read),
        kinds=chosen["kind"],
        fellowships=chosen["fellowship"],
        formats=chosen["format"],
        attributes=tuple(_pair(item) for item in chosen["attribute"]),
        focus=chosen["focus"],
        sort=Sort(read.choice("sort", SORTS, default_sort.value)),
        limit=read.whole("limit", DEFAULT_LIMIT, LARGEST_LIMIT) if clear else DEFAULT_LIMIT,
        cursor=read.one("cursor") if clear else "",
    )


def unit_of(args: MultiDict[str, str], *, country: str) -> str:
    """Return `km` or `mi`: what the visitor chose, or what is usual in the country."""
    return _unit(Reader(args, strict=False), country)


def page_of(args: MultiDict[str, str]) -> int:
    """Return the page of the finder that is asked for, from 1; raise BadParameter for anything else.

    It may be behind the last one: who asks knows how many there are.
    """
    return Reader(args, strict=False).whole("page", 1, LARGEST_PAGE)


def canonical(args: MultiDict[str, str]) -> str:
    """Return the filters of the finder in `args` as a query string without `?`: sorted, no value twice.

    Only what looks like a filter gets through, so nothing that somebody typed can end up in a link.
    """
    pairs = {
        (name, value)
        for name, value in args.items(multi=True)
        if name in FINDER_FORMS and re.fullmatch(FINDER_FORMS[name], value)
    }
    return urlencode(sorted(pairs), safe=":")


def with_value(args: MultiDict[str, str], name: str, value: str) -> str:
    """Return the query string with a value added, or put in place of the one before.

    It leads to the first page, unless it is the page that is set.
    """
    changed = _first_page(args)
    if name in REPEATABLE:
        changed.add(name, value)
    else:
        changed[name] = value
    return canonical(changed)


def without(args: MultiDict[str, str], name: str, value: str | None = None) -> str:
    """Return the query string without one value, or without the whole parameter; leads to the first page."""
    changed = _first_page(args)
    kept = [] if value is None else [item for item in changed.getlist(name) if item != value]
    changed.setlist(name, kept)
    return canonical(changed)


def _first_page(args: MultiDict[str, str]) -> MultiDict[str, str]:
    changed = MultiDict(args.items(multi=True))
    changed.poplist("page")
    return changed


def _unit(read: Reader, country: str) -> str:
    return read.choice("unit", UNITS, "mi" if country in MILE_COUNTRIES else "km")


def _within_km(read: Reader, country: str) -> float:
    meaning = gettext(
        "a distance above 0 and up to %(farthest)s km, for example 25", farthest=f"{FARTHEST_KM:.0f}"
    )
    number = float(read.one("within", _NUMBER, meaning) or DEFAULT_WITHIN)
    distance = number * (KM_PER_MILE if _unit(read, country) == "mi" else 1)
    if not 0 < distance <= FARTHEST_KM:
        raise BadParameter("within", must_be("within", meaning))
    return distance


def _minute(read: Reader, name: str) -> int | None:
    text = read.one(name, _CLOCK, gettext("a time of day such as 19:30"))
    if not text:
        return None
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _languages(read: Reader) -> tuple[str, ...]:
    tags = read.many("language", TAG, gettext("a language code such as en or es"))
    return tuple(dict.fromkeys(_language_tag(tag) for tag in tags))


def _by_code(read: Reader) -> dict[str, tuple[str, ...]]:
    """Return the values of each field that the codes in `n` stand for."""
    wanted = read.many("n", FINDER_FORMS["n"], gettext("a filter of this site: remove it and choose again"))
    known = codes.known_values() if wanted else ()
    found: dict[str, tuple[str, ...]] = dict.fromkeys(codes.FIELDS, ())
    for code in wanted:
        pair = codes.decode(code, known)
        if pair is None:
            raise BadParameter(
                "n", gettext("n has a filter that is not known any more: remove it and choose again.")
            )
        found[pair[0]] += (pair[1],)
    return found


def _in_clear(read: Reader) -> dict[str, tuple[str, ...]]:
    """Return the values of each field as the API takes them; every one must be known."""
    wanted = {
        "kind": read.choices("kind", catalogue.KINDS),
        "fellowship": read.many("fellowship", ".+", gettext("the slug of a fellowship")),
        "format": read.many("format", ".+", gettext("the slug of a format")),
        "attribute": _attributes(read),
        "focus": read.choices("focus", catalogue.CONDITIONS),
    }
    if wanted["fellowship"]:
        known = catalogue.fellowship_slugs()
        refuse_unlisted("fellowship", wanted["fellowship"], known, see="/api/v1/fellowships")
    if wanted["format"]:
        refuse_unlisted("format", wanted["format"], catalogue.format_slugs(), see="/api/v1/openapi.json")
    return wanted


def _attributes(read: Reader) -> tuple[str, ...]:
    """Return `key:value` texts; the key must be of the catalogue, and the value where it lists them."""
    wanted = read.many(
        "attribute", "[^:]+:.+", gettext("written as key:value, for example relapse_welcome:yes")
    )
    for key, value in map(_pair, wanted):
        refuse_unlisted("attribute", (key,), tuple(catalogue.ATTRIBUTES), see="/api/v1/openapi.json")
        choices = catalogue.ATTRIBUTES[key]
        if choices and value not in choices:
            raise BadParameter("attribute", must_be(f"attribute {key}", one_of(choices)))
    return wanted


def _pair(text: str) -> tuple[str, str]:
    key, _, value = text.partition(":")
    return key, value


def _language_tag(tag: str) -> str:
    """Write a BCP 47 tag as RFC 5646 §2.1.1 recommends: en-GB, zh-Hant, es."""
    first, *rest = tag.split("-")
    return "-".join([first.lower(), *(_subtag(part) for part in rest)])


def _subtag(part: str) -> str:
    return {2: part.upper(), 4: part.title()}.get(len(part), part.lower())
