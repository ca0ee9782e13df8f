"""What the codes in a row's `types` mean: the same letters mean different things in different programs.

The rules and their order stand at the head of `seeds/formats.toml`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ONLINE, CLOSED_FOR_NOW = "online", "closed-for-now"
_SYSTEM = "meeting-guide"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A format by our slug, with what follows from it."""

    slug: str
    language: str = ""
    """BCP 47 tag or empty."""
    youth: bool = False


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a row's codes say."""

    formats: tuple[str, ...]
    languages: tuple[str, ...]
    signals: frozenset[str]
    """ONLINE and CLOSED_FOR_NOW."""
    youth: bool
    unknown: tuple[str, ...]
    """Codes that nobody has explained to us, as they were written."""


@dataclass(frozen=True, slots=True)
class CodeMap:
    """The meanings of all codes; make it with `from_seed`."""

    signals: Mapping[str, str]
    by_program: Mapping[tuple[str, str], Meaning]
    """Keys are the program and the code."""
    any_program: Mapping[str, Meaning]
    general: Mapping[str, Meaning]

    @classmethod
    def from_seed(cls, seed: Mapping[str, Any]) -> "CodeMap":
        """Build the map from the parsed `seeds/formats.toml`."""
        signals = {item["code"]: item["meaning"] for item in seed["signal"] if item["system"] == _SYSTEM}
        by_program, any_program, general = {}, {}, {}
        for item in seed["format"]:
            meaning = Meaning(item["slug"], item.get("language", ""), item.get("youth", False))
            for program, code in item.get("programs", {}).items():
                by_program[program, code] = meaning
            any_program.update(dict.fromkeys(item.get("any_program", ()), meaning))
            if "meeting_guide" in item:
                general[item["meeting_guide"]] = meaning
        return cls(signals, by_program, any_program, general)

    def decode(self, codes: Iterable[str], *, program: str) -> Decoded:
        """Say what `codes` mean in a list of `program` (empty: not known)."""
        meanings: set[Meaning] = set()
        signals: set[str] = set()
        unknown: list[str] = []
        for code in dict.fromkeys(codes):
            signal = self._first(self.signals, code)
            meaning = None if signal else self._meaning(code, program)
            if signal:
                signals.add(signal)
            elif meaning:
                meanings.add(meaning)
            else:
                unknown.append(code)
        return Decoded(
            formats=tuple(sorted({meaning.slug for meaning in meanings})),
            languages=tuple(sorted({meaning.language for meaning in meanings if meaning.language})),
            signals=frozenset(signals),
            youth=any(meaning.youth for meaning in meanings),
            unknown=tuple(unknown),
        )

    def _meaning(self, code: str, program: str) -> Meaning | None:
        """Look a code up as it is written and then in capitals, because some lists write `onl` or `o`."""
        for spelling in dict.fromkeys((code, code.upper())):
            found = self.by_program.get((program, spelling))
            found = found or self.any_program.get(spelling) or self.general.get(spelling)
            if found:
                return found
        return None

    @staticmethod
    def _first(table: Mapping[str, str], code: str) -> str:
        return table.get(code) or table.get(code.upper(), "")
