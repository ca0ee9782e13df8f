"""What waits to be sent, in the caller's transaction: a message goes out only if what it tells was kept."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select, update

from meetfinder.db import db
from meetfinder.mail.letter import checked_address
from meetfinder.mail.models import MessageStatus, OutboxMessage

KEPT = timedelta(days=30)
"""How long it is remembered that something was sent to somebody."""
LEASE = timedelta(minutes=10)
"""After this long a sender that has not reported is taken for dead; longer than any attempt can last."""
BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
"""How long to wait after each failure; after one more the message is given up."""
LATE = timedelta(hours=1)
_REFERENCE_BYTES = 8


def queue(
    kind: str, *, to: str, context: dict[str, Any], now: datetime, language: str = "en"
) -> OutboxMessage:
    """Put a message into the outbox and return it; raise ValueError where `to` is not one mail address.

    `kind` names the letter: `templates/email/<kind>.txt`. `context` holds plain JSON: ids and words, never a
    token, because secrets are made when the letter is.
    """
    message = OutboxMessage(
        kind=kind,
        to=checked_address(to),
        language=language,
        context=context,
        reference=f"{now:%Y%m%d%H%M%S}.{secrets.token_hex(_REFERENCE_BYTES)}",
        created_at=now,
        next_try_at=now,
    )
    db.session.add(message)
    db.session.flush()
    return message


def due(*, now: datetime, limit: int) -> list[int]:
    """Return the ids of messages whose time has come, the longest due first."""
    return list(
        db.session.scalars(
            select(OutboxMessage.id)
            .where(OutboxMessage.next_try_at <= now)
            .order_by(OutboxMessage.next_try_at, OutboxMessage.id)
            .limit(limit)
        )
    )


def overdue(*, now: datetime) -> int:
    """Return how many messages should have been tried an hour ago: nobody sends."""
    late = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.next_try_at < now - LATE)
    return db.session.scalar(late) or 0


def claim(message_id: int, *, domain: str, now: datetime) -> OutboxMessage | None:
    """Take a message for sending; None when another sender has. Commit before sending it.

    Of two senders only one changes the row, because the second finds a later time in it.
    """
    taken = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id, OutboxMessage.next_try_at <= now)
        .values(next_try_at=now + LEASE, tries=OutboxMessage.tries + 1)
        .returning(OutboxMessage.id)
        .execution_options(synchronize_session=False)
    ).scalar()
    if taken is None:
        return None
    message = db.session.get_one(OutboxMessage, message_id, populate_existing=True)
    message.domain = message.domain or domain
    return message


def end(message: OutboxMessage, status: MessageStatus, *, now: datetime, error: str = "") -> None:
    """Say that nothing more will be done about a message, and forget what it was to say."""
    message.status, message.error = status, error
    message.ended_at, message.next_try_at, message.context = now, None, {}


def try_later(message: OutboxMessage, *, now: datetime, error: str) -> None:
    """Put a message off after a failure, or give it up after the last."""
    if message.tries > len(BACK_OFF):
        end(message, MessageStatus.DEAD, now=now, error=error)
        return
    message.error = error
    message.next_try_at = now + BACK_OFF[max(message.tries, 1) - 1]


def purge(*, now: datetime) -> int:
    """Delete what was sent or given up long ago, and return how many there were."""
    gone = db.session.scalars(
        delete(OutboxMessage).where(OutboxMessage.ended_at < now - KEPT).returning(OutboxMessage.id)
    )
    return len(gone.all())
