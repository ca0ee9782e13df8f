"""Loose values: how a BMLT server, which is written in PHP, reads addresses and compares and writes values.

Its clients rely on these rules (a list as `x=1,2` or `x[]=1&x[]=2`, `abc` as the number 0), so they are part
of the dialect. Nothing here raises for any text.
"""

import math
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

Value = str | list[str]
LARGEST = 2**63 - 1
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*", re.ASCII)
_INTEGER = re.compile(r"\s*([+-]?\d+)(?![\d.eE])", re.ASCII)
_LEADING = re.compile(r"\s*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)", re.ASCII)
_UNSEEN = (
    "\0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062"
    "\u2063\u2064\u2065\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0"
)
_EDGES = "".join(filter(str.isspace, map(chr, range(0x3001)))) + _UNSEEN
"""What stands before and after a value without being seen; the servers cut it off."""
_DIGITS = 14
"""Significant digits with which the servers write a number."""
_FEWEST, _MOST = -4, 14
MOST_PARAMETERS = 1000


class Parameters:
    """The parameters of a request. A value is trimmed, and an empty one counts as not given."""

    def __init__(self, query: str) -> None:
        self._values = _parse(query)

    def has(self, name: str) -> bool:
        """Return whether the name stands in the address, with a value or without."""
        return name in self._values

    def text(self, name: str) -> str | None:
        """Return the value, or None where there is none, it is empty, or it is a list."""
        value = self._values.get(name)
        return value if isinstance(value, str) and value else None

    def either(self, name: str) -> Value | None:
        """Return the value or the list of values; None where there is none or it is empty."""
        return self._values.get(name) or None

    def array(self, name: str) -> list[str] | None:
        """Return the values of `name[]=…` that are not empty, or the one value as a list, commas and all."""
        value = self.either(name)
        return [value] if isinstance(value, str) else value and [item for item in value if item]

    def integers(self, name: str) -> list[int]:
        """Return the whole numbers of `x=1,2` or `x[]=1&x[]=2`; what is no number counts as 0."""
        value = self.either(name)
        parts = value.split(",") if isinstance(value, str) else value or []
        return [integer(part) for part in parts]

    def is_one(self, name: str) -> bool:
        """Return whether a switch is on: its value is exactly 1, or a number that equals it."""
        return equals(self.text(name) or "", "1")


def is_numeric(text: str | None) -> bool:
    """Return whether the text is a decimal number, spaces around it and an exponent allowed."""
    return text is not None and _NUMBER.fullmatch(text) is not None


def integer(text: str) -> int:
    """Return the whole number at the start of the text, 0 where there is none; at most 64 bits."""
    whole = _INTEGER.match(text)
    if whole:
        return max(-LARGEST - 1, min(LARGEST, int(whole.group(1)[:30])))
    found = _LEADING.match(text)
    if not found:
        return 0
    number = float(found.group(1))
    return max(-LARGEST - 1, min(LARGEST, int(number))) if math.isfinite(number) else 0


def decimal(text: str | None) -> float | None:
    """Return the number, or None where the text is not numeric or too large to be one."""
    if text is None or not is_numeric(text):
        return None
    number = float(text)
    return number if abs(number) < float("inf") else None


def leading(text: str) -> float:
    """Return the number at the start of the text, 0 where there is none: how their database reads one."""
    found = _LEADING.match(text)
    return float(found.group(1)) if found else 0.0


def number_text(number: float) -> str:
    """Return the number with at most 14 significant digits, as in `0.14650446948974`, `0` or `1.0E-5`."""
    if number == 0:
        return "-0" if str(number).startswith("-") else "0"
    mantissa, exponent = f"{number:.{_DIGITS - 1}e}".split("e")
    power = int(exponent)
    if power < _FEWEST or power >= _MOST:
        mantissa = mantissa.rstrip("0")
        return f"{mantissa}{'0' if mantissa.endswith('.') else ''}E{power:+d}"
    text = f"{float(f'{mantissa}e{power}'):.{max(0, _DIGITS - 1 - power)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def equals(one: str, other: str) -> bool:
    """Compare as the servers do: two numbers by value, anything else letter by letter."""
    return compare(one, other) == 0


def compare(one: str, other: str) -> int:
    """Return -1, 0 or 1: two numbers by value, anything else by bytes."""
    first, second = decimal(one), decimal(other)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    left, right = one.encode("utf-8", "surrogatepass"), other.encode("utf-8", "surrogatepass")
    return (left > right) - (left < right)


def join(value: Value | None) -> str:
    """Return a value as one text, lists with commas."""
    return value if isinstance(value, str) else ",".join(value or ())


def _parse(query: str) -> Mapping[str, Value]:
    """Read a query string: the last of several wins, `name[]` and `name[key]` collect a list."""
    values: dict[str, str | dict[str | int, str]] = {}
    parts = query.split("&")[:MOST_PARAMETERS]
    pairs = parse_qsl("&".join(parts), keep_blank_values=True, errors="replace")
    for name, raw in pairs:
        value = raw.strip(_EDGES).replace("\0", "")
        base, bracket, rest = name.lstrip(" ").partition("[")
        if bracket and "]" in rest and base:
            collected = values.get(_plain(base))
            found = collected if isinstance(collected, dict) else {}
            found[rest.split("]")[0].strip() or len(found)] = value
            values[_plain(base)] = found
        else:
            values[_plain(name.lstrip(" "))] = value
    return {name: value if isinstance(value, str) else list(value.values()) for name, value in values.items()}


def _plain(name: str) -> str:
    return re.sub(r"[ .\[]", "_", name)
