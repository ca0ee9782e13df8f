"""After words are erased, they stand in no table, no file of the site, and in no byte of its database."""

import gzip
import json
from pathlib import Path

from sqlalchemy import select

from meetfinder import clock
from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting
from meetfinder.mail import outbox
from meetfinder.mail.delivery import MAIL_FOLDER
from meetfinder.moderation import drafts, messages, reports
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import ReportKind, SubmissionKind
from tests.cli.running import dump, run, site
from tests.exchange.meeting_guide.rows import a_row
from tests.moderation.people import a_form, sent, slot
from tests.people import a_moderator, an_account, browser_of, send

WORDS = "Zyzzyva Quill"


def bytes_of(folder: Path) -> bytes:
    """Return all that stands in the files of a folder, unpacked, the table of places left out."""
    found = []
    for file in folder.rglob("*"):
        if file.is_file() and not file.name.startswith("places"):
            content = file.read_bytes()
            found.append(gzip.decompress(content) if file.suffix == ".gz" else content)
    return b"\n".join(found).lower()


def test_erased_words_are_nowhere(instance: Path, tmp_path: Path) -> None:
    rows = [
        a_row(slug="zyzzyva-quill-hope", name=f"Hope of {WORDS}", notes=f"Ring at {WORDS}'s", group=WORDS),
        a_row(slug="b", name="Plain", day=4),
    ]
    file = tmp_path / "list.json"
    file.write_text(json.dumps(rows))
    words = ("--format", "meeting-guide", "--source", "Hills", "--fellowship", "alcoholics-anonymous")
    with site(instance) as app:
        assert run(app, "init").exit_code == 0
    with site(instance) as app:
        assert run(app, "import", str(file), *words, "--publish", "--republish").exit_code == 0
        group = _fill()
        assert b"hope of zyzzyva" in _feeds(app, instance)
        moderator = browser_of(app, a_moderator())
        answer = send(moderator, f"/moderate/groups/{group.public_id}/redact", words=WORDS)
        assert answer.status_code == 303
        db.session.remove()
        assert b"zyzzyva" not in _feeds(app, instance)
        assert "zyzzyva" not in repr(dump()).lower()
        db.session.remove()
        assert b"zyzzyva" not in bytes_of(instance)
        again = run(app, "import", str(file), *words, "--publish")
        assert "words that were erased here are left out" in again.stdout
        assert "zyzzyva" not in repr(dump()).lower()
        assert db.session.scalars(select(Meeting.name).order_by(Meeting.id)).all() == ["Hope of", "Plain"]


def _fill() -> Group:
    """Let the words stand in everything that keeps words, and return the listed group."""
    now, account = clock.now(), an_account()
    group = db.session.scalars(select(Group).where(Group.name == WORDS)).one()
    change = sent(proposal_of(group), account, kind=SubmissionKind.CHANGE, group=group, now=now)
    messages.ask(change, f"Who is {WORDS}?", decided_by="moderator:1", now=now)
    sent(a_form(slot(notes=f"Near {WORDS.upper()}")), account, now=now)
    reports.report(group, kind=ReportKind.NOT_THERE, text=f"{WORDS} was not there", now=now)
    drafts.begin({"group_name": WORDS, "meetings": [{"notes": f"by {WORDS}"}]}, now=now)
    outbox.queue("asked", to="olga@groups.example.org", context={"text": f"{WORDS}?"}, now=now)
    db.session.commit()
    return group


def _feeds(app: object, instance: Path) -> bytes:
    """Have feeds made and a letter written, and return what stands in the folder."""
    for address in ("/feeds/meetings.csv", "/feeds/meeting-guide.json"):
        app.test_client().get(address).close()  # type: ignore[attr-defined]
    folder = instance / MAIL_FOLDER
    if not folder.exists():
        folder.mkdir()
        (folder / "1.eml").write_text("Subject: Hello\n\nDear friends of Zyzzyva\n Quill, welcome.\n")
    return bytes_of(instance / "feeds") + bytes_of(folder)
