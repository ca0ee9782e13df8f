"""Reads the guides: short texts whose sentences about health name their public source and the day."""

import tomllib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = "guides.toml"
ADVICE_FILE = "guidance.toml"
FIRST_VISIT = "first-visit"
"""The guide that is printed with a plan."""
_SAID = ("text", "text_es", "source", "source_title", "read_on")


@dataclass(frozen=True, slots=True)
class Origin:
    """A public page and the day on which it was read."""

    source: str
    source_title: str
    read_on: date
    checked_by_operator_on: date | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages. `origin` is None for our own suggestions and words about this site."""

    text: str
    text_es: str
    origin: Origin | None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading."""

    title: str
    title_es: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide. `reviewed_on` is the day on which the operator of this site says to have reviewed it."""

    slug: str
    title: str
    title_es: str
    links: tuple[str, ...]
    """Names of pages of ours that help next."""
    parts: tuple[Part, ...]
    reviewed_on: date | None

    @property
    def origins(self) -> tuple[Origin, ...]:
        """What its sentences rest on, each once, in order."""
        told = (sentence.origin for part in self.parts for sentence in part.sentences)
        return tuple(dict.fromkeys(origin for origin in told if origin))


@cache
def guides(seeds: Path, instance: Path) -> tuple[Guide, ...]:
    """Return every guide in the order of `seeds`, with the reviews that the operator recorded in `instance`.

    Read once a process. A sentence of the advice that the operator hid is left out.
    Raises KeyError for a sentence whose source is not listed.
    """
    told = tomllib.loads((seeds / FILE).read_text(encoding="utf-8"))
    known = advice(seeds, instance)
    reviews = _reviews(instance / "seeds" / FILE)
    return tuple(_guide(entry, told["sources"], known, reviews) for entry in told["guide"])


@cache
def advice(seeds: Path, instance: Path) -> Mapping[str, Sentence]:
    """Return the sentences of the help page by slug, as the files have them, the operator's before ours.

    Needs no database, so that a page can say them when that is broken; read once a process.
    """
    found = {entry["slug"]: entry for entry in _advice_of(seeds / ADVICE_FILE)}
    with suppress(OSError, ValueError):  # `flask init` names what is wrong with the operator's file.
        for entry in _advice_of(instance / "seeds" / ADVICE_FILE):
            if entry.get("remove"):
                found.pop(entry["slug"], None)
            elif entry["slug"] in found or all(name in entry for name in _SAID):
                found[entry["slug"]] = {**found.get(entry["slug"], {}), **entry}
    return {slug: Sentence(entry["text"], entry["text_es"], _checked(entry)) for slug, entry in found.items()}


def _advice_of(file: Path) -> Iterable[dict[str, Any]]:
    told: list[dict[str, Any]] = tomllib.loads(file.read_text(encoding="utf-8")).get("guidance", [])
    return (entry for entry in told if "slug" in entry)


def _checked(entry: dict[str, Any]) -> Origin:
    """Return where a sentence stands; a check counts only until the source is read anew."""
    checked = entry.get("checked_by_operator_on")
    if checked is not None and checked < entry["read_on"]:
        checked = None
    return Origin(entry["source"], entry["source_title"], entry["read_on"], checked)


def _reviews(file: Path) -> Mapping[str, date]:
    if not file.is_file():
        return {}
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("guide", [])
    return {entry["slug"]: entry["reviewed_on"] for entry in entries}


def _guide(
    entry: dict[str, Any],
    sources: dict[str, Any],
    known: Mapping[str, Sentence],
    reviews: Mapping[str, date],
) -> Guide:
    return Guide(
        slug=entry["slug"],
        title=entry["title"],
        title_es=entry["title_es"],
        links=tuple(entry["links"]),
        parts=tuple(
            Part(
                part["title"],
                part["title_es"],
                tuple(
                    _sentence(sentence, sources, known)
                    for sentence in part["sentences"]
                    if sentence.get("guidance") is None or sentence["guidance"] in known
                ),
            )
            for part in entry["part"]
        ),
        reviewed_on=reviews.get(entry["slug"]),
    )


def _sentence(entry: dict[str, Any], sources: dict[str, Any], known: Mapping[str, Sentence]) -> Sentence:
    if "guidance" in entry:
        return known[entry["guidance"]]
    if entry.get("own"):
        return Sentence(entry["text"], entry["text_es"], None)
    page = sources[entry["source"]]
    origin = Origin(page["url"], page["title"], page["read_on"])
    return Sentence(entry["text"], entry["text_es"], origin, entry.get("link", ""))
