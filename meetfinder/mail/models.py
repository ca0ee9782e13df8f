"""The outbox: a row for each message that is to be sent."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from meetfinder.db import Model


class MessageStatus(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"
    """It had nothing left to say when its turn came."""
    DEAD = "dead"
    """Refused for good, or tried too often."""


class OutboxMessage(Model):
    """What is to be said to whom; the words, and any secret link in them, are made when it is sent."""

    __tablename__ = "outbox_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    """Name of the letter: of its template, and of what fills it in."""
    to: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(16))
    context: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """Facts for the letter, plain JSON; emptied when nothing more is to be said."""
    reference: Mapped[str] = mapped_column(String(60), unique=True)
    """The local part of the Message-ID."""
    domain: Mapped[str] = mapped_column(String(253), default="")
    """The other part: that of the sender at the first attempt, then the same at every repetition."""
    status: Mapped[str] = mapped_column(String(8), default=MessageStatus.WAITING)
    created_at: Mapped[datetime]
    next_try_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it is due; while somebody is sending it, when they are given up. None: never again."""
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    """When it was sent, dropped or given up."""
    error: Mapped[str] = mapped_column(String(60), default="")
    """Code of the last failure, such as `smtp-550`; never the server's words, which may name people."""

    @property
    def message_id(self) -> str:
        """The Message-ID, the same at every attempt."""
        return f"<{self.reference}@{self.domain}>"
