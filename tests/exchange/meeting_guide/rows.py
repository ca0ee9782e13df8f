"""Hand-made rows, for what the real lists lack."""

from typing import Any


def a_row(**fields: Any) -> dict[str, Any]:
    """Return a row as lists write it, in person, in Buda; a field given as None is left out."""
    row = {
        "slug": "tuesday-hope",
        "name": "Tuesday Hope",
        "day": 2,
        "time": "19:00",
        "end_time": "20:00",
        "location": "Community Hall",
        "formatted_address": "1 Main Street, Buda, TX 78610, USA",
        "latitude": 30.0852,
        "longitude": -97.8403,
        "types": ["O"],
        "updated": "2026-03-01 10:00:00",
        **fields,
    }
    return {name: value for name, value in row.items() if value is not None}
