"""A meeting as an HSDS service: with single facts for lists, or with all that belongs to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from meetfinder.clock import utc
from meetfinder.directory.freshness import is_stale
from meetfinder.directory.listing import Listing, Stated
from meetfinder.directory.models import MeetingStatus
from meetfinder.exchange.hsds import ids, organizations, places, terms
from meetfinder.exchange.hsds.addresses import web_address
from meetfinder.exchange.publisher import Publisher, licence

Item = dict[str, Any]
ACTIVE, INACTIVE, CLOSED, DEFUNCT = "active", "inactive", "temporarily closed", "defunct"
STALE_AFTER = timedelta(days=180)
"""Without a word from the group, or a good reading of its list, for longer than this nobody is sent there."""
GONE = "No longer listed"
_PAUSED = "It does not take place for now."
_STALE = "Nobody has confirmed this for more than half a year: ask before you send anybody."
_FEES = {"free": "Free", "donation": "Free; donations are welcome", "fee": "A fee is asked"}
_ELIGIBLE = {
    "open": "Open to anyone.",
    "closed": "For people who have, or think that they have, the problem that the meeting is about.",
    "approved_only": "For people whom the group has admitted.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is the same for every record of an answer. `now` is aware."""

    publisher: Publisher
    now: datetime


def plain_service(listing: Listing, modified: datetime, about: About) -> Item:
    """Return a service with single facts only; `modified` (aware) is when anything about it last changed."""
    status = status_of(listing, about.now.date())
    page = web_address(about.publisher.page(listing))
    facts: Item = {
        "id": ids.held(ids.SERVICE, listing.public_id),
        "organization_id": organizations.id_of(listing),
        "name": listing.name or listing.group_name or "A meeting",
        "alternate_name": listing.group_name if listing.group_name != listing.name else "",
        "description": _description(listing, about.publisher),
        "url": page,
        "status": status,
        "fees_description": _first(listing, "cost", _FEES),
        "eligibility_description": " ".join(_eligibility(listing)),
        "minimum_age": _age(listing, "min_age"),
        "maximum_age": _age(listing, "max_age"),
        "interpretation_services": "Sign language" if "yes" in listing.stated("sign_language") else "",
        "assured_date": listing.confirmed_on.isoformat() if listing.confirmed_on else "",
        "alert": {CLOSED: _PAUSED, INACTIVE: _STALE}.get(status, ""),
        "last_modified": moment(modified),
        "organization": organizations.of_listing(listing),
    }
    return {name: value for name, value in facts.items() if value not in ("", None)}


def service(listing: Listing, modified: datetime, about: About) -> Item:
    """Return a service with its places, hours, languages and what is stated about it."""
    number = ids.held(ids.SERVICE, listing.public_id)
    site = web_address("" if listing.youth else listing.group_website)
    many: dict[str, list[Item]] = {
        "additional_urls": [
            {"id": ids.named("url", number), "label": "Website", "url": site, "service_id": number}
        ]
        if site
        else [],
        "languages": [
            {"id": ids.named("language", number, tag), "service_id": number, "code": tag}
            for tag in listing.languages
        ],
        "service_at_locations": [
            places.service_at_location(listing, part, about.publisher, now=about.now)
            for part in places.parts(listing.attendance)
        ],
        "attributes": list(_attributes(listing, number, about.publisher)),
    }
    return {
        **plain_service(listing, modified, about),
        **{name: items for name, items in many.items() if items},
    }


def defunct(public_id: str, modified: datetime) -> Item:
    """Return what is told of a meeting that is no longer listed: that it is not, and since when."""
    return {
        "id": ids.held(ids.SERVICE, public_id),
        "name": GONE,
        "status": DEFUNCT,
        "last_modified": moment(modified),
    }


def minimal(public_id: str, modified: datetime) -> Item:
    """Return the id and when it changed, under both names that the specification has for it."""
    changed = moment(modified)
    return {"id": ids.held(ids.SERVICE, public_id), "modified_date": changed, "last_modified": changed}


def status_of(listing: Listing, today: date) -> str:
    """Return whether people may be sent there."""
    if listing.status != MeetingStatus.ACTIVE:
        return CLOSED
    # The house rule claims nothing of a listing that has no clock; who sends people there wants to know.
    unsure = is_stale(listing, today=today) or today - last_word(listing) > STALE_AFTER
    return INACTIVE if unsure else ACTIVE


def last_word(listing: Listing) -> date:
    """Return when the group confirmed the listing, or its list was last read, or it was last changed."""
    read = listing.source.last_good_read if listing.source else None
    return max(filter(None, (listing.confirmed_on, (read or listing.updated_at).date())))


def moment(when: datetime) -> str:
    """Return an aware moment as HSDS writes it, in UTC."""
    return f"{utc(when):%Y-%m-%dT%H:%M:%SZ}"


def _description(listing: Listing, publisher: Publisher) -> str:
    """Return the notes, and whom the record is to be credited to: lists have no other room for that."""
    credit = f"Listed by {publisher.source_name(listing)}; licence: {licence(listing)}."
    return "\n\n".join(filter(None, (listing.notes, listing.group_notes, credit)))


def _first(listing: Listing, key: str, words: dict[str, str]) -> str:
    return next((words[value] for value in listing.stated(key) if value in words), "")


def _age(listing: Listing, key: str) -> int | None:
    return next((int(value) for value in listing.stated(key) if value.isascii() and value.isdigit()), None)


def _eligibility(listing: Listing) -> Iterator[str]:
    if listing.fellowship is not None and listing.fellowship.for_family:
        yield "For family and friends."
    stated = listing.stated("access") or tuple(
        kind for kind in ("open", "closed") if listing.has_format(kind)
    )
    yield from (_ELIGIBLE[kind] for kind in stated if kind in _ELIGIBLE)
    audience = [card.name for card in listing.formats if card.category == "audience"]
    if audience:
        yield f"Meant for: {', '.join(audience)}."


def _attributes(listing: Listing, number: str, publisher: Publisher) -> Iterator[Item]:
    """Yield every classification with the term, and who stated it."""
    base = publisher.base_url
    if listing.fellowship is not None:
        yield _attribute(number, terms.of_kind(listing.fellowship.kind), base, label="Kind of fellowship")
    for card in listing.formats:
        yield _attribute(number, terms.of_format(card.slug, card.name), base, label="Format")
    for item in listing.attributes:
        term = terms.of_stated(item.key, item.value)
        yield _attribute(number, term, base, label=_who(item), value=item.value)
    origin = {terms.LIST: publisher.source_name(listing), terms.LICENCE: licence(listing)}
    for code, value in origin.items():
        yield _attribute(number, terms.of_origin(code), base, label="Origin", value=value)


def _attribute(number: str, term: terms.Term, base: str, *, label: str, value: str = "") -> Item:
    return {
        "id": ids.named("attribute", number, term.id, value),
        "link_id": number,
        "taxonomy_term_id": term.id,
        "link_entity": "service",
        **({"value": value} if value else {}),
        "taxonomy_term": terms.term_item(term, base),
        "label": label,
    }


def _who(item: Stated) -> str:
    since = f", {item.as_of.isoformat()}" if item.as_of else ""
    return f"Stated by: {item.said_by}{since}"
