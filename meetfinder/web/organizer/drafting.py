"""The draft of this browser: its cookie, which only `/submit` gets, and the row that it leads to."""

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.moderation import drafts
from meetfinder.moderation.drafts import Draft
from meetfinder.web.edge import writes
from meetfinder.web.signed_in import is_https

COOKIE, PATH = "draft", "/submit"
TELEPHONED = "telephoned"
"""Among the answers where a moderator types what somebody says on the telephone."""
Answers = dict[str, Any]
"""Plain JSON: what was typed, named as in the forms; see `proposing` for what it becomes."""


def current() -> Draft | None:
    """Return the draft of this browser; None where it has none."""
    secret = request.cookies.get(COOKIE, "")
    return drafts.find(secret, now=clock.now()) if secret else None


def hand_out(response: Response, secret: str) -> Response:
    """Give the browser the secret of its draft."""
    response.set_cookie(
        COOKIE,
        secret,
        max_age=drafts.KEPT,
        path=PATH,
        secure=is_https(),
        httponly=True,
        samesite="Lax",
    )
    return response


def take_back(response: Response) -> Response:
    """Take the secret from the browser, whose draft is sent or thrown away."""
    response.delete_cookie(COOKIE, path=PATH, secure=is_https(), httponly=True, samesite="Lax")
    return response


@writes
def keep(answers: Answers) -> None:
    """Put these answers in place of the former ones; nothing happens when the draft was sent meanwhile."""
    draft = current()
    if draft is not None:
        drafts.keep(draft, answers, now=clock.now())
