"""Letters about submissions and listings: each holds a link that leads to what it is about."""

from collections.abc import Mapping
from typing import Any

from meetfinder.accounts.models import Purpose
from meetfinder.cli.letters import PREPARERS
from meetfinder.cli.letters_of_accounts import with_link
from meetfinder.mail.models import OutboxMessage

ABOUT_SUBMISSIONS = ("approved", "declined", "asked")
ABOUT_GROUPS = ("confirm_due", "reported")


def _to_submission(message: OutboxMessage) -> Mapping[str, Any] | None:
    return with_link(Purpose.CONFIRM, message, subject=f"submission:{message.context['submission']}")


def _to_group(message: OutboxMessage) -> Mapping[str, Any] | None:
    return with_link(Purpose.CONFIRM, message, subject=f"group:{message.context['group']}")


PREPARERS.update(dict.fromkeys(ABOUT_SUBMISSIONS, _to_submission))
PREPARERS.update(dict.fromkeys(ABOUT_GROUPS, _to_group))
