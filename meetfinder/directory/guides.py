"""Reads the guides: short texts whose sentences about health name their public source and the day."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = "guides.toml"


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


@cache
def guides(seeds: Path, instance: Path) -> tuple[Guide, ...]:
    """Return every guide in the order of `seeds`, with the reviews that the operator recorded in `instance`.

    Read once a process. Raises KeyError for a sentence whose source is not listed.
    """
    told = tomllib.loads((seeds / FILE).read_text(encoding="utf-8"))
    known = tomllib.loads((seeds / "guidance.toml").read_text(encoding="utf-8"))["guidance"]
    advice = {entry["slug"]: entry for entry in known}
    reviews = _reviews(instance / "seeds" / FILE)
    return tuple(_guide(entry, told["sources"], advice, reviews) for entry in told["guide"])


def _reviews(file: Path) -> Mapping[str, date]:
    if not file.is_file():
        return {}
    entries = tomllib.loads(file.read_text(encoding="utf-8")).get("guide", [])
    return {entry["slug"]: entry["reviewed_on"] for entry in entries}


def _guide(
    entry: dict[str, Any], sources: dict[str, Any], advice: dict[str, Any], reviews: Mapping[str, date]
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
                tuple(_sentence(sentence, sources, advice) for sentence in part["sentences"]),
            )
            for part in entry["part"]
        ),
        reviewed_on=reviews.get(entry["slug"]),
    )


def _sentence(entry: dict[str, Any], sources: dict[str, Any], advice: dict[str, Any]) -> Sentence:
    if "guidance" in entry:
        said = advice[entry["guidance"]]
        origin = Origin(said["source"], said["source_title"], said["read_on"])
        return Sentence(said["text"], said["text_es"], origin)
    if entry.get("own"):
        return Sentence(entry["text"], entry["text_es"], None)
    page = sources[entry["source"]]
    origin = Origin(page["url"], page["title"], page["read_on"])
    return Sentence(entry["text"], entry["text_es"], origin, entry.get("link", ""))
