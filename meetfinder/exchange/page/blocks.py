"""A page as a row of headings and entries, made from plain text; `markup` makes the same of HTML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from meetfinder.exchange.page import labels
from meetfinder.exchange.page.dated_lists import dated_entries
from meetfinder.exchange.page.days import find_days, only_days
from meetfinder.exchange.page.headings import is_heading, tells_mode_of_many
from meetfinder.exchange.page.hours import has_time
from meetfinder.exchange.page.paragraphs import (
    LONG_LINE,
    day_runs,
    in_lengths,
    introduces,
    items_of,
    titled,
    without_foot,
)
from meetfinder.exchange.page.tables import Entry
from meetfinder.exchange.page.text_tables import TextTables
from meetfinder.exchange.page.topics import heads_history

ABOVE_TEXT, TEXT_HEADING, BOLD_HEADING, DAY_HEADING = 6, 7, 8, 9
"""Levels of headings in a text; the first is that of what none of them ends."""
LONGEST_ENTRY = 1500
"""Characters; no entry that is about a few meetings is longer, and no pattern should have to search more."""
_LONGEST_INTRODUCTION = 5
"""Lines."""
_BULLET = re.compile(r"^\s*(?:[-*•▪◦‣·●○■–—]|\d{1,2}[.)]|\([a-z0-9]\))\s+(?=\S)")
_UNDERLINE = re.compile(r"^\s*([=\-~_*])\1{2,}\s*$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the entries that follow; a smaller level reaches further."""

    text: str
    level: int


Block = Heading | Entry


def words_of(block: Block) -> str:
    """Return all words of a block."""
    return block.text if isinstance(block, Heading) else block.words


def first_line(block: Block) -> str:
    """Return the first line of a block."""
    return words_of(block).partition("\n")[0]


def blocks_of_text(text: str) -> list[Block]:
    """Return the blocks of a plain text."""
    found: list[Block] = []
    tables = TextTables()
    for chunk in _chunks(text):
        rows = tables.parts(chunk)
        found += map(_day_or_entry, rows) if rows else _dated(chunk) or _chunk(chunk)
    return found


def _day_or_entry(part: str | Entry) -> Block:
    return Heading(part, DAY_HEADING) if isinstance(part, str) else part


def _dated(lines: list[str]) -> list[Block]:
    """Return the blocks of lines that list the dates of a month; empty where they do not."""
    entries, rest = dated_entries(lines)
    if not entries:
        return []
    before = rest[:1] if rest[:1] == lines[:1] else []
    return [*_chunk(before), *entries, *_chunk(rest[len(before) :])]


def blocks_of_paragraph(text: str) -> list[Block]:
    """Return the blocks of some lines that stand together."""
    said = labels.labelled(text)
    if said:
        return [labelled_entry(item) for item in said]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) == 1 and not only_days(lines[0]) and is_heading(lines[0]):
        return [Heading(lines[0].rstrip(":"), TEXT_HEADING)]
    return [block for section in _sections(lines) for block in section]


def _sections(lines: list[str]) -> Iterator[Iterator[Block]]:
    """Yield the blocks below each heading in capitals where a run of lines has several, else of all lines."""
    heads = [number for number, line in enumerate(lines) if _heads_lines(line)]
    if not heads and sum(map(len, lines)) > LONGEST_ENTRY:
        heads = [
            number
            for number, (line, other) in enumerate(pairwise(lines))
            if is_heading(line) and has_time(other)
        ]
    parts = [lines[first:last] for first, last in pairwise([*heads, len(lines)])]
    if len(parts) > 1 and all(any(map(has_time, part)) for part in parts):
        yield _entries(lines[: heads[0]])
        for head, *rest in parts:
            yield iter([Heading(head.strip(" *#:"), TEXT_HEADING)])
            yield _entries(rest)
        return
    complete = sum(has_time(line) and bool(find_days(line)) for line in lines)
    if (
        complete > 1
        and len(lines) > 1
        and not has_time(lines[0])
        and has_time(lines[1])
        and is_heading(lines[0])
    ):
        yield iter([Heading(lines[0].rstrip(":"), TEXT_HEADING)])
        lines = lines[1:]
    yield _entries(lines)


def _heads_lines(line: str) -> bool:
    """Say whether a line is a heading in capitals, or says before a colon how one takes part."""
    if line.endswith(":") and tells_mode_of_many(line):
        return True
    return line.isupper() and is_heading(line)


def labelled_entry(said: dict[str, str]) -> Entry:
    """Return the entry of what stands behind labels."""
    words = "\n".join(value for name, value in said.items() if name != "none")
    has_place = any(said.get(name) for name in ("where", "venue", "street", "town"))
    when = labels.when_of(said)
    return Entry(
        words=words,
        when=when or said.get("free", ""),
        where=labels.where_of(said) if has_place else None,
        name=said.get("name", "").split("\n")[0],
        town=said.get("town", ""),
        labelled=True,
    )


def _entries(lines: list[str]) -> Iterator[Block]:
    """Yield the entries of some lines: each line with a time begins one where several have times."""
    held: list[str] = []
    for part in day_runs(lines):
        if len(part) == 1 and only_days(part[0]):
            if held:
                yield Entry(words="\n".join(held))
                held = []
            yield Heading(part[0], DAY_HEADING)
        elif items := items_of(part):
            yield from (Entry(words="\n".join(item)) for item in items)
        elif len([line for line in part if has_time(line)]) > 1 and has_time(part[0]):
            timed, foot = without_foot(part)
            for number, line in enumerate(timed):
                if held and (has_time(line) or introduces(timed[number : number + _LONGEST_INTRODUCTION])):
                    yield Entry(words="\n".join(held))
                    held = []
                held.append(line)
            yield Entry(words="\n".join(held))
            held = []
            if foot:
                yield Entry(words="\n".join(foot))
        else:
            yield from (Entry(words="\n".join(lines)) for lines in _parts(part))


def _parts(lines: list[str]) -> Iterable[list[str]]:
    """Return the parts of lines of which few tell a time: by titles, or as much as is read at once."""
    if sum(map(len, lines)) <= LONGEST_ENTRY:
        return titled(lines) or [lines]
    if min(map(len, lines)) > LONG_LINE:
        return [[line] for line in lines]
    return in_lengths(lines, LONGEST_ENTRY)


def _chunks(text: str) -> Iterator[list[str]]:
    """Yield the lines between empty ones."""
    chunk: list[str] = []
    for line in text.split("\n"):
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _chunk(lines: list[str]) -> list[Block]:
    found: list[Block] = []
    run: list[str] = []
    item: list[str] = []

    def flush() -> None:
        if item:
            found.extend(blocks_of_paragraph("\n".join(item)))
        if run:
            found.extend(blocks_of_paragraph("\n".join(run)))
        item.clear()
        run.clear()

    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _UNDERLINE.match(line):
            continue
        if (
            line.lstrip().startswith("#")
            or heads_history(line)
            or _UNDERLINE.match(following)
            or (_heads_list(line, following) and not (item and line[:1].isspace()))
        ):
            flush()
            text = line.strip().strip("#:* ").strip()
            found.append(Heading(text, DAY_HEADING if only_days(text) else TEXT_HEADING))
        elif _BULLET.match(line):
            flush()
            item.append(_BULLET.sub("", line))
        elif item and (line[:1].isspace() or not has_time(line)):
            item.append(line)
        else:
            if item:
                flush()
            run.append(line)
    flush()
    return found


def _heads_list(line: str, following: str) -> bool:
    """Say whether a line is the heading of the bullets below it."""
    return bool(_BULLET.match(following)) and not _BULLET.match(line) and not has_time(line)


def joined(parts: Iterable[str]) -> str:
    """Return the parts that say something, a line each."""
    return "\n".join(part.strip() for part in parts if part.strip())
