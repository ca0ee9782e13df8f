"""The questions about the group itself: each reader fills the answers and returns what is wrong."""

from meetfinder.directory import catalogue
from meetfinder.mail.letter import checked_address
from meetfinder.moderation.lint import PRIVATE_MAIL, clean
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer.asked import NOT_A_LINK, Errors, Form, chosen, line, several, text, web_address
from meetfinder.web.organizer.drafting import Answers

INDEPENDENT = "independent"
NO_FELLOWSHIP = _l("Choose a fellowship, or say that your group belongs to none.")
NO_NAME = _l("Type the name of your group.")
NOT_A_MAILBOX = _l("Type one mail address, such as group@example.org.")
A_PERSONS_MAILBOX = _l(
    "This looks like a person’s own address. Give one that belongs to the group, such as group@example.org."
)
LONGEST_NOTES = 3500
ASKED_BEFORE = (
    "med_psychiatric", "med_moud", "access", "dd_focus", "diagnosis_focus", "diagnosis_required",
)  # fmt: skip
"""Attributes that have a question of their own; all others stand under "more"."""
CHOICES = {
    key: values
    for key, values in catalogue.ATTRIBUTES.items()
    if key not in ASKED_BEFORE and values and values != catalogue.YES_OR_NO
}
YES_OR_NO = tuple(key for key, values in catalogue.ATTRIBUTES.items() if values == catalogue.YES_OR_NO)
AUDIENCES = (
    "women", "men", "lgbtq", "trans", "young_people", "seniors", "veterans", "people_of_colour", "indigenous",
    "professionals",
)  # fmt: skip
FOCUS = ("dedicated", "welcoming", "general")
"""What a group can say itself; that a list tagged it is not its own word."""
OLDEST = 120


def read_fellowship(form: Form, answers: Answers) -> Errors:
    """Read whose group it is."""
    slug = chosen(form, "fellowship", (INDEPENDENT, *catalogue.fellowship_slugs()))
    answers["fellowship"] = slug
    return {} if slug else {"fellowship": NO_FELLOWSHIP}


def read_name(form: Form, answers: Answers) -> Errors:
    """Read what it is called."""
    answers["name"] = line(form, "name", 120)
    return {} if answers["name"] else {"name": NO_NAME}


def read_medication(form: Form, answers: Answers) -> Errors:
    """Read its two stances, which are never one."""
    for key in ("med_psychiatric", "med_moud"):
        _state(answers, key, chosen(form, key, catalogue.ATTRIBUTES[key]))
    return {}


def read_access(form: Form, answers: Answers) -> Errors:
    """Read who may come."""
    _state(answers, "access", chosen(form, "access", catalogue.ATTRIBUTES["access"]))
    answers["youth"] = form.get("youth") == "yes"
    return {}


def read_focus(form: Form, answers: Answers) -> Errors:
    """Read whether it is for people with a dual diagnosis, and which."""
    _state(answers, "dd_focus", chosen(form, "dd_focus", FOCUS))
    _state(answers, "diagnosis_focus", *several(form, "diagnosis_focus", catalogue.CONDITIONS))
    key = "diagnosis_required"
    _state(answers, key, chosen(form, key, catalogue.ATTRIBUTES[key]))
    return {}


def read_newcomers(form: Form, answers: Answers) -> Errors:
    """Read what newcomers should know, and where the group itself can be reached."""
    answers["notes"] = text(form, "notes", LONGEST_NOTES)
    typed = line(form, "website", 300)
    website = web_address(typed)
    answers["website"] = typed if website is None else website
    return ({"website": NOT_A_LINK} if website is None else {}) | read_mailbox(form, answers)


def read_mailbox(form: Form, answers: Answers) -> Errors:
    """Read a mailbox of the group, never a person's."""
    answers["mailbox"] = line(form, "mailbox", 254)
    if not answers["mailbox"]:
        return {}
    try:
        checked_address(answers["mailbox"])
    except ValueError:
        return {"mailbox": NOT_A_MAILBOX}
    return {"mailbox": A_PERSONS_MAILBOX} if PRIVATE_MAIL in clean(answers["mailbox"]).codes else {}


def read_more(form: Form, answers: Answers) -> Errors:
    """Read everything else, each left out where nothing is chosen."""
    for key, values in CHOICES.items():
        _state(answers, key, chosen(form, key, values))
    for key in YES_OR_NO:
        _state(answers, key, chosen(form, key, catalogue.YES_OR_NO))
    # Words of an imported list stay when the form, which offers ours only, is sent without touching them.
    kept = [value for value in answers["stated"].get("audience", []) if value not in AUDIENCES]
    _state(answers, "audience", *several(form, "audience", (*AUDIENCES, *kept)))
    answers["languages"] = several(form, "languages", LANGUAGES)
    errors: Errors = {}
    for key in ("min_age", "max_age"):
        typed = line(form, key, 3)
        _state(answers, key, typed)
        if typed and not (typed.isdecimal() and int(typed) <= OLDEST):
            errors[key] = _l("Type an age in years, or leave this empty.")
    return errors


LANGUAGES = (
    "en", "es", "fr", "de", "pt", "it", "nl", "pl", "ru", "uk", "ar", "fa", "hi", "pa", "zh", "ja", "ko",
    "vi", "tl", "ht", "cy", "ga", "sv", "da", "nb", "fi", "el", "tr", "he", "ase", "bfi",
)  # fmt: skip


def _state(answers: Answers, key: str, *values: str) -> None:
    """Keep what is stated; nothing chosen means not stated, which is never no."""
    stated = answers.setdefault("stated", {})
    said = [value for value in values if value]
    if said:
        stated[key] = said
    else:
        stated.pop(key, None)
