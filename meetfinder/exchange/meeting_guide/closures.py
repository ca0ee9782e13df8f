"""Whether a row says in words that its meeting is not held for now, or no more.

"Closed" alone means that only members may come, and a closed building or a dropped video call is not a closed
meeting; so only whole sentences about the meeting count, and in names only words that mean nothing else.
"""

import re

_SEASON = r"(?:the )?(?:summer|winter|spring|fall|autumn|season|school year)"
_CAUSE = r"(?:due to|because of|owing to)"
_CLOSED_NAME = re.compile(
    r"\bcancel+ed\b|(?<!location )\btemporarily closed\b|\bclosed (?:temporarily|permanently|indefinitely)\b|"
    r"\bpermanently closed\b|\bclosed until\b|\bsuspended\b|\bon hiatus\b|\bno longer (?:meets|meeting)\b|"
    rf"\bdiscontinued\b|\bdisbanded\b|\bclosed for (?:now|good|{_SEASON})\b|\bclosed {_CAUSE}\b|"
    r"\b(?:currently |temporarily )?not (?:currently )?meeting"
    r"(?=\s*(?:$|[)\],;:/\u2013-]|at this time|for now|until))",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:(?:please )?(?:note|notice|update|attention)\s*[:,]?\s*(?:that )?)?"
    r"(?:(?:this|our(?: \w+)?|the)(?: \w+)? (?:meeting|group)|(?:meeting|group)|it)?\s*"
    r"(?:is|are|was|has been|have been|has|will be)?\s*"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_FOR_NOW = (
    r"(?:temporarily|permanently|indefinitely|for now|for good|for the time being|at this time|"
    r"at present|currently|"
    rf"until further notice|until {_MONTH}(?: \d{{1,2}}(?:st|nd|rd|th)?)?(?:,? \d{{4}})?|until \w+ \d{{4}}|"
    rf"for {_SEASON}|{_CAUSE} (?!.*\b(?:weather|snow|rain|holidays?)\b).+)"
)
_SENTENCE = re.compile(
    rf"{_SUBJECT}(?:"
    r"(?:temp\.?|temporarily|currently|now|permanently) (?:cancel+ed|closed|suspended|inactive)|"
    rf"(?:cancel+ed|closed|suspended|inactive)(?: {_FOR_NOW})+|"
    r"cancel+ed|suspended|discontinued|disbanded|dissolved|folded|on hiatus|on hold|"
    rf"(?:currently |temporarily )?(?:not|no longer) (?:currently )?(?:meeting|being held|held)"
    rf"(?: {_FOR_NOW})*|"
    rf"(?:currently )?does not (?:currently )?meet {_FOR_NOW}|(?:currently does not|does not currently) meet|"
    rf"no longer (?:meets|exists)|no meetings? {_FOR_NOW}"
    rf")(?: {_FOR_NOW})?(?:\s*[,(\u2013-].*)?",
    re.IGNORECASE,
)
_NOT_ALL_OF_IT = re.compile(
    r"\b(?:zoom|online|virtual\w*|phone|location|moved?|room|building|holidays?|if|in[- ]person|hybrid)\b|"
    r"\d/\d",
    re.IGNORECASE,
)
"""In a sentence that goes on after the statement, these speak of a part, a date or a condition."""
_EDGES = ' *-\t\u2013()[]"'


def closed_for_now(*, names: tuple[str, ...], notes: str) -> bool:
    """Say whether names or a sentence of the notes say that the meeting does not take place for now."""
    if any(_CLOSED_NAME.search(name) for name in names):
        return True
    return any(_says_closed(part.strip(_EDGES)) for part in re.split(r"[.\n!;]", notes))


def _says_closed(sentence: str) -> bool:
    return bool(_SENTENCE.fullmatch(sentence)) and not _NOT_ALL_OF_IT.search(sentence)
