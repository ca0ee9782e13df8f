"""Helplines and sentences to put into a test's directory."""

from datetime import date

from meetfinder.db import db
from meetfinder.directory.models import Guidance, Helpline

READ_ON = date(2026, 11, 20)


def a_helpline(
    *,
    country: str = "US",
    name: str = "Line of hope",
    purpose: str = "crisis",
    number: str | None = "555-0100",
    sms: str | None = None,
    checked: date | None = None,
) -> Helpline:
    line = Helpline(
        country=country,
        name=name,
        purpose=purpose,
        number=number,
        sms=sms,
        hours="24 hours, every day",
        free=True,
        languages=["en"],
        source="https://public.example.org/line",
        source_title="Ministry of Lines",
        read_on=READ_ON,
        checked_by_operator_on=checked,
    )
    db.session.add(line)
    db.session.flush()
    return line


def a_sentence(
    text: str = "A seizure is an emergency.", *, topic: str = "withdrawal-emergency", position: int = 1
) -> Guidance:
    sentence = Guidance(
        slug=f"{topic}-{position}",
        topic=topic,
        position=position,
        text=text,
        text_es=text,
        source="https://public.example.org/advice",
        source_title="Board of Advice",
        read_on=READ_ON,
    )
    db.session.add(sentence)
    db.session.flush()
    return sentence
