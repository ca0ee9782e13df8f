"""The attribute catalogue: which statements about a group or meeting we understand.

Keys and values are part of the contract of the API. A key that is missing from
a listing is not stated, which is never the same as no.
"""

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.fellowship import Fellowship, Kind
from meetfinder.directory.format import Format

YES_OR_NO = ("yes", "no")
ANY_TEXT: tuple[str, ...] = ()
"""Stands for a key whose values are not limited to a list."""

CONDITIONS = (
    "any",
    "anxiety",
    "bipolar",
    "depression",
    "trauma",
    "psychosis",
    "eating",
    "adhd",
    "personality",
)
"""What a group can say that it is for: the values of `diagnosis_focus`."""

_CHOICES: dict[str, tuple[str, ...]] = {
    "med_psychiatric": ("welcome", "accepted", "members_decide"),
    "med_moud": ("full_participation", "may_attend_not_lead", "members_decide"),
    "dd_focus": ("dedicated", "welcoming", "general", "tagged"),
    "diagnosis_focus": CONDITIONS,
    "diagnosis_required": ("none", "self_identified", "professional"),
    "access": ("open", "closed", "approved_only"),
    "leadership": ("peer", "peer_with_professional", "professional"),
    "sober_time_required": ("none", "to_share", "to_lead"),
    "religion": ("spiritual", "secular", "faith_specific"),
    "children": ("childcare", "welcome", "no"),
    "cost": ("free", "donation", "fee"),
    "venue_kind": ("church", "hospital", "treatment_centre", "community", "home"),
    "facility_affiliation": ("none", "hosted_by", "run_by"),
    "audience": ANY_TEXT,
    "min_age": ANY_TEXT,
    "max_age": ANY_TEXT,
}
_YES_OR_NO_KEYS = (
    "speaking_optional",
    "cameras_optional",
    "no_registration",
    "display_name_ok",
    "quiet_space",
    "low_light",
    "fragrance_free",
    "small_group",
    "greeter",
    "arrive_early_ok",
    "breaks_ok",
    "relapse_welcome",
    "wheelchair_step_free",
    "accessible_toilet",
    "hearing_loop",
    "sign_language",
    "live_captions",
    "parking",
    "transit",
    "attendance_proof",
    "id_required",
    "cctv",
    "family_welcome",
)
ATTRIBUTES: dict[str, tuple[str, ...]] = _CHOICES | dict.fromkeys(_YES_OR_NO_KEYS, YES_OR_NO)
"""Every key with its values."""

KINDS = tuple(kind.value for kind in Kind)


def fellowship_slugs() -> tuple[str, ...]:
    """Return the slug of every fellowship, by alphabet."""
    return tuple(db.session.scalars(select(Fellowship.slug).order_by(Fellowship.slug)))


def format_slugs() -> tuple[str, ...]:
    """Return the slug of every format, by alphabet."""
    return tuple(db.session.scalars(select(Format.slug).order_by(Format.slug)))


def needs() -> tuple[str, ...]:
    """Return every `key:value` to search for, except conditions, which have a filter of their own."""
    return tuple(
        f"{key}:{value}" for key, values in ATTRIBUTES.items() if key != "diagnosis_focus" for value in values
    )
