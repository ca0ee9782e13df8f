"""Reads a hand-made page: text or saved HTML in, drafts out, each beside the words it was read from. Pure.

By rules alone. What the words do not tell clearly stays blank for the person who completes the draft; names,
numbers and mail addresses of people are left out.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from meetfinder.exchange.meeting_guide.words import paragraphs
from meetfinder.exchange.page.blocks import LONGEST_ENTRY, Block, Heading, blocks_of_text, words_of
from meetfinder.exchange.page.day_words import spelt_days
from meetfinder.exchange.page.draft import Draft, Towns
from meetfinder.exchange.page.drafting import draft_of, with_zone
from meetfinder.exchange.page.fellowships import Fellowships
from meetfinder.exchange.page.group_names import headings_of_several
from meetfinder.exchange.page.markup import blocks_of_markup, is_markup
from meetfinder.exchange.page.walk import slots_of

LONGEST = 1_000_000
"""Characters of a page that are read; what comes after them is not."""
MOST_BLOCKS = 1500
_LONGEST_HEADING = 200
_HYPHENS = str.maketrans("\u2010\u2011\u2212", "---")
"""Signs that look like a hyphen, as word processors set them between days and times."""
_TWO_HYPHENS = re.compile(r"(?<=[\dmM.]) ?--+ ?(?=\d)")
"""Stands between two times for a dash."""
_BROKEN_LINE = re.compile(
    r"(?m)(?<=[^\t\n|]{50})(?:(?<![!?:|])(?<![^m]\.)[ ]{0,3}\r?\n(?=[a-z]{2,}[ ,.])|"
    r"(?:(?<=,)|(?<=\b(?:at|in|on|of|to))|(?<=\b(?:the|and)))[ ]{0,3}\r?\n(?=\w))"
)
"""Where a long line goes on in the next one."""


def read(
    text: str, *, towns: Towns, fellowships: Mapping[str, str], default_country: str, fellowship: str = ""
) -> tuple[Draft, ...]:
    """Return a draft for each day and time that a page tells.

    `fellowships` are the names by slug that may be found in it; `fellowship` (slug) is that of a page that
    names none. `default_country` (alpha-2) is where its addresses are, unless they say otherwise.
    """
    text = spelt_days(_TWO_HYPHENS.sub(" - ", text[:LONGEST].translate(_HYPHENS)))
    if is_markup(text):
        title, blocks = blocks_of_markup(text)
    else:
        title, blocks = "", blocks_of_text(_plain(text))
    blocks = [_cut(block) for block in blocks[:MOST_BLOCKS]]
    whole = "\n".join([title, *map(words_of, blocks)])
    slots = slots_of(blocks, towns, default_country)
    entries = {slot.entry.words for slot in slots}
    beside = "\n".join([title, *(words for words in map(words_of, blocks) if words not in entries)])
    whose = Fellowships(fellowships, whole, beside, fellowship)
    lists = headings_of_several(slots)
    found = (draft_of(slot, whose, towns, default_country, lists=lists) for slot in slots)
    return tuple(with_zone(draft, whole) for draft in found)


def _cut(block: Block) -> Block:
    """Return a block no longer than one is read."""
    if isinstance(block, Heading):
        return replace(block, text=block.text[:_LONGEST_HEADING])
    when, where = (None if text is None else text[:LONGEST_ENTRY] for text in (block.when, block.where))
    return replace(block, words=block.words[:LONGEST_ENTRY], when=when, where=where)


def _plain(text: str) -> str:
    """Return the text without odd characters and broken lines, but with the wide spaces of columns."""
    text = _BROKEN_LINE.sub(" ", text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").split("\n")
    return "\n".join(
        line[:LONGEST_ENTRY] if "\t" in line or "   " in line else paragraphs(line) or line.strip()
        for line in lines
    )
