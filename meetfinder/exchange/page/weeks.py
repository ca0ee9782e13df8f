"""What words around days say of the weeks: every other one, some of a month, or unclear."""

import re

from meetfinder.directory.recurrence import Recurrence
from meetfinder.exchange.page.day_words import EVERY_OTHER_WORDS, LONG, NTHS, OF_MONTH, ORDINAL, monthly
from meetfinder.exchange.page.events import MONTH

EVERY_OTHER_ANYWHERE = re.compile(rf"\b(?:{EVERY_OTHER_WORDS})\b", re.IGNORECASE)
EVERY_OTHER_DAY = re.compile(rf"\b(?:{EVERY_OTHER_WORDS})\s+(?:on\s+)?(?:{LONG})", re.IGNORECASE)
"""Is said of that day alone."""
UNCLEAR = re.compile(
    r"\b(?:bi-?weekly|monthly|once a month|twice a month|bi-?monthly|quarterly|every other month|"
    r"every (?:three|3|four|4) weeks|except|excluding|excepto|menos el|mensual(?:mente)?|una vez al mes|"
    r"(?:odd|even)(?:-numbered)? (?:months|weeks)|(?:first|1st) week|september (?:to|through)|school year|"
    # Behind "it is" stood a date, in whose place blanks are.
    r"is the next one|\bit(?:['\u2019]s| is| was) (?:a )?\s{3,}|next (?:meeting|one) is|"
    r"first meeting (?:is|will be)|initial meeting|the next [\w' ]{0,40}(?:session|meeting|event) will|"
    r"a month|"
    r"dates? (?:vary|varies|below)|check (?:the )?calendar|"
    r"(?:\d{1,2}|six|eight|ten|twelve)[- ](?:week|session)s?(?! (?:a|per) year))\b|"
    rf"\((?:the\s+)?{NTHS}(?:\s+(?:only|weeks?|{OF_MONTH}))*\s*\)",
    re.IGNORECASE,
)
UNCLEAR_BEHIND = re.compile(
    r"(?i)[.\s]*(?:one week (?:it is|we|is)\b[^.\n]{1,60}\bthe (?:other|next) week\b|"
    r"(?:the )?(?:exact )?dates? (?:will be|are|is|to be) (?:to be )?(?:announced|confirmed|set)\b)"
)
"""A sentence behind a day that takes back that it is held every week."""
_WEEKS = re.compile(
    rf"\((?:the\s+)?(?P<nths>{NTHS})\s+weeks?(?:\s+only)?(?:\s+{OF_MONTH})?\s*\)", re.IGNORECASE
)
"""In which weeks of the month, apart from the day."""
SOMETIMES = re.compile(
    rf"(?i)\b(?:some|most|certain|selected|occasional|alg[uú]n|algunos|ciertos)\s+(?:{LONG})\b|"
    rf"\b(?:except(?:ing)?|excluding|but not|not|not meet|no meetings?|excepto|menos|no en)\s+"
    rf"(?:(?:in|during|for|the month of|en|durante)\s+)*(?:{MONTH}|summer|verano)\b|"
    rf"\b(?:except|but not|not)\s+(?:on\s+)?(?:the\s+)?{ORDINAL}\s+(?:{LONG}|week)|"
    rf"\b(?:[2-9]|1\d|two|three|four|six|eight|ten|twelve)\s+(?:{LONG})(?<=s)\b"
)
"""What makes unclear in which weeks something is held, however its weeks are told."""


def weeks_apart(text: str) -> Recurrence | None:
    """Return the weeks that stand alone in brackets: "Thursdays, 5 pm (2nd and 4th weeks only)"."""
    found = _WEEKS.search(text)
    return monthly(found["nths"]) if found else None
