"""The questions, in their order: which come for whom, and what comes before and after each."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for

from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.organizer import read_times, read_venue, read_words
from meetfinder.web.organizer.asked import Errors, Form
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.venues import has_link, has_room, venues

WORDS: dict[str, Callable[[Form, Answers], Errors]] = {
    "fellowship": read_words.read_fellowship,
    "name": read_words.read_name,
    "medication": read_words.read_medication,
    "access": read_words.read_access,
    "focus": read_words.read_focus,
    "newcomers": read_words.read_newcomers,
    "more": read_words.read_more,
}
"""Questions about the group."""
PLACES: dict[str, Callable[[Form, Answers, int], Errors]] = {
    "attendance": read_venue.read_attendance,
    "place": read_venue.read_place,
    "pin": read_venue.read_pin,
    "link": read_venue.read_link,
    "times": read_times.read_times,
}
"""Questions that are asked of each venue."""
UNCOUNTED = ("pin", "more")
"""They belong to the question before them, or are left to whoever wants them."""


@dataclass(frozen=True, slots=True)
class Step:
    """One question; `venue` counts from 0 and is 0 for questions about the group."""

    name: str
    venue: int = 0

    @property
    def address(self) -> str:
        """The address of its page."""
        if self.name in PLACES:
            return url_for("organizer.venue_question", step=self.name, number=self.venue + 1)
        return url_for("organizer.question", step=self.name)


def order(answers: Answers) -> list[Step]:
    """Return the questions of a new group, in order."""
    if answers["kind"] == SubmissionKind.FORMING:
        names = ("fellowship", "name", "place", "pin", "medication", "focus", "newcomers")
        return [Step(name) for name in names]
    steps = [Step("fellowship"), Step("name"), Step("medication")]
    for number in range(len(venues(answers))):
        steps += of_venue(answers, number)
    return [*steps, Step("access"), Step("focus"), Step("newcomers")]


def of_venue(answers: Answers, number: int) -> list[Step]:
    """Return the questions about one venue."""
    venue = venues(answers)[number]
    names = ["attendance"]
    names += ["place", "pin"] if has_room(venue) else []
    names += ["link"] if has_link(venue) else []
    return [Step(name, number) for name in [*names, "times"]]


def after(step: Step, answers: Answers) -> str:
    """Return where to go on: the next question, or the answers once all were given."""
    steps = order(answers)
    if step.name == "place":
        return Step("pin", step.venue).address
    done = answers.get("checked")
    if done and step not in _left(step, answers):
        return url_for("organizer.check")
    position = steps.index(step) + 1 if step in steps else len(steps)
    return steps[position].address if position < len(steps) else url_for("organizer.check")


def before(step: Step, answers: Answers) -> str:
    """Return where "Back" leads."""
    if answers.get("checked"):
        return url_for("organizer.check")
    steps = order(answers)
    position = steps.index(step) if step in steps else 0
    return steps[position - 1].address if position else url_for("organizer.submit")


def progress(step: Step, answers: Answers) -> tuple[int, int]:
    """Return which question this is, of how many; (0, 0) for one that does not count."""
    counted = [item for item in order(answers) if item.name not in UNCOUNTED]
    if step.name == "pin":
        step = Step("place", step.venue)
    return (counted.index(step) + 1, len(counted)) if step in counted else (0, 0)


def _left(step: Step, answers: Answers) -> list[Step]:
    """Return the questions of an added venue that must be asked although the others were answered.

    While a venue has no times yet its questions follow one another; afterwards each leads back.
    """
    if step.name not in PLACES:
        return []
    venue = venues(answers)[step.venue]
    return (
        [] if venue["slots"] or answers["kind"] == SubmissionKind.FORMING else of_venue(answers, step.venue)
    )
