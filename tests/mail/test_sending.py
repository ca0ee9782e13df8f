"""Mail against real servers: delivered once, put off, given up, and repeated only as promised."""

from dataclasses import replace
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from meetfinder.db import db
from meetfinder.mail import delivery, outbox
from meetfinder.mail.delivery import MailFolder, deliverer
from meetfinder.mail.letter import Deliver, Letter, Sender
from meetfinder.mail.models import MessageStatus, OutboxMessage
from meetfinder.mail.sending import Tally, send_due
from tests.conftest import NOW
from tests.mail.servers import Mailbox

pytestmark = pytest.mark.usefixtures("app")
SENDER = Sender("Meetings", "help@meetings.example.org")
MINUTE = timedelta(minutes=1)


def waiting(to: str = "someone@example.org", **context: str) -> OutboxMessage:
    message = outbox.queue("greeting", to=to, context=context, now=NOW)
    db.session.commit()
    return message


def letter(message: OutboxMessage) -> Letter | None:
    return None if "nothing" in message.context else Letter("Your link", "Zwölf Schritte: http://x.test/1\n")


def send(deliver: Deliver, *, now: datetime = NOW, bounced: list[str] | None = None) -> Tally:
    told = [] if bounced is None else bounced
    return send_due(deliver=deliver, render=letter, sender=SENDER, now=now, on_bounce=told.append)


def held(message: OutboxMessage) -> OutboxMessage:
    return db.session.get_one(OutboxMessage, message.id, populate_existing=True)


def smtp(box: Mailbox) -> Deliver:
    return deliverer(box.url, Path("unused"))


def test_a_message_arrives_once(box: Mailbox) -> None:
    message = waiting()
    assert send(smtp(box)) == Tally(sent=1)
    assert send(smtp(box)) == Tally()
    (arrived,) = box.messages
    assert arrived["Subject"] == "Your link"
    assert arrived["From"] == "Meetings <help@meetings.example.org>"
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Message-ID"] == held(message).message_id
    assert "Zwölf Schritte: http://x.test/1" in arrived.get_content()
    assert arrived.get_content_type() == "text/plain"
    assert held(message).status == MessageStatus.SENT


def test_what_was_said_is_forgotten_and_later_that_it_was_said(box: Mailbox) -> None:
    message = waiting(reason="something private")
    send(smtp(box))
    assert held(message).context == {}
    assert outbox.purge(now=NOW + timedelta(days=29)) == 0
    assert outbox.purge(now=NOW + timedelta(days=31)) == 1


def test_a_server_that_is_down_gets_it_when_it_is_up(box: Mailbox) -> None:
    first, second = waiting(), waiting("other@example.org")
    box.stop()
    assert send(smtp(box)) == Tally(later=1)
    assert held(second).tries == 0, "what was not tried stays due"
    box.start()
    assert send(smtp(box)) == Tally(sent=1)
    assert send(smtp(box), now=NOW + MINUTE) == Tally(sent=1)
    assert {message["Message-ID"] for message in box.messages} == {
        held(first).message_id,
        held(second).message_id,
    }


def test_a_4xx_is_put_off_longer_and_longer_and_then_given_up(box: Mailbox) -> None:
    box.recipients["someone@example.org"] = "451 4.3.0 busy"
    message, moment, waits = waiting(), NOW, []
    while held(message).next_try_at is not None:
        due = held(message).next_try_at
        assert due is not None
        waits.append(due - moment)
        moment = due
        send(smtp(box), now=moment)
    assert waits[1:] == [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]
    assert held(message).status == MessageStatus.DEAD
    assert held(message).error == "smtp-451"
    assert box.messages == []


def test_a_5xx_for_the_mailbox_marks_the_contact(box: Mailbox) -> None:
    box.recipients["someone@example.org"] = "550 5.1.1 no such user"
    bounced: list[str] = []
    message = waiting()
    assert send(smtp(box), bounced=bounced) == Tally(dead=1)
    assert bounced == ["someone@example.org"]
    assert (held(message).status, held(message).error) == (MessageStatus.DEAD, "smtp-550")


def test_a_5xx_about_ourselves_is_not_blamed_on_the_mailbox(box: Mailbox) -> None:
    box.recipients["someone@example.org"] = "554 5.7.1 relay access denied"
    bounced: list[str] = []
    waiting()
    assert send(smtp(box), bounced=bounced) == Tally(dead=1)
    box.data = "554 5.6.0 we do not like the text"
    waiting("other@example.org")
    assert send(smtp(box), bounced=bounced) == Tally(dead=1)
    assert bounced == []


def test_killed_between_the_yes_and_our_commit_repeats_the_same_message(box: Mailbox) -> None:
    message = waiting()

    def accepted_then_killed(made: EmailMessage) -> None:
        smtp(box)(made)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        send(accepted_then_killed)
    assert send(smtp(box), now=NOW + 9 * MINUTE) == Tally(), "it may still be at work"
    assert send(smtp(box), now=NOW + 10 * MINUTE) == Tally(sent=1)
    assert [made["Message-ID"] for made in box.messages] == [held(message).message_id] * 2


def test_the_message_id_stays_when_the_sender_moves(box: Mailbox) -> None:
    message = waiting()
    box.data = "451 later"
    send(smtp(box))
    before = held(message).message_id
    box.data = "250 OK"
    moved = replace(SENDER, address="help@elsewhere.example.net")
    send_due(deliver=smtp(box), render=letter, sender=moved, now=NOW + MINUTE)
    assert box.messages[0]["Message-ID"] == before


def test_one_letter_that_cannot_be_written_does_not_hold_up_the_rest(box: Mailbox) -> None:
    broken, fine = waiting(), waiting("other@example.org")

    def render(message: OutboxMessage) -> Letter | None:
        if message.id == broken.id:
            raise KeyError("a word of a person")
        return letter(message)

    tally = send_due(deliver=smtp(box), render=render, sender=SENDER, now=NOW)
    assert tally == Tally(sent=1, later=1)
    assert held(broken).error == "letter-KeyError"
    assert held(fine).status == MessageStatus.SENT


def test_a_message_with_nothing_left_to_say_is_dropped(box: Mailbox) -> None:
    message = waiting(nothing="to say")
    assert send(smtp(box)) == Tally(dropped=1)
    assert held(message).status == MessageStatus.DROPPED
    assert box.messages == []


def test_of_two_senders_only_one_gets_a_message() -> None:
    message = waiting()
    assert outbox.due(now=NOW, limit=10) == [message.id]
    assert outbox.claim(message.id, domain="example.org", now=NOW) is not None
    assert outbox.claim(message.id, domain="example.org", now=NOW) is None
    assert outbox.due(now=NOW, limit=10) == []


def test_without_a_server_each_message_is_one_private_file(tmp_path: Path) -> None:
    message = waiting()
    folder = tmp_path / "mail"
    deliver = deliverer("", folder)
    assert isinstance(deliver, MailFolder)
    send(deliver)
    db.session.get_one(OutboxMessage, message.id).next_try_at = NOW
    db.session.commit()
    send(deliver)
    (file,) = folder.iterdir()
    assert file.suffix == ".eml"
    assert file.stat().st_mode & 0o077 == 0
    assert folder.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "to",
    [
        "a@example.org\nBcc: b@example.org",
        "a@example.org\r\nSubject: x",
        "a@example.org, b@example.org",
        "<a@example.org>",
        "a b@example.org",
        "a",
        "",
        "a@b",
        f"{'a' * 250}@example.org",
    ],
)
def test_what_could_bend_a_header_is_refused(to: str) -> None:
    with pytest.raises(ValueError, match="not one mail address"):
        outbox.queue("greeting", to=to, context={}, now=NOW)


@pytest.mark.parametrize("subject", ["", " ", "a\nBcc: b@example.org", "a\rb", "a\x00b"])
def test_a_subject_is_one_line(subject: str) -> None:
    with pytest.raises(ValueError, match="one line"):
        Letter(subject, "text")


def test_a_password_goes_over_a_bare_line_on_this_machine_only(
    box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_password = deliverer(box.url.replace("://", "://user:secret@"), Path("unused"))
    waiting()
    assert send(with_password) == Tally(sent=1)
    assert box.passwords == [b"secret"]
    monkeypatch.setattr(delivery, "LOOPBACK", frozenset())
    waiting()
    assert send(with_password) == Tally(later=1)
    assert box.passwords == [b"secret"]
