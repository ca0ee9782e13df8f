"""The words and lists that the organizers' pages need besides those of the whole site."""

from datetime import date, datetime, time
from typing import Any

from flask_babel import get_locale

from meetfinder.directory import catalogue, fellowship_reading
from meetfinder.moderation import waiting
from meetfinder.web.finder.labels import language_name
from meetfinder.web.finder.words import clock_words, rule_words, weekday_words
from meetfinder.web.finder.world import default_zone, zone_choices
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer.read_times import MONTHLY, Row, knows_zone, minute_of, recurrence_of
from meetfinder.web.organizer.read_words import AUDIENCES, CHOICES, FOCUS, INDEPENDENT, LANGUAGES, YES_OR_NO
from meetfinder.web.site import settings

Pairs = list[tuple[str, object]]

QUESTIONS = {
    "fellowship": _l("Which fellowship does the group belong to?"),
    "name": _l("What is the group called?"),
    "attendance": _l("How do people take part?"),
    "place": _l("Where does it meet?"),
    "link": _l("How do people join from afar?"),
    "times": _l("On which days and when?"),
}
FINDINGS = {
    "surname": _l("A surname: nobody should be known by it here. We shorten it to a letter."),
    "private_mail": _l("A person’s mail address. Give a mailbox of the group."),
    "phone": _l("A phone number in the text. Numbers for joining have a field of their own."),
    "passcode": _l("A passcode in the text. It belongs beside the link, shown to the same people."),
    "html": _l("Code of a web page in the text."),
    "advertising": _l("This sounds like advertising for a treatment centre. Only groups are listed."),
    "ends_before_start": _l("It ends before it begins."),
    "toll_free": _l("A toll-free number stands in it. A moderator asks whose it is."),
    "treatment_domain": _l("A web address looks like that of a business. Only groups are listed here."),
    "erased": _l("Words that were erased from this listing are left out."),
    "far_from_postcode": _l("The point is far from its postcode. Is one of the two wrong?"),
}
VISIBILITIES = {
    "public": _l("Everybody sees how to join."),
    "on_the_day": _l("How to join is shown on the day only."),
    "on_request": _l("People ask the group how to join."),
}
DIRECTIONS = {
    "n": _l("north"),
    "ne": _l("north-east"),
    "e": _l("east"),
    "se": _l("south-east"),
    "s": _l("south"),
    "sw": _l("south-west"),
    "w": _l("west"),
    "nw": _l("north-west"),
}
KINDS = {
    "new": _l("New group"),
    "change": _l("Change"),
    "closure": _l("Closure"),
    "forming": _l("Group that is forming"),
    "report": _l("Report"),
    "handover": _l("One more organizer"),
}
STATUSES = {
    "awaiting": _l("waits for your yes: look into your mail"),
    "pending": _l("waits for a moderator"),
    "asked": _l("a moderator has a question for you"),
    "approved": _l("approved"),
    "declined": _l("declined"),
    "withdrawn": _l("taken back by you"),
    "superseded": _l("replaced by something that you sent later"),
}
LABELS = {
    "leadership": _l("Who leads it?"),
    "sober_time_required": _l("Is sober time asked for?"),
    "religion": _l("Is it spiritual, secular or of one faith?"),
    "children": _l("Can one bring children?"),
    "cost": _l("What does it cost?"),
    "venue_kind": _l("In what kind of building?"),
    "facility_affiliation": _l("Is it tied to a facility?"),
    "speaking_optional": _l("May one just listen?"),
    "cameras_optional": _l("May the camera stay off?"),
    "no_registration": _l("May one come without registering?"),
    "display_name_ok": _l("Is any name on screen fine?"),
    "quiet_space": _l("Is there a quiet space?"),
    "low_light": _l("Is the light low?"),
    "fragrance_free": _l("Is it free of fragrance?"),
    "small_group": _l("Is it a small group?"),
    "greeter": _l("Does someone greet newcomers?"),
    "arrive_early_ok": _l("May one arrive early?"),
    "breaks_ok": _l("May one step out and come back?"),
    "relapse_welcome": _l("May one come after a relapse?"),
    "wheelchair_step_free": _l("Is it step-free?"),
    "accessible_toilet": _l("Is there an accessible toilet?"),
    "hearing_loop": _l("Is there a hearing loop?"),
    "sign_language": _l("Is there sign language?"),
    "live_captions": _l("Are there live captions?"),
    "parking": _l("Is there parking?"),
    "transit": _l("Does public transport stop nearby?"),
    "attendance_proof": _l("Does it sign proof of attendance?"),
    "id_required": _l("Must one show identification?"),
    "cctv": _l("Does the building have cameras?"),
    "family_welcome": _l("May family and friends come?"),
}
"""The question for each attribute that stands under "more"."""
_KM_WITH_A_DECIMAL = 10


def teach() -> dict[str, Any]:
    """Return what the blueprint's templates can ask."""
    return {
        "attribute_labels": LABELS,
        "audience_choices": lambda words: [(value, words[value]) for value in AUDIENCES],
        "direction_words": lambda direction: DIRECTIONS[direction],
        "fellowship_choices": _fellowships,
        "finding_words": FINDINGS,
        "focus_choices": lambda sentences: [(value, sentences[value]) for value in FOCUS],
        "kind_words": KINDS,
        "knows_zone": knows_zone,
        "language_choices": lambda: [(tag, language_name(tag)) for tag in LANGUAGES],
        "metres_words": metres_words,
        "more_choices": CHOICES,
        "question_words": QUESTIONS,
        "row_rule": row_rule,
        "row_start": row_start,
        "status_words": STATUSES,
        "page_fellowships": lambda: _fellowships()[2:],
        "usual_wait": usual_wait,
        "usual_zone": lambda: default_zone(settings().country),
        "visibility_words": VISIBILITIES,
        "weekday_choices": lambda: [(str(day), weekday_words(day)) for day in range(7)],
        "yes_or_no_keys": YES_OR_NO,
        "zones": zone_choices,
    }


def usual_wait() -> object:
    """Say how long half of what was sent lately waited; nothing where too little was decided."""
    hours = waiting.usual_hours()
    if hours is None:
        return ""
    days = round(hours / 24)
    return (
        _l("The usual wait is less than a day.")
        if not days
        else _l("The usual wait is %(days)s days.", days=days)
    )


def row_rule(row: Row) -> str:
    """Say on which days the meeting of a row is held; nothing where that is not wholly stated."""
    is_stated = row["day"] and row["every"] and (row["every"] != MONTHLY or row["nths"])
    return rule_words(recurrence_of(row), int(row["day"])) if is_stated else ""


def row_start(row: Row, country: str | None) -> str:
    """Say when a row's meeting begins, by the country's clock: who typed 7:00 for 7 pm sees it.

    What is no time stays as it was typed.
    """
    minute = minute_of(row["start"])
    if minute is None:
        return str(row["start"])
    return clock_words(datetime.combine(date.min, time(*divmod(minute, 60))), country or settings().country)


def metres_words(km: float) -> str:
    """Return a short distance as it is told to somebody who sets a point: 350 m, 2.1 km, 24 km."""
    if km < 1:
        return f"{round(km * 100) * 10} m"
    number = f"{km:.1f}" if km < _KM_WITH_A_DECIMAL else f"{km:.0f}"
    locale = get_locale()
    return f"{number.replace('.', ',') if locale and locale.language == 'es' else number} km"


def _fellowships() -> Pairs:
    """Return every fellowship, the dual-diagnosis ones first, and what stands for none."""
    known = [item.card for item in fellowship_reading.all_fellowships()]
    ranked = sorted(known, key=lambda card: (catalogue.KINDS.index(card.kind), card.name))
    return [
        ("", _l("Choose")),
        (INDEPENDENT, _l("Independent")),
        *((card.slug, card.name) for card in ranked),
    ]
