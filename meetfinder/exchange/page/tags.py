"""Closes what a hand-made page leaves open, as browsers do, and keeps its nesting shallow."""

import re

DEEPEST = 120
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<rest>[^<>]*)>")
_UNSEEN = re.compile(r"(?is)<!--.*?-->|<(script|style|svg|noscript|template|iframe)\b.*?</\1\s*>")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_CLOSES = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "tr": ({"tr", "td", "th"}, {"table"}),
    "tbody": ({"tr", "td", "th", "thead", "tbody"}, {"table"}),
    "option": ({"option"}, {"select"}),
}
"""What an opening tag ends, and what it does not reach beyond."""
_ENDS_PARAGRAPH = frozenset(
    {
        "address", "article", "blockquote", "div", "dl", "form", "h1", "h2", "h3", "h4", "h5", "h6", "hr",
        "ol", "p", "pre", "section", "table", "ul",
    }
)  # fmt: skip
_BEYOND_PARAGRAPH = frozenset({"div", "td", "th", "li", "table", "section", "article", "body", "dd"})


def closed(text: str) -> str:
    """Return the page with every tag closed where a browser would close it."""
    text = _UNSEEN.sub(" ", text)
    parts: list[str] = []
    open_tags: list[str] = []
    last = 0
    for tag in _TAG.finditer(text):
        parts.append(text[last : tag.start()])
        last = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            if name in open_tags:
                _close(open_tags, len(open_tags) - 1 - open_tags[::-1].index(name), parts)
            continue
        _make_room(open_tags, name, parts)
        if name not in _VOID and not tag["rest"].endswith("/"):
            if len(open_tags) >= DEEPEST:
                continue
            open_tags.append(name)
        parts.append(tag[0])
    parts.append(text[last:])
    _close(open_tags, 0, parts)
    return "".join(parts)


def _make_room(open_tags: list[str], name: str, parts: list[str]) -> None:
    """Close what the opening of a tag ends."""
    ended, bounds = _CLOSES.get(name, (set(), set()))
    if name in _ENDS_PARAGRAPH:
        ended, bounds = {"p"}, set(_BEYOND_PARAGRAPH)
    deepest = None
    for position in range(len(open_tags) - 1, -1, -1):
        if open_tags[position] in ended:
            deepest = position
        elif open_tags[position] in bounds:
            break
    if deepest is not None:
        _close(open_tags, deepest, parts)


def _close(open_tags: list[str], position: int, parts: list[str]) -> None:
    parts += [f"</{name}>" for name in reversed(open_tags[position:])]
    del open_tags[position:]
