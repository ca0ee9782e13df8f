"""The zone of rows that name none, where the rest of their list agrees."""

from collections import Counter
from collections.abc import Iterable

_MAJORITY = 0.9


def usual_zone(zones: Iterable[str]) -> str:
    """Return the zone that nearly all rows of a list have, for those without one (empty texts).

    Empty: they do not agree, or no row needs it.
    """
    counted = Counter(zones)
    unknown = counted.pop("", 0)
    common, count = counted.most_common(1)[0] if counted else ("", 0)
    return common if unknown and count >= _MAJORITY * counted.total() else ""
