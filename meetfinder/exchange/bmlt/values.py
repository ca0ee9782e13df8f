"""GetFieldValues: every value that a field has, with the ids of the meetings that have it."""

from collections import defaultdict
from collections.abc import Iterable

from meetfinder.exchange.bmlt.fields import COLUMNS
from meetfinder.exchange.bmlt.loose import Parameters, number_text
from meetfinder.exchange.bmlt.rows import Row

NOTHING = "NULL"
_TIMES = frozenset({"start_time", "duration_time"})


def answer(rows: Iterable[Row], key: str, parameters: Parameters) -> list[dict[str, str]]:
    """Return the values of the field `key` in the order of the first meeting that has each."""
    specific = parameters.text("specific_formats")
    wanted = specific.split(",") if specific and specific != "0" else []
    together = (parameters.text("all_formats") or "0") != "0"
    groups: dict[str, list[int]] = defaultdict(list)
    for row in sorted(rows, key=lambda item: item.id):
        value = _formats(row, wanted, together=together) if key == "formats" and wanted else _value(row, key)
        if value is not None:
            groups[value].append(row.id)
    return [
        {key: value or NOTHING, "ids": ",".join(map(str, ids))}
        for value, ids in groups.items()
        if value or key not in _TIMES
    ]


def _value(row: Row, key: str) -> str | None:
    """Return the text of a field; None for a field that a meeting does not have, which differs from empty."""
    if key == "formats":
        return ",".join(map(str, row.formats or ()))
    if key in {"latitude", "longitude"}:
        number = row.latitude if key == "latitude" else row.longitude
        return "" if number is None else number_text(number)
    if key in _TIMES and key == "duration_time" and row.duration is None:
        return ""
    text = row.values.get(key, "")
    return text.strip() if key in COLUMNS else text or None


def _formats(row: Row, wanted: list[str], *, together: bool) -> str | None:
    """Return those of the wanted formats that a meeting has, None where it does not have what is asked."""
    own = [str(number) for number in row.formats or ()]
    common = [number for number in own if number in wanted]
    if not common or (together and set(wanted) - set(common)):
        return None
    return ",".join(sorted(common, key=int))
