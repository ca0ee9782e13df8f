"""Asks organizers whether their listing is still right, and lets listings grow old by rule."""

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.cli.site import settings
from meetfinder.db import db
from meetfinder.mail import outbox
from meetfinder.moderation import freshness
from meetfinder.moderation.freshness import DOUBT, DueMail

LETTERS = {DOUBT: "reported"}
AGE_LETTER = "confirm_due"


def grow_old() -> int:
    """Hide what has lapsed, show what came back, mark what is stale; return how many groups changed."""
    done = freshness.refresh(clock.now())
    return done.lapsed + done.shown + done.turned


def ask_organizers() -> int:
    """Queue a letter to each organizer of a group that is due, and return how many groups were asked."""
    due = freshness.due_mails(clock.now())
    for item in due:
        _ask(item)
        freshness.mark_asked(item)
    return len(due)


def _ask(item: DueMail) -> None:
    for number in item.account_ids:
        account = db.session.get_one(Account, number)
        context = {"account": account.id, "group": item.group_id, "days": item.days}
        letter = LETTERS.get(item.reason, AGE_LETTER)
        outbox.queue(letter, to=account.email, context=context, language=settings().language, now=clock.now())
