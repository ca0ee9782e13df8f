"""Lint of a whole proposal: what must not be published is taken out, what looks wrong is named.

Pure. What was taken out and what looks wrong are both findings, a field and a code, so that the organizer
sees the reason and the moderator what remained.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from meetfinder.directory.proposal import GroupFacts, MeetingFacts, PlaceFacts, Proposal
from meetfinder.directory.schedule import Schedule, validate
from meetfinder.moderation import lint

ADVERTISING, HTML, ENDS_FIRST, FAR = "advertising", "html", "ends_before_start", "far_from_postcode"
TOLL_FREE, CENTRE = "toll_free", "treatment_domain"

_HTML = re.compile(r"</?[a-z][^<>]*>|&(?:lt|gt|nbsp|amp|#\d+);", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_ADVERTISING = re.compile(
    r"\b(?:admissions?\s+(?:line|team|department|specialist|cent(?:er|re)|coordinator)|"
    r"(?:verify|check)\s+(?:your\s+)?insurance|insurance\s+(?:accepted|verification)|most\s+insurances?|"
    r"(?:drug|alcohol|addiction)\s+(?:rehab|detox)|(?:luxury|private|residential)\s+(?:rehab|treatment|detox)|"
    r"treatment\s+(?:cent(?:er|re)|facility|program(?:me)?)s?\s+(?:near\s+you|available|that|we)|"
    r"(?:medical|inpatient)\s+detox|free\s+assessment|call\s+(?:us\s+)?(?:now|today|24/7)\s+(?:to|for)|"
    r"bed\s+availability|same[\s-]day\s+admission)\b",
    re.IGNORECASE,
)


_TOLL_FREE = re.compile(
    r"(?<![\d-])(?:\+?1[\s.(-]*)?\(?8(?:00|33|44|55|66|77|88)\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)"
)
"""Numbers that the called one pays for, as of sales lines (domain §5). Dial-in numbers are not looked at."""
_CENTRE = re.compile(
    r"rehab|detox|treatment|sobercentre|sobercenter|recoverycent(?:er|re)s?\b|behaviou?ralhealth|addictioncent|"
    r"luxury|admissions|drughelp|alcoholhelp|sunrisehouse|recoveryhq"
)
"""Words in the host of a web address by which centres sell treatment; a moderator looks, nothing is taken."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in one field, which is the path in a Proposal: `group.notes`, `meetings.0.join_url`."""

    field: str
    code: str


@dataclass(frozen=True, slots=True)
class Linted:
    """The proposal as it may be published, and the findings in the order of its fields."""

    proposal: Proposal
    findings: tuple[Finding, ...]


def lint_proposal(proposal: Proposal) -> Linted:
    """Take surnames, private mail, phones, passcodes and HTML out of public fields; name what looks wrong.

    Codes: those of `lint`, `html`, `advertising`, `toll_free`, `treatment_domain`, `ends_before_start`.
    Whether an address lies far from its postcode is asked of `postcode.lint_places`, which needs the table of
    places.
    """
    found: list[Finding] = []
    group = _group(proposal.group, found)
    meetings = tuple(_meeting(facts, f"meetings.{at}", found) for at, facts in enumerate(proposal.meetings))
    return Linted(replace(proposal, group=group, meetings=meetings), tuple(found))


def _group(facts: GroupFacts, found: list[Finding]) -> GroupFacts:
    country = facts.place.country if facts.place else ""
    return replace(
        facts,
        name=_words(facts.name, "group.name", found, country),
        notes=_words(facts.notes, "group.notes", found, country),
        website=_link(facts.website, "group.website", found),
        place=_place(facts.place, "group.place", found),
    )


def _meeting(facts: MeetingFacts, at: str, found: list[Finding]) -> MeetingFacts:
    country = facts.place.country if facts.place else ""
    found += [Finding(f"{at}.schedule", code) for code in _times(facts.schedule)]
    return replace(
        facts,
        name=_words(facts.name, f"{at}.name", found, country),
        notes=_words(facts.notes, f"{at}.notes", found, country),
        join_notes=_words(facts.join_notes, f"{at}.join_notes", found, country, is_join=True),
        place=_place(facts.place, f"{at}.place", found),
        schedule=replace(
            facts.schedule,
            exceptions=tuple(
                replace(item, note=_words(item.note, f"{at}.schedule.exceptions", found, country))
                for item in facts.schedule.exceptions
            ),
        ),
    )


def _place(place: PlaceFacts | None, at: str, found: list[Finding]) -> PlaceFacts | None:
    if place is None:
        return None
    return replace(
        place,
        name=_words(place.name, f"{at}.name", found, place.country),
        notes=_words(place.notes, f"{at}.notes", found, place.country),
    )


def _words(text: str, field: str, found: list[Finding], country: str, *, is_join: bool = False) -> str:
    if not text:
        return text
    if _HTML.search(text):
        found.append(Finding(field, HTML))
        text = _TAG.sub("", text)
    if _ADVERTISING.search(text):
        found.append(Finding(field, ADVERTISING))
    if _TOLL_FREE.search(text):
        found.append(Finding(field, TOLL_FREE))
    if any(_is_of_centre(address) for address in _WEB.findall(text)):
        found.append(Finding(field, CENTRE))
    cleaned = lint.clean(text, country=country, keep_passcodes=is_join)
    found += [Finding(field, code) for code in cleaned.codes]
    return cleaned.text


def _link(address: str, field: str, found: list[Finding]) -> str:
    if _is_of_centre(address):
        found.append(Finding(field, CENTRE))
    cleaned = lint.clean_link(address)
    found += [Finding(field, code) for code in cleaned.codes]
    return cleaned.text


def _is_of_centre(address: str) -> bool:
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return False
    return _CENTRE.search(host.replace("-", "")) is not None and not host.endswith((".gov", ".edu"))


def _times(schedule: Schedule) -> Iterator[str]:
    rule = schedule.recurrence
    never_begins = rule.starts_on is not None and rule.ends_on is not None and rule.ends_on < rule.starts_on
    if never_begins or "duration" in validate(schedule):
        yield ENDS_FIRST
