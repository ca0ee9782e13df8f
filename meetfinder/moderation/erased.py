"""Words that were redacted stay out of what comes in later for the same list or group.

Only a keyed digest of their letters is kept, so the tables do not say which words they were. Words are
compared whole, whatever their case and whatever stands between them: `555-0123` is `(555) 0123`.
"""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from meetfinder import keys
from meetfinder.db import db
from meetfinder.directory.models import Group, Source
from meetfinder.directory.proposal import Proposal, from_json, to_json
from meetfinder.moderation.models import Decision, Erased

WORDS = frozenset(
    {
        "name", "notes", "website", "street", "city", "region", "postal_code", "formatted_address",
        "join_url", "join_phone", "join_notes", "note", "value", "source_url",
    }
)  # fmt: skip
"""Fields of a proposal in which people's words stand, and everything below `extra`."""
ADDRESSES = frozenset({"website", "join_url", "source_url"})
"""Blanked whole: a web address with a hole leads astray."""
ERASED = "erased"
"""The code of lint for words that were left out."""
Blank = Callable[[str, str], str]
"""Takes the name of a field and what stands in it, and returns what may stay."""
_KEY_DIGITS = 16
_WORD = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_\u0e00-\u0e7f\u3040-\u9fff]+"
)
"""A run of letters and digits; in scripts without spaces each sign."""
_GAPS = re.compile(r"[ \t]{2,}")


@dataclass(frozen=True, slots=True)
class Erasure:
    """The digests of words that must not come back, by the number of their letters."""

    by_letters: dict[int, frozenset[str]]

    def clean(self, proposal: Proposal) -> tuple[Proposal, tuple[str, ...]]:
        """Return the proposal without the words, and the names of the fields in which they stood."""
        if not self.by_letters:
            return proposal, ()
        fields: set[str] = set()

        def blank(field: str, text: str) -> str:
            left = self.key(text) if field == "key" else self.without(field, text)
            if left != text:
                fields.add(field)
            return left

        cleaned = blanked(json.loads(to_json(proposal)), blank)
        return (from_json(json.dumps(cleaned)), tuple(sorted(fields))) if fields else (proposal, ())

    def without(self, field: str, text: str) -> str:
        """Return what may stand in a field: the text without the words, nothing of a web address."""
        spans = list(self._found(text))
        if not spans:
            return text
        if field in ADDRESSES:
            return ""
        for start, end in reversed(spans):
            text = text[:start] + text[end:]
        return _GAPS.sub(" ", text).strip()

    def key(self, key: str) -> str:
        """Return the key of a row, in place of one that says the words a stable one that does not."""
        row, mark, slot = key.partition("#")
        if not any(True for _ in self._found(row)):
            return key
        return f"erased-{_digest(row)[:_KEY_DIGITS]}{mark}{slot}"

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the words stand, from left to right, none within another."""
        words = [(found.start(), found.end(), _letters(found[0])) for found in _WORD.finditer(text)]
        longest, after = max(self.by_letters), 0
        for at, (start, _, _) in enumerate(words):
            letters = ""
            for _, end, word in words[at:]:
                letters += word
                if len(letters) > longest or start < after:
                    break
                if len(letters) in self.by_letters and _digest(letters) in self.by_letters[len(letters)]:
                    yield start, end
                    after = end
                    break


def remember(
    values: Iterable[str], decision: Decision, *, groups: Iterable[Group], sources: set[int]
) -> None:
    """Keep the words of `values` out of these lists, and of these groups and the lists they came from."""
    held = list(groups)
    lists = sources | {group.source_id for group in held if group.source_id is not None}
    for letters in sorted({_joined(value) for value in values} - {""}):
        mark = {"decision_id": decision.id, "letters": len(letters), "digest": _digest(letters)}
        db.session.add_all(Erased(source_id=number, **mark) for number in sorted(lists))
        db.session.add_all(Erased(group_id=group.id, **mark) for group in held)
    db.session.flush()


def erasure_of(*, source: Source | None = None, group: Group | None = None) -> Erasure:
    """Return what must not come in for a list, or for a group by whatever way."""
    found: dict[int, set[str]] = {}
    wanted = []
    if source is not None and source.id is not None:
        wanted.append(Erased.source_id == source.id)
    if group is not None:
        wanted.append(Erased.group_id == group.id)
    for condition in wanted:
        for letters, digest in db.session.execute(select(Erased.letters, Erased.digest).where(condition)):
            found.setdefault(letters, set()).add(digest)
    return Erasure({letters: frozenset(digests) for letters, digests in found.items()})


def erasure_from(values: Iterable[str]) -> Erasure:
    """Return an erasure of these words alone, for what is held already."""
    found: dict[int, set[str]] = {}
    for letters in {_joined(value) for value in values} - {""}:
        found.setdefault(len(letters), set()).add(_digest(letters))
    return Erasure({letters: frozenset(digests) for letters, digests in found.items()})


def blanked(value: Any, blank: Blank, field: str = "", *, inside: bool = False) -> Any:
    """Return plain JSON of a proposal with `blank` applied to every field of words, and to keys as `key`.

    With `inside` every text is one of words, and none a key.
    """
    if isinstance(value, dict):
        below = inside or field == "extra"
        is_statement = "said_by" in value  # Its key is a word of the catalogue.
        return {
            name: item
            if name == "key" and is_statement
            else blanked(item, blank, "" if below and name == "key" else name, inside=below)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [blanked(item, blank, field, inside=inside) for item in value]
    if isinstance(value, str) and (field in WORDS or inside or field == "key"):
        return blank(field, value)
    return value


def _joined(value: str) -> str:
    return "".join(_letters(word) for word in _WORD.findall(value))


def _letters(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()


def _digest(letters: str) -> str:
    return _keyed(letters, keys.key_for("erased words"))


@lru_cache(maxsize=65536)
def _keyed(letters: str, key: bytes) -> str:
    return hmac.new(key, letters.encode(), hashlib.sha256).hexdigest()
