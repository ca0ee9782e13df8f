"""What the formats of a BMLT server mean here: `seeds/formats.toml` says which keys stand for which format.

A key (`O`, `St`) can mean something else on another server; the world id (`OPEN`, `STEP`) is shared by all.
So the key counts only where the world id does not contradict it, and the world id where the key is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from meetfinder.directory.models import SaidBy
from meetfinder.directory.proposal import AttributeFacts
from meetfinder.exchange.bmlt.formats import FormatLabel

CLOSED_FOR_NOW = "closed-for-now"
ONLINE, HYBRID = "online", "hybrid"
_STATED = {
    "open": ("access", "open"),
    "closed": ("access", "closed"),
    "child-friendly": ("children", "welcome"),
    "no-children": ("children", "no"),
    "american-sign-language": ("sign_language", "yes"),
    "surveillance-cameras": ("cctv", "yes"),
    "id-required": ("id_required", "yes"),
}
"""Formats that are statements of the attribute catalogue word for word."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A format of ours."""

    slug: str
    world_id: str
    language: str
    youth: bool


@dataclass(frozen=True, slots=True)
class Decoded:
    """What the formats of a meeting say."""

    slugs: tuple[str, ...]
    languages: tuple[str, ...]
    youth: bool
    signals: frozenset[str]
    """ONLINE, HYBRID and CLOSED_FOR_NOW."""

    @property
    def attributes(self) -> tuple[AttributeFacts, ...]:
        """The statements among them."""
        pairs = sorted(_STATED[slug] for slug in self.slugs if slug in _STATED)
        keys = [key for key, _ in pairs]
        return tuple(
            AttributeFacts(key=key, value=value, said_by=SaidBy.SOURCE)
            for key, value in pairs
            if keys.count(key) == 1  # Both open and closed is a contradiction and states nothing.
        )


class CodeMap:
    """The meanings of a server's formats; `seed` is the parsed `seeds/formats.toml`."""

    def __init__(self, seed: Mapping[str, Any]) -> None:
        self._by_key: dict[str, Meaning] = {}
        self._by_world: dict[str, Meaning] = {}
        for item in seed["format"]:
            world = item.get("bmlt_world", "")
            meaning = Meaning(item["slug"], world, item.get("language", ""), item.get("youth", False))
            self._by_key.update(dict.fromkeys(item.get("bmlt", ()), meaning))
            if world:
                self._by_world[world] = meaning
        self._signals: dict[tuple[str, str], str] = {
            (item["system"], item["code"]): item["meaning"] for item in seed["signal"]
        }

    def slug(self, label: FormatLabel) -> str:
        """Return our format for one of a server, or an empty text."""
        meaning = self._meaning(label)
        return meaning.slug if meaning else ""

    def signal(self, label: FormatLabel) -> str:
        """Return what a format says of attendance and closure, or an empty text."""
        found = self._signals.get(("bmlt-world", label.world_id)) if label.world_id else None
        return found or self._signals.get(("bmlt", label.key), "")

    def decode(self, labels: Iterable[FormatLabel]) -> Decoded:
        """Say what these formats of a meeting mean together."""
        labels = list(labels)
        signals = {label.id: self.signal(label) for label in labels}
        meanings = {self._meaning(label) for label in labels if not signals[label.id]} - {None}
        found = [meaning for meaning in meanings if meaning]
        return Decoded(
            tuple(sorted({meaning.slug for meaning in found})),
            tuple(sorted({meaning.language for meaning in found if meaning.language})),
            any(meaning.youth for meaning in found),
            frozenset(signals.values()) - {""},
        )

    def _meaning(self, label: FormatLabel) -> Meaning | None:
        by_key, by_world = self._by_key.get(label.key), self._by_world.get(label.world_id)
        if by_key and (not label.world_id or by_key.world_id in {label.world_id, ""}):
            return by_key
        return by_world
