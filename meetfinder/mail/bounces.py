"""Reads a bounce: a mail server's report, hours later, that a letter of ours could not be delivered.

Only a report (RFC 3464) that gives back the Message-ID of a letter which we sent to that very address counts,
because anybody can write to the mailbox that gets the bounces.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.mail.models import OutboxMessage

_GONE = re.compile(r"5\.(?:1\.\d+|2\.1)$")
"""RFC 3463: no such mailbox or host, or a mailbox that is closed. A full one is not gone."""


class NotABounce(ValueError):
    """The mail is no report of a failed delivery."""


def gone_mailboxes(content: bytes) -> list[str]:
    """Return the addresses of our letters that a report says do not exist; or raise NotABounce."""
    report = BytesParser(policy=policy.default).parsebytes(content)
    if report.get_content_type() != "multipart/report":
        raise NotABounce("it is no delivery report")
    failed = {address.casefold() for part in report.walk() for address in _failed(part)}
    sent_to = {message.to.casefold(): message.to for message in _letters(report)}
    return sorted(sent_to[address] for address in failed & sent_to.keys())


def _failed(part: Message) -> Iterator[str]:
    """Yield the recipients whose mailbox is gone, of the part that is for programs."""
    if part.get_content_type() != "message/delivery-status":
        return
    for block in part.get_payload():
        if not isinstance(block, Message) or str(block.get("Action", "")).strip().lower() != "failed":
            continue
        if _GONE.match(str(block.get("Status", "")).strip()):
            for name in ("Final-Recipient", "Original-Recipient"):
                yield str(block.get(name, "")).rpartition(";")[2].strip()


def _letters(report: EmailMessage) -> Iterator[OutboxMessage]:
    """Yield our letters whose Message-IDs the report gives back."""
    for part in report.walk():
        if part.get_content_type() == "text/rfc822-headers":
            text = str(part.get_payload())
        elif part.get_content_type() == "message/rfc822":
            text = "\n".join(f"{name}: {value}" for name, value in part.get_payload(0).items())  # type: ignore[union-attr]
        else:
            continue
        found = re.search(r"^Message-ID:\s*<([^@>]+)@([^>]+)>", text, re.IGNORECASE | re.MULTILINE)
        if found:
            wanted = OutboxMessage.reference == found[1], OutboxMessage.domain == found[2]
            yield from db.session.scalars(select(OutboxMessage).where(*wanted))
