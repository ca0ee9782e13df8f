"""Addresses that organizers give, to points: the table first, then the provider that the operator chose.

Never used for what a visitor types. A provider that fails, is slow or is full never blocks: the table's
answer stands, and the outcome says what happened.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

from geopy.adapters import URLLibAdapter
from geopy.exc import (
    GeocoderAuthenticationFailure,
    GeocoderInsufficientPrivileges,
    GeocoderParseError,
    GeocoderQueryError,
    GeocoderQuotaExceeded,
    GeocoderRateLimited,
    GeocoderTimedOut,
    GeopyError,
)
from geopy.geocoders import Nominatim, Pelias, Photon
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from meetfinder.places.gazetteer import Gazetteer
from meetfinder.places.place import Place

TIMEOUT_S = 3.0
PROVIDERS = {"nominatim": Nominatim, "photon": Photon, "pelias": Pelias}
NOMINATIM_STREET, NOMINATIM_VILLAGE_END = 27, 25
"""Place ranks of Nominatim: above 27 buildings, from 25 streets and neighbourhoods, below them towns."""
_PRECISIONS = ("exact", "approximate", "area")
_SHAPE = "must be empty, offline, or nominatim:, photon: or pelias: followed by an http(s) address."


_FAILURES = (GeopyError, HTTPException, OSError, LookupError, TypeError, ValueError, AttributeError)
"""What a provider's answer can end in; the last ones when its JSON is not what geopy expects."""


@dataclass(frozen=True, slots=True)
class Geocoded:
    """The point of an address. Degrees."""

    latitude: float
    longitude: float
    precision: str
    """exact: a house or a named building; approximate: a street or a postcode; area: anything larger."""
    provider: str
    """offline, nominatim, photon or pelias."""
    label: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an address."""

    found: Geocoded | None
    trouble: str = ""
    """Why the provider had no say: rate_limited, timed_out, unavailable, refused or garbled; else empty."""


class OfflineGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types.
    """The table of places as a geopy geocoder. It needs no network."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(adapter_factory=URLLibAdapter)
        self._gazetteer = gazetteer

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002  geopy's signature; nothing here can wait.
        country: str | None = None,
    ) -> Location | list[Location] | None:
        """Return geopy's Location of what `query` means, all of them without `exactly_one`, None for none."""
        found = [_location(place) for place in self._gazetteer.locate(query, country).places]
        if not found:
            return None
        return found[0] if exactly_one else found

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,  # noqa: ARG002  geopy's signature; nothing here can wait.
    ) -> Location | list[Location] | None:
        """Return the town nearest to a point that geopy understands, or None when there is none."""
        latitude, longitude = (float(part) for part in self._coerce_point_to_string(query).split(","))
        town = self._gazetteer.nearest_town(latitude, longitude)
        if town is None:
            return None
        return _location(town) if exactly_one else [_location(town)]


class AddressGeocoder:
    """Finds the points of organizers' addresses. Make one with `address_geocoder`."""

    def __init__(self, offline: OfflineGeocoder, provider: str = "", online: Geocoder | None = None) -> None:
        """Take the offline geocoder and, where one is configured, the provider's name and geocoder."""
        self._offline, self._provider, self._online = offline, provider, online

    @property
    def provider(self) -> str:
        """Return the configured provider's name, or offline."""
        return self._provider or "offline"

    def offline(self, address: str, country: str | None = None) -> Geocoded | None:
        """Return the table's point of an address, or None where it knows none of its postcode and town."""
        found = self._offline.geocode(address, country=country)
        if not isinstance(found, Location):
            return None
        return Geocoded(found.latitude, found.longitude, found.raw["precision"], "offline", found.address)

    def geocode(self, address: str, country: str | None = None) -> Outcome:
        """Return the best point of an address (country: alpha-2 code), if anybody knows one.

        Asks the provider, which may take up to three seconds, and falls back on the table; raises nothing.
        What the provider places less precisely than the table is not taken.
        """
        known = self.offline(address, country)
        if self._online is None:
            return Outcome(known)
        try:
            found = self._online.geocode(address, exactly_one=True)
            refined = self._geocoded(found) if found is not None else None
        except _FAILURES as problem:
            return Outcome(known, trouble_of(problem))
        if refined and known and _PRECISIONS.index(refined.precision) > _PRECISIONS.index(known.precision):
            refined = None
        return Outcome(refined or known)

    def _geocoded(self, found: Location) -> Geocoded:
        precision = precision_of(self._provider, found.raw)
        return Geocoded(found.latitude, found.longitude, precision, self._provider, found.address)


def address_geocoder(setting: str, *, user_agent: str, gazetteer: Gazetteer) -> AddressGeocoder:
    """Return the geocoder of the setting MEETFINDER_GEOCODER; raise ValueError saying how it must look."""
    offline = OfflineGeocoder(gazetteer)
    if setting in {"", "offline"}:
        return AddressGeocoder(offline)
    provider, _, address = setting.partition(":")
    parts = urlsplit(address)
    if provider not in PROVIDERS or parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError(f"MEETFINDER_GEOCODER {_SHAPE}")
    make = partial(
        PROVIDERS[provider],
        domain=f"{parts.netloc}{parts.path}".rstrip("/"),
        scheme=parts.scheme,
        user_agent=user_agent,
        timeout=TIMEOUT_S,
        adapter_factory=URLLibAdapter,
    )
    return AddressGeocoder(offline, provider, make())


def trouble_of(problem: Exception) -> str:
    """Return a code for what went wrong at a provider."""
    codes = {
        GeocoderRateLimited: "rate_limited",
        GeocoderTimedOut: "timed_out",
        GeocoderParseError: "garbled",
        GeocoderAuthenticationFailure: "refused",
        GeocoderInsufficientPrivileges: "refused",
        GeocoderQuotaExceeded: "refused",
        GeocoderQueryError: "refused",
        GeopyError: "unavailable",
        OSError: "unavailable",
        HTTPException: "unavailable",
    }
    return next((code for kind, code in codes.items() if isinstance(problem, kind)), "garbled")


def precision_of(provider: str, raw: Mapping[str, Any]) -> str:
    """Return how precise a provider says that its answer is; approximate where it does not say."""
    if provider == "nominatim":
        rank = int(raw.get("place_rank") or NOMINATIM_STREET)
        if rank > NOMINATIM_STREET:
            return "exact"
        return "approximate" if rank >= NOMINATIM_VILLAGE_END else "area"
    details = raw.get("properties") or {}
    kind = details.get("type" if provider == "photon" else "layer", "")
    if kind in {"house", "address", "venue"}:
        return "exact"
    return "approximate" if kind in {"", "street", "intersection", "postalcode"} else "area"


def _location(place: Place) -> Location:
    raw = {"area": place.area, "precision": place.precision, "timezone": place.timezone}
    return Location(place.label, (place.latitude, place.longitude), raw)
