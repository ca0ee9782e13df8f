"""Who publishes a payload, and under which terms: every writer puts both into what it writes."""

from dataclasses import dataclass

from meetfinder.directory.listing import Listing

OWN_LICENCE = "CC BY 4.0"
"""Of what groups list here themselves. Lists that were read from elsewhere keep their own terms."""
NOT_STATED = "not stated"
PLACES_CREDIT = "Places and postcodes: GeoNames (CC BY 4.0, https://www.geonames.org)."


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The site that speaks."""

    name: str
    base_url: str
    """Without a slash at its end."""
    contact: str = ""
    """Mail address for corrections; empty: the listing's own page is given."""

    def page(self, listing: Listing) -> str:
        """Return the address of a meeting's page."""
        return f"{self.base_url}/meetings/{listing.slug}"

    def source_name(self, listing: Listing) -> str:
        """Return who is to be credited for a listing: its list, or this site."""
        return listing.source.name if listing.source else self.name

    def credit(self) -> str:
        """Return the sentence that stands at the head of a payload that has room for one."""
        return (
            f"Published by {self.name} ({self.base_url}). What is listed here is {OWN_LICENCE}; every record "
            f"read from another list names that list and its licence. {PLACES_CREDIT}"
        )


def licence(listing: Listing) -> str:
    """Return the terms under which a listing may be used; NOT_STATED where its list names none."""
    if listing.source is None:
        return OWN_LICENCE
    return listing.source.licence or NOT_STATED


def is_invented(listing: Listing) -> bool:
    """Say whether the listing belongs to the demo and nobody may travel to it."""
    return listing.source is not None and listing.source.demo
