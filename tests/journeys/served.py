"""A site that sends real mail: gunicorn, an SMTP server on loopback, and what is sent by command."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from meetfinder.app import create_app
from meetfinder.config import ROOT, Settings
from meetfinder.db import db
from tests.journeys.conftest import wait_for
from tests.mail.servers import Mailbox, free_port

FLASK = Path(sys.executable).parent / "flask"


@dataclass(frozen=True)
class Served:
    """The running site, and the mailbox of everybody."""

    url: str
    environment: dict[str, str]
    box: Mailbox

    def flask(self, *words: str) -> str:
        """Run a command beside the server and return what it says."""
        done = subprocess.run(
            [FLASK, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def link_for(self, address: str) -> str:
        """Send what waits and return the link in the newest letter to somebody."""
        self.flask("outbox", "send")
        letters = self.box.of(address)
        assert letters, f"nothing came for {address}"
        found = re.search(rf"{re.escape(self.url)}/sign-in/\S+", letters[-1].get_content())
        assert found, letters[-1].get_content()
        return found[0]


@contextmanager
def serving(folder: Path, box: Mailbox) -> Iterator[Served]:
    """Serve the database of `folder` until the end of the block."""
    port, log = free_port(), folder / "server.log"
    url = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "MEETFINDER_INSTANCE": str(folder),
        "MEETFINDER_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}",
        "MEETFINDER_SECRET_KEY": "t" * 32,
        "MEETFINDER_CONTACT": "help@meetings.example.org",
        "MEETFINDER_BASE_URL": url,
        "MEETFINDER_SMTP_URL": box.url,
    }
    with log.open("wb") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{port}", "--threads", "4"],
            cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            wait_for(port, server, log)
            yield Served(url, environment, box)
        finally:
            server.terminate()
            server.wait(timeout=20)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Make the tables; what is put in inside the block is there when the site is served."""
    app = create_app(
        Settings(instance=folder, database_url=f"sqlite:///{folder / 'site.sqlite'}", secret_key="t" * 32)
    )
    with app.app_context():
        db.create_all()
        yield
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
