"""A saved HTML page as a row of headings and entries."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString

from meetfinder.exchange.page import labels
from meetfinder.exchange.page.blocks import (
    BOLD_HEADING,
    DAY_HEADING,
    Block,
    Heading,
    blocks_of_paragraph,
    joined,
    labelled_entry,
)
from meetfinder.exchange.page.days import only_days
from meetfinder.exchange.page.hour_words import plain_hours
from meetfinder.exchange.page.hours import find_times, has_time
from meetfinder.exchange.page.tables import Entry, rows_to_entries
from meetfinder.exchange.page.tags import closed

_UNREAD = (
    "script",
    "style",
    "nav",
    "footer",
    "form",
    "noscript",
    "template",
    "svg",
    "iframe",
    "head",
    "aside",
    "button",
)
_HEADS = {f"h{level}": level for level in range(1, 7)} | {
    "summary": 6,
    "caption": 6,
    "legend": 6,
    "figcaption": 6,
}
_BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figure", "header", "html", "li", "main", "ol", "p", "pre", "section", "table", "tbody", "td", "th",
        "thead", "tr", "ul", *_HEADS,
    }
)  # fmt: skip
_BLOCK_NAMES = sorted(_BLOCKS)
_CARDS = frozenset(
    {"div", "article", "section", "li", "td", "dd", "details", "figure", "blockquote", "fieldset"}
)
_LONGEST_CARD, _LONGEST_HEAD = 500, 70
DEEPEST = 150


def is_markup(text: str) -> bool:
    """Say whether a text is HTML."""
    return bool(
        re.search(
            r"<(?:!doctype|html|body|table|div|p|ul|ol|dl|h[1-6]|li|article|section|span|br)\b[^>]*>",
            text,
            re.IGNORECASE,
        )
    )


def blocks_of_markup(text: str) -> tuple[str, list[Block]]:
    """Return the title of a page and its blocks."""
    soup = BeautifulSoup(closed(text), "html.parser")
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    for tag in soup(list(_UNREAD)):
        tag.decompose()
    return title, list(_walk(soup, 0))


def _walk(node: Tag, depth: int) -> Iterator[Block]:
    """Yield the blocks of what is inside a node, in order."""
    inline: list[str] = []
    for child in node.children:
        if isinstance(child, Tag) and _holds_blocks(child):
            yield from _paragraph(inline)
            inline = []
            yield from _block(child, depth)
        elif isinstance(child, Tag) or (
            isinstance(child, NavigableString) and not isinstance(child, Comment)
        ):
            inline.append(_inline(child))
    yield from _paragraph(inline)


def _holds_blocks(tag: Tag) -> bool:
    return tag.name in _BLOCKS or tag.find(_BLOCK_NAMES) is not None


def _block(tag: Tag, depth: int) -> Iterator[Block]:
    if depth > DEEPEST:
        return
    if tag.name in _HEADS:
        text = _line(tag)
        if text:
            yield Heading(text, _HEADS[tag.name])
    elif tag.name == "table":
        yield from _table(tag, depth)
    elif tag.name == "dl":
        yield from _definitions(tag)
    elif tag.name in _CARDS and _is_card(tag):
        yield from _card(tag)
    elif tag.find(_BLOCK_NAMES) is not None:
        yield from _walk(tag, depth + 1)
    elif _is_bold(tag):
        text = _line(tag)
        yield Heading(text.rstrip(":"), DAY_HEADING if only_days(text) else BOLD_HEADING)
    elif tag.name == "li":
        yield Entry(words=_lines(tag))
    else:
        yield from blocks_of_paragraph(_lines(tag))


def _is_card(tag: Tag) -> bool:
    """Say whether a container is about one meeting: short, with one time and at most one heading."""
    if (
        tag.find(["table", "dl"]) is not None
        or len(tag.find_all(list(_HEADS))) > 1
        or tag.find(_BLOCK_NAMES) is None
    ):
        return False
    text = _lines(tag)
    return len(text) <= _LONGEST_CARD and len(find_times(plain_hours(text), whole_day=False, half="")) == 1


def _card(tag: Tag) -> Iterator[Block]:
    head = tag.find(list(_HEADS))
    text = _lines(tag)
    if isinstance(head, Tag):
        title = _line(head)
        text = text.replace(title, "", 1).strip() if not (only_days(title) or has_time(title)) else text
        yield Heading(title, _HEADS[head.name])
    said = labels.labelled(text)
    if said:
        yield from (labelled_entry(item) for item in said)
    elif text:
        yield Entry(words=text)


def _is_bold(tag: Tag) -> bool:
    parts = [
        child for child in tag.children if not (isinstance(child, NavigableString) and not child.strip())
    ]
    text = tag.get_text(" ", strip=True)
    return (
        len(parts) == 1
        and isinstance(parts[0], Tag)
        and parts[0].name in {"strong", "b", "u"}
        and 0 < len(text) <= _LONGEST_HEAD
        and not has_time(text)
    )


def _definitions(tag: Tag) -> Iterator[Block]:
    pairs: list[tuple[str, str]] = []
    term = ""
    for item in tag.find_all(["dt", "dd"]):
        if item.name == "dt":
            term = _line(item)
        else:
            pairs.append((term, _lines(item)))
    if sum(bool(labels.role(name)) for name, _ in pairs) > 1:
        text = "\n".join(f"{name.rstrip(' :')}: {value}" if name else value for name, value in pairs)
        yield from (labelled_entry(item) for item in labels.labelled(text))
        return
    for name, value in pairs:
        yield Heading(name, DAY_HEADING if only_days(name) else BOLD_HEADING)
        yield from blocks_of_paragraph(value)


def _table(tag: Tag, depth: int) -> Iterator[Block]:
    if tag.find("table") is not None or all(
        len(row.find_all(["td", "th"])) <= 1 for row in tag.find_all("tr")
    ):
        yield from _walk_layout(tag, depth)
        return
    caption = tag.find("caption")
    if isinstance(caption, Tag):
        yield Heading(_line(caption), _HEADS["caption"])
    yield from rows_to_entries(_grid(tag))


def _walk_layout(tag: Tag, depth: int) -> Iterator[Block]:
    """Yield the blocks of a table that only arranges the page."""
    for cell in tag.find_all(["td", "th"], recursive=True):
        if cell.find_parent("table") is tag:
            yield from _block(cell, depth + 1) if _is_card(cell) else _walk(cell, depth + 1)


def _grid(tag: Tag) -> list[list[str]]:
    """Return the cells of a table; one that spans several columns stands in the first of them."""
    rows: list[list[str]] = []
    below: dict[tuple[int, int], str] = {}
    for number, row in enumerate(tag.find_all("tr")):
        cells: list[str] = []
        for cell in row.find_all(["td", "th"]):
            while (number, len(cells)) in below:
                cells.append(below[number, len(cells)])
            text = _lines(cell)
            for down in range(1, min(_span(cell, "rowspan"), 100)):
                below[number + down, len(cells)] = text
            cells += [text, *[""] * (min(_span(cell, "colspan"), 20) - 1)]
        while (number, len(cells)) in below:
            cells.append(below[number, len(cells)])
        rows.append(cells)
    return rows


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1"))
    return int(value) if value.isdecimal() and len(value) < 4 and value != "0" else 1  # noqa: PLR2004


def _paragraph(inline: list[str]) -> Iterator[Block]:
    text = _clean("".join(inline))
    if text:
        yield from blocks_of_paragraph(text)


def _line(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _lines(tag: Tag) -> str:
    """Return the text of a node, a line for each line that a reader sees."""
    return _clean("".join(_inline(child) for child in tag.children))


def _inline(node: object) -> str:
    if isinstance(node, Comment):
        return ""
    if isinstance(node, NavigableString):
        return re.sub(r"\s+", " ", str(node))
    if not isinstance(node, Tag):
        return ""
    if node.name == "br":
        return "\n"
    inner = "".join(_inline(child) for child in node.children)
    return f"\n{inner}\n" if node.name in _BLOCKS else inner


def _clean(text: str) -> str:
    return joined(" ".join(line.split()) for line in text.split("\n"))
