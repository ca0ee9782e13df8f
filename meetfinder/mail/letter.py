"""A letter: subject and text, made into a message that no address or subject can bend."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

LONGEST_ADDRESS = 254
"""RFC 5321 §4.5.3.1.3, less the angle brackets."""
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]+@[^\s@<>()\[\],;:\\\"]+\.[^\s@<>()\[\],;:\\\"]+")


@dataclass(frozen=True, slots=True)
class Letter:
    """What one message says. The subject is one line; raises ValueError where it is not."""

    subject: str
    text: str

    def __post_init__(self) -> None:
        if not self.subject.strip() or not self.subject.isprintable():
            raise ValueError("the subject of a letter is one line of text")


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: the name and the mail address of the site."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The part of the address after the @ sign."""
        return self.address.rpartition("@")[2]


Deliver = Callable[[EmailMessage], None]
"""Hands a message over and returns when it was accepted; raises `delivery.Refused` or OSError otherwise."""


def checked_address(text: str) -> str:
    """Return a mail address without blanks around it; raise ValueError for what could be more than one.

    What is refused is what would bend a header or add a reader: line ends, commas, brackets, quotes.
    """
    address = text.strip()
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or not _ADDRESS.fullmatch(address):
        raise ValueError("this is not one mail address")
    return address


def compose(letter: Letter, *, to: str, sender: Sender, message_id: str, now: datetime) -> EmailMessage:
    """Return the message as it goes to a server: plain text only, and marked as written by a program."""
    user, _, domain = checked_address(to).rpartition("@")
    own_user, _, own_domain = sender.address.rpartition("@")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(sender.name, own_user, own_domain)
    message["To"] = Address("", user, domain)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id
    # RFC 3834: so that no absence notice answers us.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    return message
