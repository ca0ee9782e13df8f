"""Letters that carry a link: its secret is minted when the letter is made."""

from collections.abc import Mapping
from typing import Any

from meetfinder import clock
from meetfinder.accounts import registry, tokens
from meetfinder.accounts.models import Account, Purpose
from meetfinder.cli.letters import PREPARERS
from meetfinder.cli.outbox import ON_BOUNCE
from meetfinder.db import db
from meetfinder.mail.models import OutboxMessage
from meetfinder.moderation.models import Submission, SubmissionStatus


def with_link(purpose: Purpose, message: OutboxMessage, *, subject: str = "") -> Mapping[str, Any] | None:
    """Return the secret of a link for the account in the message's context; None when the account is gone."""
    account = db.session.get(Account, message.context.get("account"))
    if account is None or account.disabled_at is not None or account.email != message.to:
        return None
    return {"token": tokens.mint(purpose, account, subject=subject, now=clock.now())}


def _sign_in(message: OutboxMessage) -> Mapping[str, Any] | None:
    return with_link(Purpose.SIGN_IN, message)


def _invitation(message: OutboxMessage) -> Mapping[str, Any] | None:
    return with_link(Purpose.INVITE, message)


def _confirm_submission(message: OutboxMessage) -> Mapping[str, Any] | None:
    submission = db.session.get(Submission, message.context.get("submission"))
    if submission is None or submission.status != SubmissionStatus.AWAITING_MAIL:
        return None
    return with_link(Purpose.CONFIRM, message, subject=f"submission:{submission.id}")


def _confirm_address(message: OutboxMessage) -> Mapping[str, Any] | None:
    account = db.session.get(Account, message.context.get("account"))
    if account is None or account.disabled_at is not None:
        return None
    secret = tokens.mint(Purpose.CONFIRM, account, subject=f"address:{message.to}", now=clock.now())
    return {"token": secret}


def _mailbox_is_gone(address: str) -> None:
    registry.mark_dead_mail(address, now=clock.now())


PREPARERS.update(
    sign_in=_sign_in,
    invitation=_invitation,
    confirm_submission=_confirm_submission,
    confirm_address=_confirm_address,
)
ON_BOUNCE.append(_mailbox_is_gone)
