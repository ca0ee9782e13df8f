"""Erasing words for good: out of what is listed, out of the whole history, out of every feed."""

from contextlib import suppress
from http import HTTPStatus

from flask import redirect, request, url_for
from sqlalchemy import exists, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.db import db, empty_journal
from meetfinder.directory.models import Group
from meetfinder.mail.delivery import MAIL_FOLDER, forget_letters
from meetfinder.moderation import redaction
from meetfinder.moderation.models import Revision
from meetfinder.web.edge import writes
from meetfinder.web.feeds import store
from meetfinder.web.feeds.meeting_guide import refresh
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator.groups import group
from meetfinder.web.moderator.here import group_of, signature
from meetfinder.web.site import settings

TOO_SHORT = _l("Type the words to erase, at least three characters.")
NOT_THERE = _l("These words stand nowhere in this group or its history.")


def redact_group(public_id: str) -> Response | tuple[str, int]:
    """Erase words that stand in a group or its history, from everywhere.

    The whole list is made anew at once, so that whoever erases waits for it and no client does.
    """
    found, words = group_of(public_id), request.form.get("words", "").strip()
    if len(words) < redaction.SHORTEST:
        return group(public_id, problem=str(TOO_SHORT), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if not _stand_in(found, words):
        return group(public_id, problem=str(NOT_THERE), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    _erase(words)
    # Only after the commit: a feed that is asked for before it is made of the old words once more.
    store.forget()
    forget_letters(settings().instance / MAIL_FOLDER, words)
    empty_journal()
    # The words are gone; a list that cannot be kept now is made when it is asked for.
    with suppress(OSError, SQLAlchemyError):
        refresh()
    return redirect(url_for("moderator.group", public_id=public_id), 303)


@writes
def _erase(words: str) -> None:
    redaction.redact_value(words, decided_by=signature(), now=clock.now())


def _stand_in(found: Group, words: str) -> bool:
    """Say whether words stand in a group's history, so that nobody erases half the directory by a slip."""
    held = exists().where(Revision.group_id == found.id, Revision.snapshot.icontains(words, autoescape=True))
    return bool(db.session.scalar(select(held)))
