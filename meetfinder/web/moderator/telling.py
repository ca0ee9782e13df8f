"""Tells the sender of a submission what became of it, by mail, in the transaction that decides."""

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.mail import outbox
from meetfinder.moderation.models import Submission
from meetfinder.web.site import settings

APPROVED, DECLINED, ASKED = "approved", "declined", "asked"
"""Names of letters."""


def tell_sender(submission: Submission, letter: str, *, text: str = "") -> None:
    """Queue a letter to who sent a submission; nothing where nobody can be reached.

    The link in it is made when it is sent, and leads to what they sent.
    """
    case = submission.case
    account = None if case is None or case.account_id is None else db.session.get(Account, case.account_id)
    if account is None or account.disabled_at is not None or account.mail_dead_at is not None:
        return
    context = {"account": account.id, "submission": submission.id, "text": text}
    outbox.queue(letter, to=account.email, context=context, language=settings().language, now=clock.now())
