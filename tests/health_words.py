"""Words of health, and the sentences that hold one and have been read: they make no claim."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

REVIEWED = Path(__file__).parent / "guards" / "no_health_claims.txt"
HEALTH = {
    "en": re.compile(
        r"overdos|withdrawal|seizure|toleran|naloxon|suicid|medic|relaps|detox|treatment|drug|alcohol|"
        r"methadon|buprenorph|danger|emergenc|crisis|poison|doctor|physician|hospital|clinic|diagnos|therap|"
        r"symptom|psych|bipolar|anxi|depress|trauma|illness|sober|craving|dose\b|self-harm",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"sobredosis|abstinencia|convulsi|toleranci|naloxon|suicid|medica|medicin|recaíd|desintoxic|"
        r"tratamient|droga|alcohol|metadona|buprenorf|peligr|emergenc|crisis|intoxica|médic|hospital|"
        r"urgencias|clínic|diagn[oó]s|terap|síntoma|psiqu|psic|bipolar|ansiedad|depresi|trauma|enfermedad|"
        r"sobri|autolesi",
        re.IGNORECASE,
    ),
}
PHONE = re.compile(r"(?<![\d.])\+?\d[\d ()/.-]*\d(?!\d)")
LONG = 4
"""A label of fewer words than this allows no sentence to hold it: it has to stand alone."""


@cache
def reviewed() -> frozenset[str]:
    """Return the sentences, in English, that hold a word of health and claim nothing about it."""
    lines = REVIEWED.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def one_line(text: str) -> str:
    """Return a text with single spaces."""
    return " ".join(text.split())


def pieces(message: str) -> Iterator[str]:
    """Yield what stays the same of a sentence wherever it stands; `*` is what is put into a short label."""
    for part in re.split(r"<[^>]*>", message):
        for piece in (*re.split(r"%\(\w+\)\w", part), re.sub(r"%\(\w+\)\w", "*", part)):
            if text := one_line(piece).strip(" .:,;()"):
                yield text.casefold()


def claims(text: str, language: str, allowed: frozenset[str], names: frozenset[str]) -> str:
    """Return what is left of a text with words of health, after all that is `allowed`; empty: nothing of it.

    Long sentences and `names` are taken out wherever they stand; short labels only where they stand alone.
    """
    health = HEALTH[language]
    if not health.search(text):
        return ""
    left = one_line(text).casefold()
    for known in _longest_first(allowed):
        left = left.replace(known, "")
    for name in names:
        left = left.replace(name, "")
    segments = (segment.strip() for segment in re.split(r"[.,;:()·“”«»]", left))
    labels = [known for known in allowed if "*" in known]
    return ". ".join(
        segment
        for segment in segments
        if health.search(segment)
        and segment not in allowed
        and not any(fnmatchcase(segment, label) for label in labels)
    )


@cache
def _longest_first(allowed: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted((one for one in allowed if len(one.split()) >= LONG), key=len, reverse=True))
