"""Carries what somebody wants changed over to what is listed by now. Pure.

A form shows a listing, time passes, and others change it meanwhile. Only what differs from what the form
showed is wanted; everything else stays as it is now, so that nobody's change is lost.
"""

import json
from typing import Any

from meetfinder.directory.proposal import Proposal, from_json, to_json

_WHOLE = frozenset({"place", "recurrence", "attributes", "formats", "languages", "exceptions"})
"""Taken as one, because half of one and half of another would say what nobody said."""


def rebase(base: Proposal, wanted: Proposal, live: Proposal) -> Proposal:
    """Return `live` with everything in which `wanted` differs from `base`.

    A meeting that was taken away meanwhile comes back only if something of it was to change.
    """
    if base == live:
        return wanted
    before, after, now = (json.loads(to_json(proposal)) for proposal in (base, wanted, live))
    merged = {
        "key": now["key"],
        "group": _merged(before["group"], after["group"], now["group"], ""),
        "meetings": _meetings(_by_key(before), _by_key(after), _by_key(now)),
    }
    return from_json(json.dumps(merged))


def agree(base: Proposal, wanted: Proposal, live: Proposal) -> bool:
    """Return whether `rebase` loses nothing: whoever came first, it leaves the same."""
    one, other = (json.loads(to_json(rebase(base, *two))) for two in ((wanted, live), (live, wanted)))
    return bool(one["group"] == other["group"] and _by_key(one) == _by_key(other))


def _by_key(proposal: dict[str, Any]) -> dict[str, Any]:
    return {item["key"]: item for item in proposal["meetings"]}


def _meetings(before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]) -> list[Any]:
    found = []
    for key, item in after.items():
        if key in before and key in now:
            found.append(_merged(before[key], item, now[key], ""))
        elif before.get(key) != item:
            found.append(item)
    return found + [item for key, item in now.items() if key not in before and key not in after]


def _merged(before: Any, after: Any, now: Any, name: str) -> Any:
    if after == before:
        return now
    if name in _WHOLE or not all(isinstance(part, dict) for part in (before, after, now)):
        return after
    return {key: _merged(before.get(key), item, now.get(key), key) for key, item in after.items()}
