"""Hands messages over: to an SMTP server, or into a folder as files."""

import contextlib
import os
import re
import smtplib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from meetfinder.mail.letter import Deliver

MAIL_FOLDER = "mail"
"""In the instance folder; where letters go as files while no server is set."""
TIMEOUT_SECONDS = 20.0
PORTS = {"smtp": 587, "smtp+starttls": 587, "smtps": 465}
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_PERMANENT = 500
_POLICY = re.compile(rb"^\s*5\.7\.\d")
"""RFC 3463 §3.8: refused because of who we are or what we wrote, not because the mailbox is not there."""


@dataclass
class Refused(Exception):
    """A server said no: for now or for good, and perhaps because there is no such mailbox."""

    code: str
    """What to keep of it, such as `smtp-550`."""
    permanent: bool
    no_such_mailbox: bool = False


class Unreachable(Exception):
    """There is no server to talk to, so the next message would not go out either."""


def deliverer(smtp_url: str, folder: Path) -> Deliver:
    """Return what sends to the server of this address, or what writes `.eml` files when there is none."""
    return SMTPServer(urlsplit(smtp_url)) if smtp_url else MailFolder(folder)


class MailFolder:
    """Writes each message into a folder that only its owner can read; a repetition replaces its file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, message: EmailMessage) -> None:
        """Write the file under another name first, so that it is never there by half."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        unfinished = self._folder / f".{name}.{os.getpid()}"
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as target:
            target.write(message.as_bytes())
            target.flush()
            os.fsync(target.fileno())
        unfinished.replace(self._folder / f"{name}.eml")


def forget_letters(folder: Path, words: str) -> int:
    """Delete the files of letters in which these words stand, whatever their case, and return how many."""
    gone = 0
    for file in folder.glob("*.eml") if folder.is_dir() else ():
        letter = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
        said = " ".join([str(letter["Subject"]), *(part.get_content() for part in _texts(letter))])
        if words.casefold() in " ".join(said.split()).casefold():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _texts(letter: EmailMessage) -> Iterator[EmailMessage]:
    for part in letter.walk():
        if part.get_content_maintype() == "text":
            yield part


class SMTPServer:
    """Sends over one connection a message.

    `smtps://` speaks TLS from the start, `smtp+starttls://` insists on STARTTLS, `smtp://` uses it where it
    is offered. A certificate is always checked; no password goes over a bare line to another machine.
    """

    def __init__(self, url: SplitResult) -> None:
        self._scheme = url.scheme
        self._host = url.hostname or ""
        self._port = url.port or PORTS[url.scheme]
        self._user, self._password = unquote(url.username or ""), unquote(url.password or "")

    def __call__(self, message: EmailMessage) -> None:
        """Send; return when the server has said yes. Raise Refused, or Unreachable where there is none."""
        server = self._connected()
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused as problem:
            raise _refused_recipient(problem) from None
        except smtplib.SMTPSenderRefused as problem:
            # It is our own address that it does not like: somebody has to mend that, and then it will go out.
            raise Refused(f"sender-{problem.smtp_code}", permanent=False) from None
        except smtplib.SMTPResponseException as problem:
            permanent = problem.smtp_code >= _PERMANENT
            raise Refused(f"smtp-{problem.smtp_code}", permanent=permanent) from None
        except (smtplib.SMTPException, OSError) as problem:
            raise Refused(type(problem).__name__, permanent=False) from None
        finally:
            # Its answer to our leaving changes nothing: the message was accepted or refused before.
            with contextlib.suppress(smtplib.SMTPException, OSError):
                server.quit()

    def reach(self) -> None:
        """Connect, sign in and leave; raise Unreachable where that does not go."""
        server = self._connected()
        with contextlib.suppress(smtplib.SMTPException, OSError):
            server.quit()

    def _connected(self) -> smtplib.SMTP:
        try:
            server = self._opened()
        except (smtplib.SMTPException, OSError) as problem:
            raise Unreachable(type(problem).__name__) from None
        try:
            self._secure(server)
        except (smtplib.SMTPException, OSError) as problem:
            server.close()
            raise Unreachable(type(problem).__name__) from None
        return server

    def _opened(self) -> smtplib.SMTP:
        if self._scheme == "smtps":
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self._host, self._port, timeout=TIMEOUT_SECONDS, context=context)
        return smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)

    def _secure(self, server: smtplib.SMTP) -> None:
        server.ehlo()
        own_machine = self._host in LOOPBACK
        wanted = self._scheme == "smtp+starttls" or (self._scheme == "smtp" and not own_machine)
        if wanted and (self._scheme == "smtp+starttls" or server.has_extn("starttls")):
            server.starttls(context=ssl.create_default_context())
            server.ehlo()
        if self._user:
            if not own_machine and not isinstance(server.sock, ssl.SSLSocket):
                raise smtplib.SMTPNotSupportedError("the server offers no TLS, so no password is sent")
            server.login(self._user, self._password)


def _refused_recipient(problem: smtplib.SMTPRecipientsRefused) -> Refused:
    code, words = next(iter(problem.recipients.values()))
    permanent = code >= _PERMANENT
    return Refused(f"smtp-{code}", permanent, no_such_mailbox=permanent and not _POLICY.match(words))
