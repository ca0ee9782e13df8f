"""Sending in a group: one question a page, kept as one goes, and nothing sent before the last button."""

from copy import deepcopy
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.moderation import drafts
from meetfinder.moderation.models import SubmissionKind
from meetfinder.search.query import MILE_COUNTRIES
from meetfinder.web.edge import writes
from meetfinder.web.languages import gettext
from meetfinder.web.organizer import drafting, finding, read_times, read_venue, steps
from meetfinder.web.organizer.asked import Errors
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.pins import beside, drawn
from meetfinder.web.organizer.steps import Step
from meetfinder.web.organizer.venues import MOST_VENUES, new_venue, venues

KINDS = (SubmissionKind.NEW, SubmissionKind.FORMING)
WRONG = 422


def submit() -> str:
    """Offer what can be sent, and to go on with what was begun."""
    draft = drafting.current()
    return render_template("organizer/submit.html", begun=draft is not None and draft.answers)


@writes
def begin() -> Response | tuple[str, int]:
    """Begin a new group; the browser gets the secret of its draft."""
    kind = request.form.get("kind", "")
    if kind not in KINDS:
        return render_template("organizer/submit.html", begun=None, error=True), WRONG
    answers: Answers = {"kind": kind, "stated": {}, "venues": [new_venue()]}
    secret = drafts.begin(answers, now=clock.now())
    return drafting.hand_out(redirect(steps.order(answers)[0].address, 303), secret)


@writes
def discard() -> Response:
    """Throw the draft away."""
    draft = drafting.current()
    if draft is not None:
        drafts.drop(draft)
    return drafting.take_back(redirect(url_for("organizer.submit"), 303))


def question(step: str) -> str | Response:
    """Show a question about the group."""
    return _show(Step(step)) if step in steps.WORDS else abort(404)


def venue_question(step: str, number: int) -> str | Response:
    """Show a question about one venue."""
    return _show(Step(step, number - 1)) if step in steps.PLACES else abort(404)


def answer(step: str) -> Response | tuple[str, int]:
    """Take in the answer to a question about the group."""
    return _take(Step(step)) if step in steps.WORDS else abort(404)


def venue_answer(step: str, number: int) -> Response | tuple[str, int]:
    """Take in the answer to a question about one venue."""
    return _take(Step(step, number - 1)) if step in steps.PLACES else abort(404)


def add_venue() -> Response:
    """Begin another place or link at which the group meets."""
    draft = drafting.current()
    if draft is None:
        return _to_start()
    answers = deepcopy(draft.answers)
    if len(venues(answers)) < MOST_VENUES:
        venues(answers).append(new_venue())
        drafting.keep(answers)
    return redirect(Step("attendance", len(venues(answers)) - 1).address, 303)


def remove_venue(number: int) -> Response:
    """Take a place or link away, with the meetings there."""
    draft = drafting.current()
    if draft is None:
        return _to_start()
    answers = deepcopy(draft.answers)
    if 1 <= number <= len(venues(answers)):
        del venues(answers)[number - 1]
        drafting.keep(answers)
    return redirect(url_for("organizer.check"), 303)


def _show(step: Step) -> str | Response:
    draft = drafting.current()
    if draft is None:
        return _to_start()
    answers = deepcopy(draft.answers)
    return _page(step, answers, {}) if _is_there(step, answers) else _to_start()


def _take(step: Step) -> Response | tuple[str, int]:
    """Read an answer: what is wrong is shown with all that was typed, what is right is kept."""
    draft = drafting.current()
    if draft is None:
        return _to_start()
    answers = deepcopy(draft.answers)
    if not _is_there(step, answers):
        return _to_start()
    if step.name == "pin" and read_venue.is_move(request.form):
        venue = venues(answers)[step.venue]
        read_venue.move(request.form, venue)
        finding.set_zone(venue)
        drafting.keep(answers)
        return redirect(step.address, 303)
    errors = _read(step, answers)
    if errors:
        return _page(step, answers, errors), WRONG
    if step.name == "place":
        finding.find_point(venues(answers)[step.venue])
    elif step.name == "pin":
        finding.set_zone(venues(answers)[step.venue])
    wants_more = step.name == "times" and "more" in request.form
    target = step.address if wants_more else steps.after(step, answers)
    answers["checked"] = answers.get("checked") or target == url_for("organizer.check")
    drafting.keep(answers)
    return redirect(target, 303)


def _read(step: Step, answers: Answers) -> Errors:
    if step.name in steps.WORDS:
        return steps.WORDS[step.name](request.form, answers)
    return steps.PLACES[step.name](request.form, answers, step.venue)


def _page(step: Step, answers: Answers, errors: Errors) -> str:
    at, count = steps.progress(step, answers)
    venue = venues(answers)[step.venue]
    place = venue["place"]
    return render_template(
        f"organizer/{step.name}.html",
        answers=answers,
        stated=answers.get("stated", {}),
        venue=venue,
        rows=read_times.shown_rows(venue) if step.name == "times" else (),
        errors=errors,
        at=at,
        count=count,
        back=steps.before(step, answers),
        **(_of_point(place) if step.name == "pin" else {}),
    )


def _of_point(place: dict[str, Any]) -> dict[str, object]:
    """Return how a point lies to its postcode or town, and a map of both; nothing where no point is known."""
    if place.get("latitude") is None or place.get("longitude") is None or place["hidden"]:
        return {}
    point = (place["latitude"], place["longitude"])
    lies = beside(point, place)
    if lies is None:
        return {}
    unit = "mi" if place["country"] in MILE_COUNTRIES else "km"
    title = gettext("Your point, and the centre of %(name)s", name=lies.name)
    return {"beside": lies, "map": drawn(point, lies, precision=place["precision"], unit=unit, title=title)}


def _is_there(step: Step, answers: Answers) -> bool:
    """Say whether a question can be asked: venues that are not there, and points without a place, cannot."""
    if "venues" not in answers or not 0 <= step.venue < len(venues(answers)):
        return False
    return step.name != "pin" or bool(venues(answers)[step.venue]["place"])


def _to_start() -> Response:
    return redirect(url_for("organizer.submit"), 303)
