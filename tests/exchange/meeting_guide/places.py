"""A gazetteer of a few places for tests of readers, which must not depend on the real table."""

from meetfinder.exchange.meeting_guide.place import Spot

SPOTS = {
    ("US", "78610"): Spot(30.085, -97.84, "America/Chicago"),
    ("US", "Buda, TX"): Spot(30.085, -97.84, "America/Chicago"),
    ("US", "02114"): Spot(42.36, -71.07, "America/New_York"),
    ("CA", "T6E 4E8"): Spot(53.52, -113.49, "America/Edmonton"),
    ("GB", "SS9 2AJ"): Spot(51.54, 0.65, "Europe/London"),
    ("US", "Chicago, IL"): Spot(41.88, -87.63, "America/Chicago"),
}


class FewPlaces:
    """Knows the places above; the zone of a point is that of the nearest of them within five degrees."""

    def spot(self, text: str, country: str) -> Spot | None:
        return SPOTS.get((country, text))

    def zone(self, latitude: float, longitude: float) -> str:
        def far(spot: Spot) -> float:
            return max(abs(spot.latitude - latitude), abs(spot.longitude - longitude))

        nearest = min(SPOTS.values(), key=far)
        return nearest.timezone if far(nearest) < 5 else ""
