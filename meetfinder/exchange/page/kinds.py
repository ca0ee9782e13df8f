"""Words that stand where a name would: kinds of groups, and headings of lists."""

import re

from meetfinder.exchange.meeting_guide.words import normal

_NO_PLACE = (
    r"(?!['\u2019]?s?\s+(?:office|club|hall|cent(?:er|re)|house|building|room|support alliance|"
    r"family groups))"
)
_KINDS = re.compile(
    rf"\b(?:(?P<initials>AA|A\.A\.|NA|N\.A\.|OA|ACA|CoDA|CODA|CMA|SLAA|DRA|DTR|DDA|DBSA|MARA|GROW|NAMI)|TOPS|"
    rf"(?i:al-?anon|alateen|nar-?anon|griefshare|divorcecare|celebrate recovery|smart recovery|"
    rf"recovery dharma|(?P<anonymous>[a-z]+ anonymous)))\b{_NO_PLACE}"
)
_QUALIFIED = re.compile(
    r"(?i)\b(?P<kind>[^\W\d_][\w'\u2019-]*)[ \t]+"
    r"(?:support[ \t]+groups?|(?<=diagnosis[ \t])peer[ \t]+groups?|(?:\w+[ \t]+)?program)\b"
)
_WORDS_OF_ANY_KIND = """
a all and another any closed community confidential free friendly hybrid local ongoing peer-led regular
self-help in-person men's men\u2019s monthly mutual new of on-line online open our peer person recovery
step that the their this virtual weekly women's women\u2019s your zoom
"""
"""What stands before "support group" in any fellowship."""
_ANY_KIND = frozenset(_WORDS_OF_ANY_KIND.split())
_WORDS_OF_LISTS = """
a afternoon afternoons all am and are at click current daily date dates day days detail detailed details
evening evenings events for group groups hours is list listing local meeting meetings morning mornings night
nights noon now of offered ongoing our pm recurring regular s schedule scheduled schedules specialized
standing the this time times today tomorrow tonight upcoming we week weekly when where
"""
"""A heading of nothing else stands over a list."""
_LIST_WORDS = frozenset(_WORDS_OF_LISTS.split())
_LIST_HEADING = re.compile(
    r"(?i)\W*(?:the following\b.*|(?:hi|hello|dear|hey|greetings|good (?:morning|evening))\b"
    r"(?: [\w.'\u2019]+){0,5} ?[,!:].*|"
    r".*\b(?:bookings|meeting list|meeting schedule|groups|meetings)\W*|(?:(?:peer|support) )+group|"
    r"noon\b.*|.*\(click\b.*|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december) 20\d\d\b.*)"
)


def says_initials(text: str, usual: str) -> bool:
    """Say whether a text names a fellowship (`normal` name) by its initials."""
    return any(_short_of(found) in _initials(usual) for found in _KINDS.finditer(text))


def names_kind(text: str, usual: str) -> bool:
    """Say whether a text names a kind of group other than the fellowship of its page (`normal` name)."""
    for found in _KINDS.finditer(text):
        if normal(found[0]) not in usual and _short_of(found) not in _initials(usual):
            return True
    return any(
        found["kind"].lower() not in _ANY_KIND and normal(found["kind"]) not in usual.split()
        for found in _QUALIFIED.finditer(text)
    )


def _short_of(found: re.Match[str]) -> str:
    return (found["initials"] or "-").replace(".", "").lower()


def _initials(name: str) -> set[str]:
    """Return the initials of a name with and without its small words."""
    words = name.split()
    return {"".join(word[0] for word in words), "".join(word[0] for word in words if len(word) > 3)}  # noqa: PLR2004


def is_list_heading(text: str) -> bool:
    """Say whether a text greets or heads a list, and so is nobody's name."""
    said = normal(text).split()
    return bool(said) and (_LIST_WORDS.issuperset(said) or _LIST_HEADING.fullmatch(text.strip()) is not None)
