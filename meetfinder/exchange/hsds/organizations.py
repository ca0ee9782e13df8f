"""Who holds a meeting, as an HSDS organization: its fellowship, or the group itself where it has none."""

from typing import Any

from meetfinder.directory.fellowship_reading import FellowshipFacts
from meetfinder.directory.listing import FellowshipCard, Listing
from meetfinder.exchange.hsds import ids, terms
from meetfinder.exchange.hsds.addresses import web_address

Item = dict[str, Any]
INDEPENDENT = "An independent group that belongs to no fellowship."


def id_of_fellowship(slug: str) -> str:
    """Return the id of a fellowship."""
    return ids.named("organization", slug)


def id_of(listing: Listing) -> str:
    """Return the id of the organization that holds a meeting."""
    card = listing.fellowship
    return id_of_fellowship(card.slug) if card else ids.held(ids.GROUP, listing.group_public_id)


def of_listing(listing: Listing) -> Item:
    """Return the organization that holds a meeting."""
    if listing.fellowship is None:
        return group(listing.group_public_id, listing.group_name)
    return _card(listing.fellowship)


def group(public_id: str, name: str) -> Item:
    """Return an independent group."""
    return {"id": ids.held(ids.GROUP, public_id), "name": name or "A group", "description": INDEPENDENT}


def fellowship(facts: FellowshipFacts) -> Item:
    """Return a fellowship with its site."""
    site = web_address(facts.site)
    return {**_card(facts.card), **({"website": site} if site else {})}


def _card(card: FellowshipCard) -> Item:
    kind = terms.of_kind(card.kind).name
    short = {"alternate_name": card.short_name} if card.short_name not in {"", card.name} else {}
    program = "A twelve-step fellowship" if card.twelve_step else "A fellowship"
    return {
        "id": id_of_fellowship(card.slug),
        "name": card.name,
        **short,
        "description": f"{program}. {kind}.",
    }
