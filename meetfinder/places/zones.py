"""The time zone of a point."""

import tzfpy


def zone_of(latitude: float, longitude: float) -> str:
    """Return the IANA zone of a point in degrees, or an empty text at sea, where only nautical zones are.

    The first call in a process takes about a tenth of a second and some 30 MB, to unpack the outlines.
    """
    name: str = tzfpy.get_tz(longitude, latitude)
    return "" if name.startswith("Etc/") else name


def nautical(longitude: float) -> str:
    """Return the zone ships keep at this longitude, for points that are far from any land."""
    hours = round(longitude / 15)
    return f"Etc/GMT{-hours:+d}" if hours else "Etc/GMT"
