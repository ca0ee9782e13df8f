"""Finds the sentences of the seeds that have one language only, for the catalogs (Babel's extraction)."""

import tomllib
from collections.abc import Iterator
from typing import IO, Any

Found = tuple[int, None, str, list[str]]
POSITIONS = ("position_psychiatric", "position_moud")


def extract(
    fileobj: IO[bytes],
    _keywords: object,
    _comments: object,
    options: object,  # noqa: ARG001  Babel passes it by this name.
) -> Iterator[Found]:
    """Give what people read of a file of fellowships or helplines; names of bodies stay as they are."""
    seeds = tomllib.load(fileobj)
    for entry in seeds.get("fellowship", []):
        yield from (_message(entry[name]["text"]) for name in POSITIONS if name in entry)
    for line in seeds.get("helpline", []):
        yield from map(_message, _of_helpline(line))


def _of_helpline(line: dict[str, Any]) -> Iterator[str]:
    if line["for"] == "emergency":
        yield line["name"]
    if "hours" in line:
        yield line["hours"]
    word, to, _number = line.get("sms", "").rpartition(" to ")
    if to and " " in word:
        yield word


def _message(text: str) -> Found:
    return 1, None, text, []
