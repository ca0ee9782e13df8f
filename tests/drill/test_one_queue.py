"""Many at one queue at once, and processes killed at any moment: nothing is lost, doubled or left half done.

Children are forked, because a thousand starts of Python would take longer than what is tested.
"""

import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetfinder.accounts.models import Account
from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import Model, db, writing
from meetfinder.directory.models import Group, Meeting
from meetfinder.moderation import claims, door, who
from meetfinder.moderation.errors import AlreadyDecided, ClaimedByOther
from meetfinder.moderation.models import Case, Decision, Revision, Submission, SubmissionStatus, Verdict
from meetfinder.moderation.queue import waiting
from meetfinder.search.tables import Occurrence
from tests.moderation.people import NOW, a_form, a_moderator, an_account, sent, slot

SUBMITTERS, EACH, MODERATORS, KILLS = 50, 1, 10, 200

pytestmark = pytest.mark.drill


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(
        Settings(instance=tmp_path, database_url=f"sqlite:///{tmp_path}/site.sqlite", secret_key="t" * 32)
    )
    with app.app_context():
        db.create_all()
        yield app
        db.session.remove()
        db.engine.dispose()


@contextmanager
def let_go() -> Iterator[None]:
    """Leave no connection open: a child must not use one of its parent."""
    db.session.remove()
    db.engine.dispose()
    yield


def child(work: Callable[[Callable[[str], None]], None]) -> tuple[int, int]:
    """Run work in a process of its own; return its id and the end of the pipe at which its words come out."""
    reading, written = os.pipe()
    with let_go():
        number = os.fork()
    if number:
        os.close(written)
        return number, reading
    status = 1
    try:
        work(lambda words: os.write(written, f"{words}\n".encode()) and None)
        status = 0
    except BaseException:  # noqa: BLE001  The parent is told of everything, and a child never goes on.
        os.write(written, ("ERROR " + traceback.format_exc().replace("\n", " | ") + "\n").encode())
    finally:
        os._exit(status)


def words_of(reading: int) -> list[str]:
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().decode().split("\n")
    return lines[:-1]  # What was not ended by a line break was not said.


def submit(seed: int, many: int, say: Callable[[str], None]) -> None:
    for at in range(many):
        with writing():
            submission = sent(
                a_form(slot(at % 7), name=f"Group {seed} {at}"),
                an_account(email=f"p{os.getpid()}-{seed}-{at}@example.org"),
            )
            number = submission.id
            db.session.commit()
        say(f"SENT {number}")


def moderate(account_id: int, say: Callable[[str], None], *, expected: int) -> None:
    chance = random.Random(account_id)
    ended = time.monotonic() + 120
    while time.monotonic() < ended:
        page = waiting(db.session.get_one(Account, account_id), now=NOW)
        db.session.rollback()
        if not page.entries:
            if _decided() >= expected:
                return
            time.sleep(0.05)
            continue
        _decide(chance.choice(page.entries).submission_id, account_id, say)


def _decided() -> int:
    count = db.session.scalar(select(func.count()).select_from(Decision)) or 0
    db.session.rollback()
    return count


def _decide(number: int, account_id: int, say: Callable[[str], None]) -> None:
    try:
        with writing():
            claims.claim(db.session.get_one(Submission, number), account_id, now=NOW)
            db.session.commit()
        with writing():
            submission = db.session.get_one(Submission, number)
            signed = who.moderator(account_id)
            door.decide(submission, verdict=Verdict.APPROVE, decided_by=signed, now=NOW)
            db.session.commit()
    except (AlreadyDecided, ClaimedByOther):
        db.session.rollback()
    else:
        say(f"DECIDED {number}")


def ended(children: list[tuple[int, int]]) -> list[str]:
    """Return what all the children said, and fail where one of them saw an error."""
    said = [line for _, reading in children for line in words_of(reading)]
    statuses = {os.waitpid(number, 0)[1] for number, _ in children}
    assert [line for line in said if line.startswith("ERROR")] == []
    assert statuses == {0}
    return said


def count(table: type[Model]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_fifty_send_and_ten_decide_at_once(site: Flask) -> None:
    with writing():
        moderators = [a_moderator().id for _ in range(MODERATORS)]
        db.session.commit()
    expected = SUBMITTERS * EACH
    started = time.monotonic()
    children = [
        child(lambda say, seed=seed: submit(seed, EACH, say))  # type: ignore[misc]
        for seed in range(SUBMITTERS)
    ]
    children += [
        child(lambda say, number=number: moderate(number, say, expected=expected))  # type: ignore[misc]
        for number in moderators
    ]
    said = ended(children)
    sent_ones = {line.split()[1] for line in said if line.startswith("SENT")}
    decided = Counter(line.split()[1] for line in said if line.startswith("DECIDED"))
    print(
        f"\n{SUBMITTERS} submitters, {MODERATORS} moderators: {len(sent_ones)} sent, {len(decided)} decided, "
        f"{max(decided.values())} time at most, in {time.monotonic() - started:.1f} s"
    )
    assert len(sent_ones) == expected
    assert decided == Counter(dict.fromkeys(sent_ones, 1))
    assert {count(table) for table in (Submission, Case, Decision, Group, Meeting, Revision)} == {expected}
    assert set(db.session.scalars(select(Submission.status))) == {SubmissionStatus.APPROVED}


def send_and_approve(seed: int, moderator: int, say: Callable[[str], None], *, many: int = 10_000) -> None:
    for at in range(many):
        submit(seed * 10_000 + at, 1, say)
        with writing():
            last = db.session.scalar(select(func.max(Submission.id)))
            submission = db.session.get_one(Submission, last)
            door.decide(submission, verdict=Verdict.APPROVE, decided_by=who.moderator(moderator), now=NOW)
            db.session.commit()
        say(f"APPROVED {last}")


def seconds_of_one(seed: int, moderator: int, said: list[str]) -> float:
    """Return how long a submission with its approval takes a new process, busy as the machine is now."""
    started = time.monotonic()
    said += ended([child(lambda say: send_and_approve(seed, moderator, say, many=1))])
    return time.monotonic() - started


def test_killed_at_any_moment_nothing_acknowledged_is_lost_and_nothing_is_half_there(site: Flask) -> None:
    with writing():
        moderator = a_moderator().id
        db.session.commit()
    chance = random.Random(20261123)
    said: list[str] = []
    pace = 0.0
    for round_ in range(KILLS):
        if round_ % 20 == 0:
            pace = seconds_of_one(KILLS + round_, moderator, said)
        number, reading = child(lambda say, seed=round_: send_and_approve(seed, moderator, say))  # type: ignore[misc]
        time.sleep(chance.uniform(0.1, 2) * pace)
        os.kill(number, signal.SIGKILL)
        said += words_of(reading)
        os.waitpid(number, 0)
    assert [line for line in said if line.startswith("ERROR")] == []
    acknowledged = {int(line.split()[1]) for line in said if line.startswith("SENT")}
    approved = {int(line.split()[1]) for line in said if line.startswith("APPROVED")}
    there = set(db.session.scalars(select(Submission.id)))
    taken = set(db.session.scalars(select(Submission.id).where(Submission.status == "approved")))
    print(
        f"\n{KILLS} kills: {len(acknowledged)} submissions and {len(approved)} approvals acknowledged, "
        f"{len(there - acknowledged)} and {len(taken - approved)} were there unacknowledged"
    )
    assert len(acknowledged) > KILLS / 4
    assert acknowledged <= there
    assert approved <= taken
    whole = len(taken)
    assert {count(table) for table in (Decision, Group, Meeting, Revision, Occurrence)} == {whole}
    assert count(Case) == len(there)
    with db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
