"""Reads the parameters of HSDS addresses; whatever cannot be used is refused as in our own API."""

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import request

from meetfinder.exchange.hsds import holders
from meetfinder.exchange.hsds.choosing import Around, Wish
from meetfinder.web.api.position import asked_country, place_named
from meetfinder.web.feeds import asked
from meetfinder.web.parameters import BadParameter, Reader

PAGING = ("page", "per_page", "format")
CLASSIFIED = ("taxonomy_term_id", "taxonomy_id")
SERVICES = ("search", *CLASSIFIED, "organization_id", "modified_after", "minimal", "full", *PAGING)
SERVICE_AT_LOCATIONS = (
    "search", *CLASSIFIED, "organization_id", "modified_after", "full", "postcode", "proximity", "country",
    *PAGING,
)  # fmt: skip
ORGANIZATIONS = ("search", *CLASSIFIED, "full", "full_service", *PAGING)
TAXONOMIES = ("search", *PAGING)
TAXONOMY_TERMS = ("search", "taxonomy_id", "parent_id", "top_only", *PAGING)

DEFAULT_SIZE, LARGEST_SIZE, LARGEST_MINIMAL = 50, 1000, 100_000
LARGEST_PAGE = 1_000_000
DEFAULT_METRES, FARTHEST_METRES = 40_000, 500_000
FORMATS = ("json", "ndjson")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_WORDS = r"[^\x00-\x1f\x7f]{1,200}"
_ID = r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of which size, or everything as lines."""

    number: int
    size: int
    lines: bool

    @property
    def start(self) -> int:
        """Return how many records are before the page."""
        return (self.number - 1) * self.size


def read_wish(names: tuple[str, ...]) -> Wish:
    """Return what is asked for; `names` are the parameters that the address takes besides the feeds' own.

    Raises BadParameter, and Problem for a postcode that is not known or means several places.
    """
    chosen = asked.selection(*names)
    organization = identifier("organization_id")
    return Wish(
        fellowships=chosen.fellowships,
        sources=chosen.sources,
        without=chosen.without,
        words=words(),
        term=identifier("taxonomy_term_id"),
        taxonomy=identifier("taxonomy_id"),
        organization=holders.organization_of(organization) if organization else None,
        modified_after=_modified_after(),
        around=_around(),
    )


def read_paging(*, minimal: bool = False) -> Paging:
    """Return the page that is asked for; who asks for ids and dates only should get all of them at once."""
    read = _reader()
    default, largest = (LARGEST_MINIMAL, LARGEST_MINIMAL) if minimal else (DEFAULT_SIZE, LARGEST_SIZE)
    return Paging(
        number=read.whole("page", 1, LARGEST_PAGE),
        size=read.whole("per_page", default, largest),
        lines=read.choice("format", FORMATS, "json") == "ndjson",
    )


def truth(name: str) -> bool:
    """Return whether a parameter is true; it is false when it is not given."""
    return _TRUTHS[_reader().choice(name, tuple(_TRUTHS), "false")]


def words() -> tuple[str, ...]:
    """Return the words of `search`."""
    text = _reader().one("search", _WORDS, "words, at most 200 characters")
    return tuple(dict.fromkeys(text.split()))[:10]


def identifier(name: str) -> str:
    """Return a UUID in lower case, or an empty text."""
    return _reader().one(name, _ID, "an id of this API, such as /hsds/services has them").lower()


def _modified_after() -> datetime | None:
    meaning = "a date such as 2026-11-23, or a time such as 2026-11-23T18:00:00Z"
    text = _reader().one("modified_after", ".{1,40}", meaning)
    if not text:
        return None
    try:
        # A plus sign that was not encoded arrives as a space.
        moment = datetime.fromisoformat(text.replace(" ", "+") if "T" in text else text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadParameter("modified_after", f"modified_after must be {meaning}.") from None


def _around() -> Around | None:
    read = _reader()
    text = read.one("postcode", r"[^\x00-\x1f\x7f]{1,100}", "a postcode or ZIP code")
    metres = read.whole("proximity", DEFAULT_METRES, FARTHEST_METRES)
    if not text:
        if "proximity" in request.args:
            raise BadParameter("postcode", "postcode is missing: proximity is measured from its middle.")
        return None
    place = place_named("postcode", text, asked_country(request.args))
    return Around(place.latitude, place.longitude, float(metres))


def _reader() -> Reader:
    return Reader(request.args, strict=True)
