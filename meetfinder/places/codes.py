"""The codes that stand for places in addresses. Made from what a place is, so that they stay the same."""

from meetfinder.places.words import slug


def postcode_area(country: str, code: str) -> str:
    """Return the code of a postcode: us-78610."""
    return f"{country}-{code}".lower()


def town_area(country: str, abbreviation: str, name: str, number: int | None = None) -> str:
    """Return the code of a town: us-tx-austin; with its GeoNames id where a larger town has the same."""
    parts = (country.lower(), abbreviation.lower(), slug(name), str(number or ""))
    return "-".join(part for part in parts if part)


def point_area(latitude: float, longitude: float) -> str:
    """Return the code of a point in degrees, to a hundredth: about a kilometre, and no closer."""
    latitude, longitude = rounded(latitude, longitude)
    return f"@{latitude:.2f},{longitude:.2f}"


def rounded(latitude: float, longitude: float) -> tuple[float, float]:
    """Return a point to a hundredth of a degree, without minus zero, its longitude from -180 to below 180."""
    east = (round(longitude, 2) + 180) % 360 - 180
    return round(latitude, 2) + 0.0, round(east, 2) + 0.0
