"""How an answer is written: the JSON of the servers to the byte, plain or as a call of a function."""

import json
import re
from typing import Any

_NAME = r"[^\W\d][\w$‌‍]*|\$[\w$‌‍]*"
_CALLBACK = re.compile(rf"(?:{_NAME})(?:\.(?:{_NAME})|\[\d+\])*")
LONGEST_CALLBACK = 200


class BadCallback(ValueError):
    """A callback that is not the name of a function."""


def to_json(value: Any) -> str:
    """Return JSON without spaces, everything but ASCII escaped, slashes as they are."""
    return json.dumps(_plain(value), ensure_ascii=True, separators=(",", ":"), check_circular=False)


def to_jsonp(value: Any, callback: str) -> str:
    """Return a call of the function with the JSON; raise BadCallback where that would run something else."""
    if len(callback) > LONGEST_CALLBACK or not _CALLBACK.fullmatch(callback):
        raise BadCallback(callback)
    return f"/**/{callback}({to_json(value)});"


def _plain(value: Any) -> Any:
    """Return the value with empty objects as empty lists, which is how PHP writes them."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return [] if value == {} else value
