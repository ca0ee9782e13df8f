"""Sends what is due, each message in three short steps, so that no transaction waits for a mail server.

A message is claimed and its letter made, then handed over, then recorded. Each step is committed here,
because only a committed claim keeps a second sender away, and only a committed token makes a link work. A
process that is killed between the server's yes and the record has its message sent again after a while, with
the same Message-ID.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from meetfinder.db import db, writing
from meetfinder.mail import outbox
from meetfinder.mail.delivery import Refused, Unreachable
from meetfinder.mail.letter import Deliver, Letter, Sender, compose
from meetfinder.mail.models import MessageStatus, OutboxMessage

MOST_AT_ONCE = 500
Render = Callable[[OutboxMessage], Letter | None]
"""Makes the letter, and may write rows for links in it; None when there is nothing left to say."""
OnBounce = Callable[[str], object]
"""Told an address whose mailbox does not exist; it may write rows."""


@dataclass(slots=True)
class Tally:
    """How many messages were sent, put off, given up, and had nothing left to say."""

    sent: int = 0
    later: int = 0
    dead: int = 0
    dropped: int = 0


def send_due(
    *, deliver: Deliver, render: Render, sender: Sender, now: datetime, on_bounce: OnBounce = str
) -> Tally:
    """Send what is due and say what became of it; safe to run twice at once. Commits.

    Stops at the first sign that the server cannot be reached; what was not tried stays due.
    """
    tally = Tally()
    ids = outbox.due(now=now, limit=MOST_AT_ONCE)
    db.session.rollback()  # A reader that stays open would make SQLite keep old pages while we send.
    for message_id in ids:
        letter = _prepared(message_id, render, sender, tally, now=now)
        if letter is None:
            continue
        try:
            deliver(letter)
        except Unreachable as problem:
            _put_off(message_id, str(problem), tally, now=now)
            break
        except Refused as problem:
            _refused(message_id, problem, on_bounce, tally, now=now)
        except OSError as problem:
            _put_off(message_id, type(problem).__name__, tally, now=now)
        else:
            _ended(message_id, MessageStatus.SENT, tally, now=now)
    return tally


def _prepared(
    message_id: int, render: Render, sender: Sender, tally: Tally, *, now: datetime
) -> EmailMessage | None:
    """Claim a message and make it; None when it is not ours, or not to be sent now."""
    with writing():
        message = outbox.claim(message_id, domain=sender.domain, now=now)
        db.session.commit()
    if message is None:
        return None
    try:
        with writing():
            message = db.session.get_one(OutboxMessage, message_id)
            letter = render(message)
            if letter is not None:
                made = compose(letter, to=message.to, sender=sender, message_id=message.message_id, now=now)
            db.session.commit()
    except Exception as problem:  # noqa: BLE001  One letter that cannot be written must not hold up the rest.
        _put_off(message_id, f"letter-{type(problem).__name__}", tally, now=now)
        return None
    if letter is None:
        _ended(message_id, MessageStatus.DROPPED, tally, now=now)
        return None
    return made


def _put_off(message_id: int, error: str, tally: Tally, *, now: datetime) -> None:
    with writing():
        message = db.session.get_one(OutboxMessage, message_id)
        outbox.try_later(message, now=now, error=error)
        dead = message.status == MessageStatus.DEAD
        db.session.commit()
    tally.dead += dead
    tally.later += not dead


def _refused(message_id: int, problem: Refused, on_bounce: OnBounce, tally: Tally, *, now: datetime) -> None:
    if not problem.permanent:
        _put_off(message_id, problem.code, tally, now=now)
        return
    with writing():
        message = db.session.get_one(OutboxMessage, message_id)
        if problem.no_such_mailbox:
            on_bounce(message.to)
        outbox.end(message, MessageStatus.DEAD, now=now, error=problem.code)
        db.session.commit()
    tally.dead += 1


def _ended(message_id: int, status: MessageStatus, tally: Tally, *, now: datetime) -> None:
    with writing():
        outbox.end(db.session.get_one(OutboxMessage, message_id), status, now=now)
        db.session.commit()
    tally.sent += status == MessageStatus.SENT
    tally.dropped += status == MessageStatus.DROPPED
