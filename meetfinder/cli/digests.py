"""One letter a week for each moderator for whom something waits."""

from collections.abc import Mapping
from typing import Any

from meetfinder import clock
from meetfinder.accounts import registry
from meetfinder.accounts.models import Account
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.cli.letters import PREPARERS
from meetfinder.cli.site import settings
from meetfinder.db import db
from meetfinder.mail import outbox
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation.batches import waiting_batches
from meetfinder.moderation.models import Harm
from meetfinder.moderation.queue import waiting

LETTER = "digest"
_MOST_COUNTED = 1000
"""So many entries are looked at for what is urgent and how old it is; they are the most urgent ones."""


def queue_digests() -> int:
    """Queue a letter for each moderator for whom something waits, and return how many."""
    count = 0
    for account in registry.moderators():
        if account.mail_dead_at is None and _facts(account) is not None:
            outbox.queue(
                LETTER,
                to=account.email,
                context={"account": account.id},
                language=settings().language,
                now=clock.now(),
            )
            count += 1
    return count


def _digest(message: OutboxMessage) -> Mapping[str, Any] | None:
    account = db.session.get(Account, message.context["account"])
    return None if account is None else _facts(account)


def _facts(account: Account) -> Mapping[str, Any] | None:
    """Return what the letter says; None when nothing waits by now."""
    now = clock.now()
    found = waiting(account, now=now, size=_MOST_COUNTED)
    lists = [item for item in waiting_batches() if may_moderate(account, Concern(fellowship=item.fellowship))]
    if not found.total and not lists:
        return None
    return {
        "waiting": found.total,
        "urgent": sum(entry.harm <= Harm.EXPOSURE for entry in found.entries),
        "oldest_days": max(((now - entry.since).days for entry in found.entries), default=0),
        "batches": len(lists),
    }


PREPARERS[LETTER] = _digest
