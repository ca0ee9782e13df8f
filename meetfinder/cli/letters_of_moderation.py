"""Letters about submissions and listings: each holds a link that signs its reader in, made when it is sent."""

from collections.abc import Mapping
from typing import Any

from meetfinder import clock
from meetfinder.accounts import tokens
from meetfinder.accounts.models import Account, Purpose
from meetfinder.cli.letters import PREPARERS
from meetfinder.db import db
from meetfinder.mail.models import OutboxMessage


def _with_link(message: OutboxMessage) -> Mapping[str, Any] | None:
    """Mint a link that leads to the submission or group of the message; None when its reader is gone."""
    account = db.session.get(Account, message.context["account"])
    if account is None or account.disabled_at is not None:
        return None
    facts = message.context
    subject = f"group:{facts['group']}" if "group" in facts else f"submission:{facts['submission']}"
    return {"token": tokens.mint(Purpose.CONFIRM, account, subject=subject, now=clock.now())}


PREPARERS.update(
    dict.fromkeys(("approved", "declined", "asked", "confirm_due", "reported", "withdrawn"), _with_link)
)
