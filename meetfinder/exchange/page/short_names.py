"""Other names of fellowships in pages: initials, short ones, and those of other languages."""

import re
from collections.abc import Iterable, Sequence

_UNMISTAKABLE = {
    "DRA": "Dual Recovery Anonymous",
    "DTR": "Double Trouble in Recovery",
    "DBSA": "Depression and Bipolar Support Alliance",
    "MARA": "Medication-Assisted Recovery Anonymous",
    "NAMI Connection": "NAMI Connection Recovery Support Group",
    "NAMI Connections": "NAMI Connection Recovery Support Group",
    "Connection Recovery Support Group": "NAMI Connection Recovery Support Group",
    "NAMI Family Support": "NAMI Family Support Group",
    "Al-Anon": "Al-Anon Family Groups",
    "Nar-Anon": "Nar-Anon Family Groups",
}
"""Short names that mean nothing else where groups meet, wherever they stand."""
_BESIDE_GROUPS = {
    "AA": "Alcoholics Anonymous",
    "A.A.": "Alcoholics Anonymous",
    "NA": "Narcotics Anonymous",
    "N.A.": "Narcotics Anonymous",
    "DDA": "Dual Diagnosis Anonymous",
    "DDA UK": "Dual Diagnosis Anonymous UK",
    "ACA": "Adult Children of Alcoholics & Dysfunctional Families",
    "CMA": "Crystal Meth Anonymous",
    "CoDA": "Co-Dependents Anonymous",
    "OA": "Overeaters Anonymous",
    "SLAA": "Sex and Love Addicts Anonymous",
    "GROW": "GROW",
}
"""Short names that may mean something else; others stand for states, days or several fellowships."""
_ALSO_CALLED = {
    "Alcoholics Anonymous": (
        "Alcohólicos Anónimos",
        "Alcooliques Anonymes",
        "Anonyme Alkoholiker",
        "Anonymen Alkoholiker",
        "Anonymer Alkoholiker",
    ),
    "Narcotics Anonymous": ("Narcóticos Anónimos", "Narcotiques Anonymes"),
    "Al-Anon Family Groups": ("Al-Anon", "Al Anon", "Alanon"),
    "LifeRing Secular Recovery": ("LifeRing",),
    "Co-Dependents Anonymous": ("Codependents Anonymous", "Codependientes Anónimos"),
    "Adult Children of Alcoholics & Dysfunctional Families": ("Adult Children of Alcoholics",),
    "Overeaters Anonymous": ("Comedores Compulsivos Anónimos", "Outremangeurs Anonymes"),
}
"""Other whole names of fellowships, as pages of other languages or shorter ones have them."""
_FULL_NAMES = _UNMISTAKABLE | _BESIDE_GROUPS


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


_AT_START = re.compile(
    rf"[\s*\u2022-]*(?P<short>{_any_of(_FULL_NAMES)})"
    r"(?:\s*(?:\n|:|[-\u2013\u2014|]\s|$)|\s+(?:meetings?|groups?)\b)"
)
_SAID = re.compile(
    rf"(?<![\w.@/-])(?:(?P<sure>{_any_of(_UNMISTAKABLE)})(?![\w.@-]*@)(?!\w)|"
    r"(?:(?<=open )|(?<=closed )|(?<=peaker )|(?<=discussion )|(?<=oup of ))"
    rf"(?P<open>{_any_of(_BESIDE_GROUPS)})(?!\w)|"
    rf"(?P<beside>{_any_of(_BESIDE_GROUPS)})"
    r"(?=(?:[ \t]+[\w'\u2019-]+){0,4}?[ \t]+(?i:meetings?|groups?|fellowships?|chapters?|meets?)\b))"
)
_SHORT_NAME = re.compile(rf"(?<![\w-])(?:{_any_of(_FULL_NAMES)})(?![\w-])")
_DENIED = re.compile(
    r"(?i)(?:\b(?:not|non|nor|unlike|other)|n['\u2019]t|\b(?:room|suite|lot))\b\W+(?:an?\W+|the\W+)?$"
)
"""Stands before what a group is not, or before a number of a room."""
_OF_NAMI = re.compile(r"(?<!NAMI )\b(?=(?:Connections?(?: \w+){0,2}|Family) Support Groups?\b)")
_FOR_FAMILIES = re.compile(
    r"(?i)\bsupport groups?(?= (?:just |only )?for (?:the )?(?:famil|relatives|loved ones))"
)
_LOOK_BACK = 20
_TOP = 300
"""Characters of a page in which it says whose it is."""


def full_name(text: str) -> str:
    """Return the whole name that a short one at the start of a text stands for, or an empty text."""
    found = _AT_START.match(text)
    return _FULL_NAMES[found["short"]] if found else ""


def named_by_initials(text: str) -> set[str]:
    """Return the whole names of the fellowships that a text says by their short ones."""
    return {
        _FULL_NAMES[found["sure"] or found["open"] or found["beside"]]
        for found in _SAID.finditer(text)
        if not _DENIED.search(text[: found.start()][-_LOOK_BACK:])
    }


def also_called(name: str) -> Sequence[str]:
    """Return the other whole names that a fellowship has in pages."""
    return _ALSO_CALLED.get(name, ())


def without_short_names(text: str) -> str:
    """Return a text without the short names of fellowships."""
    return _SHORT_NAME.sub(" ", text)


def is_of_nami(page: str) -> bool:
    """Say whether a page is one of NAMI, which calls its groups by the second half of their names."""
    return re.search(r"\bNAMI\b|National Alliance on Mental Illness", page[:_TOP]) is not None


def with_nami(text: str) -> str:
    """Return a text of NAMI with the whole names of its groups."""
    return _FOR_FAMILIES.sub("NAMI Family Support Group", _OF_NAMI.sub("NAMI ", text))
