"""The attributes that follow from a row's codes: what the source says, and nothing beyond it."""

from datetime import date

from meetfinder.directory.models import SaidBy
from meetfinder.directory.proposal import AttributeFacts
from meetfinder.exchange.meeting_guide.codes import Decoded

_SAYS = {
    # A tag by a list's keeper: neither "dedicated" nor a word about medication (issue "The finder", 4).
    "dual-diagnosis-tagged": ("dd_focus", "tagged"),
    "secular": ("religion", "secular"),
    "fragrance-free": ("fragrance_free", "yes"),
    "american-sign-language": ("sign_language", "yes"),
    "captions": ("live_captions", "yes"),
    "proof-of-attendance": ("attendance_proof", "yes"),
    "trauma-focus": ("diagnosis_focus", "trauma"),
}
_SAYS_OF_THE_DOOR = {
    "wheelchair-access": ("wheelchair_step_free", "yes"),
    "wheelchair-bathroom": ("accessible_toilet", "yes"),
    "childcare": ("children", "childcare"),
    "child-friendly": ("children", "welcome"),
    "no-children": ("children", "no"),
}
"""Statements about a building, which say nothing of a meeting that is only joined from afar."""


def attributes(decoded: Decoded, *, attendance: str, as_of: date | None) -> tuple[AttributeFacts, ...]:
    """Return what the source states with its codes, sorted by key."""
    says = _SAYS | (_SAYS_OF_THE_DOOR if attendance in {"in_person", "hybrid"} else {})
    stated = {says[slug] for slug in decoded.formats if slug in says}
    # A row with both codes is taken as closed: being turned away is worse than asking first.
    for slug in ("closed", "open"):
        if slug in decoded.formats:
            stated.add(("access", slug))
            break
    return tuple(
        AttributeFacts(key=key, value=value, said_by=SaidBy.SOURCE, as_of=as_of)
        for key, value in sorted(stated)
    )
