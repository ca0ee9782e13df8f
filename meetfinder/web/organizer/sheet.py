"""Many meetings at once: a pasted table, read row by row, looked at, and sent like any group."""

import tomllib
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.directory import catalogue
from meetfinder.directory.proposal import Proposal
from meetfinder.exchange.csv import reader as csv_reader
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.draft import Context
from meetfinder.exchange.meeting_guide.reading import NotAList, Reading
from meetfinder.exchange.sheet import reader as sheet_reader
from meetfinder.intake.gazetteer import KnownPlaces
from meetfinder.moderation import drafts
from meetfinder.web.edge import writes
from meetfinder.web.languages import LazyText
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer import drafting
from meetfinder.web.organizer.asked import Errors
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.read_words import INDEPENDENT, NO_FELLOWSHIP
from meetfinder.web.site import settings

SHEET = "sheet"
WRONG = 422
MOST_ROWS = 500
NO_TABLE = _l("Paste a table whose first line names its columns: at least Name, Day, Time and City.")
TOO_MANY = _l("Paste at most 500 rows at once.")
PROBLEMS: dict[str, LazyText] = {
    "missing": _l("is missing"),
    "too_long": _l("is too long"),
    "not_a_day": _l("is no day of the week"),
    "not_a_time": _l("is no time of day"),
    "no_zone": _l("cannot be told: add postcode or town, so that the time zone is known"),
    "unknown_value": _l("has a value that is not known here"),
    "used_twice": _l("is used twice"),
}
NOT_READ = _l("cannot be read")


@dataclass(frozen=True, slots=True)
class Preview:
    """What a pasted table would send, and the rows that it would not."""

    groups: tuple[Proposal, ...]
    refused: tuple[tuple[int, str, LazyText], ...]
    """Row, column and what is wrong."""
    cleaned: int
    """In how many rows something was taken out."""


def ask() -> str:
    """Show the box for a table."""
    draft = drafting.current()
    answers = draft.answers if draft is not None and draft.answers["kind"] == SHEET else {}
    return _page(answers, {})


@writes
def take() -> Response | tuple[str, int]:
    """Read the table and keep it as a draft, or say what is wrong with it as a whole."""
    answers: Answers = {
        "kind": SHEET,
        "text": request.form.get("table", ""),
        "fellowship": request.form.get("fellowship", ""),
    }
    errors: Errors = {}
    if answers["fellowship"] not in {INDEPENDENT, *catalogue.fellowship_slugs()}:
        errors["fellowship"] = NO_FELLOWSHIP
    try:
        reading = read(answers)
        if reading.rows > MOST_ROWS:
            errors["table"] = TOO_MANY
    except NotAList:
        errors["table"] = NO_TABLE
    if errors:
        return _page(answers, errors), WRONG
    secret = drafts.begin(answers, now=clock.now())
    return drafting.hand_out(redirect(url_for("organizer.look_at_sheet"), 303), secret)


def look() -> str | Response:
    """Show what would be sent, and each row that cannot be read, with its number and reason."""
    draft = drafting.current()
    if draft is None or draft.answers["kind"] != SHEET:
        return redirect(url_for("organizer.sheet"), 303)
    return render_template("organizer/sheet_preview.html", preview=preview(deepcopy(draft.answers)))


def preview(answers: Answers) -> Preview:
    """Return what the table of these answers would send."""
    reading = read(answers)
    return Preview(
        groups=tuple(_together(reading.proposals)),
        refused=tuple(
            (item.number, item.field, PROBLEMS.get(item.code, NOT_READ)) for item in reading.refused
        ),
        cleaned=len({item.number for item in reading.linted}),
    )


def read(answers: Answers) -> Reading:
    """Read the table, in any shape that lists come in; raise NotAList where it is none."""
    site = settings()
    fellowship = answers["fellowship"]
    context = Context(
        program="",
        fellowship="" if fellowship == INDEPENDENT else fellowship,
        default_country=site.country,
        codes=CodeMap.from_seed(tomllib.loads((site.seeds / "formats.toml").read_text())),
        gazetteer=KnownPlaces(),
        today=clock.now().date(),
    )
    for read_table in (csv_reader.read, sheet_reader.read):
        try:
            return read_table(_with_commas(answers["text"]), context)
        except NotAList as problem:
            last = problem
    raise last


def _with_commas(table: str) -> str:
    """Return a table that was copied from a spreadsheet, which has tabs, with commas."""
    first, *_rest = table.splitlines() or [""]
    if "\t" not in first:
        return table
    rows = [line.split("\t") for line in table.splitlines()]
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)


def _together(proposals: Iterable[Proposal]) -> list[Proposal]:
    """Return one proposal a group: rows with the same name and fellowship are meetings of one."""
    found: dict[tuple[str, str], Proposal] = {}
    for proposal in proposals:
        mark = (proposal.group.name.casefold(), proposal.group.fellowship)
        before = found.get(mark)
        if before is not None:
            proposal = replace(before, meetings=(*before.meetings, *proposal.meetings))  # noqa: PLW2901
        found[mark] = proposal
    return list(found.values())


def _page(answers: Answers, errors: Errors) -> str:
    return render_template("organizer/sheet.html", answers=answers, errors=errors)
