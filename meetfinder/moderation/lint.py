"""Takes out of public words what names or exposes a person: surnames, private mail, phones, passcodes.

Pure: words in, cleaned words and codes out. Codes say what was found, never the words themselves, because
they end up in reports and logs. Al-Anon and the Meeting Guide specification ask for the same: no surnames
in any field, no personal mail or phone (domain reference §4.2). It errs on the side of taking out: a reader
can ask for a missing number, but what has been published cannot be called back.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from phonenumbers import Leniency, PhoneNumberMatcher

from meetfinder.moderation import names

SURNAME, PRIVATE_MAIL, PHONE, PASSCODE = "surname", "private_mail", "phone", "passcode"
_FEWEST_PHONE_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The words that may be shown, and a code for each kind of thing that was taken out, sorted."""

    text: str
    codes: tuple[str, ...] = ()


# The part before the @ of a mailbox that belongs to an office and not to a person.
_OFFICE = re.compile(
    r"(?:^|[._+\d-])(?:info|contact|office|help|hello|hotline|enquir|inquir|admin|web|secretary|treasurer|chair|"
    r"service|intergroup|district|area|region|meeting|group|public|outreach|phone|answering|literature|newsletter|"
    r"news|events|archives|support|mail|members|schedule|listing|update|gsr|aws|lds|central|online|steps|zoom|tech|"
    r"youth|corrections|cpc)"
)
_FREE_MAIL = re.compile(
    r"(?:^|\.)(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|live|msn|aol|icloud|me|mac|gmx|web|proton|"
    r"protonmail|pm|mail|comcast|verizon|att|sbcglobal|bellsouth|cox|charter|earthlink|juno|btinternet|btopenworld|"
    r"talktalk|virginmedia|sky|ntlworld|telus|shaw|rogers|sympatico|bigpond|optusnet|xtra|t-online|orange|free|"
    r"wanadoo|libero|ziggo|kpnmail|zoho|fastmail|tutanota|duck|hey)\.[a-z.]{2,6}$"
)
_MAIL = re.compile(r"(?:mailto:)?[\w.+'-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
_SECRET_PARAMETERS = {"pwd", "pw", "password", "passcode", "p"}

_CODE_WORD = (
    r"(?:pass[\s-]?(?:codes?|words?|wd|key)|pwd|pw|pin(?:\s(?:code|number))?|access\s?codes?|(?:meeting|zoom)\s?codes?|"
    r"contrase\u00f1a|c\u00f3digo(?:\sde\sacceso)?|clave|mot\sde\spasse|kennwort|passwort)"
)
_NO_CODE = (
    r"(?:\[|(?:is|are|was|no|not|non|none|needed|required|necessary|protected|provided|available|will|and|or|to|for|"
    r"please|email|e-mail|mail|call|contact|text|on|see|same|the|this|our|your|in|at|by|with|if|from|has|have|can|may|"
    r"must|when|request|upon|ask|send|sent|under|below|above|changed|change|update|updated|book|reset)\b)"
)
_PASSCODE = re.compile(
    rf"(?<![\w@])(?:(?:dial|call)-?in\W)?{_CODE_WORD}\b"
    rf"(?:\s*(?:(?:\sis|\sare|[:=#\u2013-])\s*)+(?!\s*{_NO_CODE})[\"'\u201c(]?[^\s,;\"'\u201d)]+|"
    rf"\s+(?!{_NO_CODE})[\"'\u201c(]?(?=[^\s,;]*\d)[^\s,;\"'\u201d)]+)",
    re.IGNORECASE,
)
_ONE_TAP = re.compile(r"\+?\d[\d\s().-]{5,}\d(?:\s*,+\s*[\d*#]+)+#?|,{1,}\d{4,}#(?:[,*#\d])*")
_LABEL = r"(?:(?<!\w)(?:tel(?:ephone)?|phone|cell|mobile|text|call|ph|dial)\s*[.:#]\s*)?"
_NUMBER = re.compile(r"\+?\(?\d[\d\s().\u2010-\u2015/-]{5,}\d")
_PHONE_SHAPE = re.compile(
    r"(?<![\w#/=-])(?:(?:\+?1[\s.-]?)?(?:\(\d{3}\)\s?|\d{3}[-.\s\u2010-\u2015])\d{3}[-.\s\u2010-\u2015]\d{4}|"
    r"\+\d{1,3}[\s.-]?(?:\(0\))?(?:[\s.()-]?\d){7,12}|\(?0\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4})(?![\w-]|[.:/]\d)"
)
_SHORT_NUMBER = re.compile(
    r"\b((?:call|phone|text|tel|cell|ph|mobile|contact)\b[^\d\n.]{0,30})\d{3}[-.\s]\d{4}\b(?![-.]?\d)",
    re.IGNORECASE,
)
_NOT_A_PHONE = re.compile(
    r"(?:\b(?:id|pmi|gso|group|district|registration|reg|webinar|room|suite|ste|unit)\W*(?:no|number|num|nr|is)?\W*|#)$",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_EDGES = re.compile(r"[ \t]+(?=\n)|(?<=\n)[ \t]+")
_EMPTY_LINES = re.compile(r"\n{3,}")


@lru_cache(maxsize=8192)
def clean(text: str, *, country: str = "", keep_passcodes: bool = False) -> Cleaned:
    """Return `text` without surnames, private mail, phones and passcodes.

    `country` (ISO 3166-1 alpha-2) says how numbers without a prefix are written there. `keep_passcodes` is
    for the notes that belong to a join link, which are shown to whom the link is shown and to nobody else.
    """
    codes: set[str] = set()
    for code, step in _steps(country, keep_passcodes=keep_passcodes):
        changed = step(text)
        if changed != text:
            codes.add(code)
            text = changed
    return Cleaned(_tidy(text) if codes else text, tuple(sorted(codes)))


def clean_link(address: str) -> Cleaned:
    """Return a web address that is shown with a listing, without the passcode it may carry."""
    changed = _without_secret(address)
    return Cleaned(changed, (PASSCODE,) if changed != address else ())


def _steps(country: str, *, keep_passcodes: bool) -> list[tuple[str, Callable[[str], str]]]:
    steps: list[tuple[str, Callable[[str], str]]] = []
    if not keep_passcodes:
        steps += [(PASSCODE, _without_link_secrets), (PASSCODE, lambda text: _PASSCODE.sub("", text))]
    return [
        *steps,
        (SURNAME, names.without_surnames),
        (PRIVATE_MAIL, _without_mail),
        (PHONE, lambda text: _without_phones(text, country)),
    ]


def _without_mail(text: str) -> str:
    return _MAIL.sub(lambda found: found[0] if _is_office(found[0]) else "", text) if "@" in text else text


def _is_office(address: str) -> bool:
    """Say whether a mailbox is plainly that of a group or office at its own domain."""
    local, _, domain = address.lower().removeprefix("mailto:").partition("@")
    return not _FREE_MAIL.search(domain) and _OFFICE.search(local) is not None


def _without_phones(text: str, country: str) -> str:
    if sum(character.isdigit() for character in text) < _FEWEST_PHONE_DIGITS:
        return text
    text = _outside_links(text, lambda part: _ONE_TAP.sub("", part))
    text = _outside_links(text, lambda part: _without_matched_phones(part, country))
    return _SHORT_NUMBER.sub(r"\1", text)


def _without_matched_phones(text: str, country: str) -> str:
    if not _NUMBER.search(text):
        return text
    # The shapes besides are for numbers that nobody has been given (555) or that are of another country.
    spans = [match.span() for match in _PHONE_SHAPE.finditer(text)]
    known = PhoneNumberMatcher(text, country or None, leniency=Leniency.VALID)
    spans += [(match.start, match.end) for match in known]
    taken = len(text)
    for start, end in sorted(spans, key=lambda span: (-span[1], span[0])):
        if end > taken or _NOT_A_PHONE.search(text[:start]):
            continue
        taken = start
        label = re.search(_LABEL + r"\+?\(?$", text[:start], re.IGNORECASE)
        text = text[: label.start() if label else start] + text[end:]
    return text


def _without_link_secrets(text: str) -> str:
    return _LINK.sub(lambda found: _without_secret(found[0]), text) if "://" in text else text


def _without_secret(address: str) -> str:
    """Return the address without parameters that are passcodes; it is left as it is when there are none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    parameters = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in parameters if name.lower() not in _SECRET_PARAMETERS]
    if len(kept) == len(parameters):
        return address
    return urlunsplit(parts._replace(query=urlencode(kept)))


def _outside_links(text: str, change: Callable[[str], str]) -> str:
    """Apply `change` to everything but web addresses, whose digits are not phones."""
    pieces, position = [], 0
    for link in _LINK.finditer(text):
        pieces += [change(text[position : link.start()]), link[0]]
        position = link.end()
    return "".join([*pieces, change(text[position:])])


def _tidy(text: str) -> str:
    text = _EDGES.sub("", _SPACES.sub(" ", text))
    text = re.sub(r"\(\s*\)|\s+(?=[,.;)])", "", text)
    return _EMPTY_LINES.sub("\n\n", text).strip(" \t\n,;")
