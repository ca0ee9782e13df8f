"""What the builder passes from step to step."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Region:
    """A first-level division of a country. `id` is given when the table is written."""

    country: str
    code: str
    name: str
    abbreviation: str = ""
    id: int = 0


@dataclass(slots=True)
class Town:
    """A populated place of the gazetteer. Degrees."""

    geoname: int
    name: str
    country: str
    admin: str
    latitude: float
    longitude: float
    population: int
    timezone: str
    alternates: list[str] = field(default_factory=list)
    region: Region | None = None


@dataclass(slots=True)
class RawCode:
    """One row of the postcode source. Degrees."""

    city: str
    state: str
    latitude: float
    longitude: float


@dataclass(slots=True)
class Postcode:
    """A postcode as it will be stored. Degrees."""

    country: str
    code: str
    latitude: float
    longitude: float
    locality: str
    state: str
    region: Region | None = None
