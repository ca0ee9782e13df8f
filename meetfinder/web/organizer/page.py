"""A hand-made page, pasted or uploaded, and read by rules; what is found is kept to be completed."""

from contextlib import closing
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder.directory import catalogue
from meetfinder.exchange.page.draft import Draft as Found
from meetfinder.intake import pages
from meetfinder.intake.fetch import Unreadable
from meetfinder.intake.saved_pages import decoded
from meetfinder.web import signed_in, throttle
from meetfinder.web.edge import writes
from meetfinder.web.finder.world import countries
from meetfinder.web.languages import LazyText
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer import page_store
from meetfinder.web.organizer.asked import Errors
from meetfinder.web.site import settings

LONGEST_PASTE = 300_000
"""Characters."""
LARGEST_REQUEST = pages.LARGEST + 3 * LONGEST_PASTE
"""Bytes of the form; a little more than a page may have, so that this page itself can say what is too big."""
WRONG, TOO_OFTEN = 422, 429
NOTHING = _l("Paste the words of a page, or choose a file.")
BOTH = _l("Paste words or choose a file, not both.")
TOO_LONG = _l("That is too much to paste at once. Save it as a file and choose that.")
TOO_BIG = _l("This file is larger than 5 MB, which no page of meetings is. Copy its words instead.")
EMPTY = _l("This file is empty.")
NOT_A_TEXT = _l("This is neither a saved web page nor text. Save the page as HTML, or copy its words.")
NO_MEETING = _l(
    "No meeting was found. A day or a time must stand in it, such as “every Wednesday, 6:30 PM”. "
    "You can list the group by hand."
)
NO_FELLOWSHIP = _l("Choose a fellowship from the list, or leave it to the words.")
NO_COUNTRY = _l("Choose a country from the list.")
READ_TOO_OFTEN = _l("Many pages were read for you in the last hour. Please wait an hour.")
_UNREADABLE = {"empty_answer": EMPTY, "not_a_text": NOT_A_TEXT}


def allow_large_form(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the one form that takes a file be larger than all others; comes before anything reads it."""
    if endpoint == "organizer.read_page":
        request.max_content_length = LARGEST_REQUEST
        request.max_form_memory_size = 4 * LONGEST_PASTE


def page() -> str:
    """Ask for a page."""
    return _form({}, {})


def read_page() -> Response | tuple[str, int]:
    """Read a page and keep what was found in it, or say why nothing was.

    Reading may take seconds, so that it comes before anything is written.
    """
    typed = {name: request.form.get(name, "") for name in ("words", "fellowship", "country")}
    errors = _wrong_choices(typed)
    if not errors and not throttle.is_allowed(throttle.PAGES, "page", str(signed_in.current_account().id)):
        return _form(typed, {"words": READ_TOO_OFTEN}), TOO_OFTEN
    field, text = "words", ""
    try:
        field, text = _text(typed["words"])
    except _Refused as refused:
        errors[refused.field] = refused.sentence
    found: tuple[Found, ...] = ()
    if not errors:
        found = pages.drafts(text, default_country=typed["country"], fellowship=typed["fellowship"])
        if not found:
            errors[field] = NO_MEETING
    if errors:
        return _form(typed, errors), WRONG
    writes(page_store.add)(found)
    return redirect(url_for("organizer.page_drafts"), 303)


class _Refused(Exception):
    """What was sent cannot be read; tells the field and the sentence."""

    def __init__(self, field: str, sentence: LazyText) -> None:
        super().__init__(field)
        self.field, self.sentence = field, sentence


def _wrong_choices(typed: dict[str, str]) -> Errors:
    errors: Errors = {}
    if typed["fellowship"] not in {"", *catalogue.fellowship_slugs()}:
        errors["fellowship"] = NO_FELLOWSHIP
    if typed["country"] not in countries():
        errors["country"] = NO_COUNTRY
    return errors


def _text(words: str) -> tuple[str, str]:
    """Return the field that was used and its text; raise _Refused where it has none."""
    upload = request.files.get("file")
    if upload is None or not upload.filename:
        return "words", _pasted(words)
    with closing(upload):
        if words.strip():
            raise _Refused("words", BOTH)
        data = upload.stream.read(pages.LARGEST + 1)
    if len(data) > pages.LARGEST:
        raise _Refused("file", TOO_BIG)
    try:
        return "file", decoded(data)
    except Unreadable as problem:
        raise _Refused("file", _UNREADABLE[problem.code]) from None


def _pasted(words: str) -> str:
    if not words.strip():
        raise _Refused("words", NOTHING)
    if len(words) > LONGEST_PASTE:
        raise _Refused("words", TOO_LONG)
    return words


def _form(typed: dict[str, str], errors: Errors) -> str:
    return render_template(
        "organizer/page.html",
        typed=typed,
        country=typed.get("country", settings().country),
        errors=errors,
        left=len(page_store.items()),
    )
