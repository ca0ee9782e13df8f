"""A real server, a scripted search, and nothing of it in what the server wrote."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from meetfinder.config import ROOT
from meetfinder.db import Model
from meetfinder.directory import models as _directory_models  # noqa: F401  Their tables are part of the schema.

SITE = str(Path(__file__).with_name("crashing_site.py"))
TYPED = ("SW1A", "1AA", "sw1a", "whispered", "Leeds", "leeds", "elsewhere")
DEVELOPMENT = [sys.executable, "-m", "flask", "--app", f"{SITE}:app", "run", "--port", "{port}"]
GUNICORN = [
    sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:{port}", "--threads", "2", "--no-control-socket",
    "--chdir", str(ROOT), "--pythonpath", str(Path(SITE).parent), "crashing_site:app",
]  # fmt: skip


@dataclass
class Server:
    port: int
    process: subprocess.Popen[str]

    def ask(self, method: str, path: str, *, form: dict[str, str] | None = None) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Referer": "http://elsewhere.example/?whispered", "User-Agent": "whispered"}
        if form:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urlencode(form) if form else None, headers)
        status = connection.getresponse().status
        connection.close()
        return status

    def send(self, raw: bytes) -> None:
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as line:
            line.sendall(raw)
            line.recv(1000)

    def written(self) -> str:
        self.process.terminate()
        return self.process.communicate(timeout=20)[0]


@pytest.fixture(
    params=[
        pytest.param(DEVELOPMENT, id="flask run"),
        pytest.param([*GUNICORN, "--access-logfile", "-"], id="gunicorn"),
        pytest.param([*GUNICORN, "--access-logfile", "-", "--log-level", "debug"], id="gunicorn, debug"),
        pytest.param(
            [*GUNICORN, "--access-logfile", "-", "--access-logformat", "%(r)s %(q)s %(f)s"],
            id="gunicorn, own format",
        ),
    ]
)
def server(request: pytest.FixtureRequest, instance: Path, tmp_path: Path) -> Iterator[Server]:
    engine = sa.create_engine(f"sqlite:///{tmp_path}/meetfinder.sqlite")
    Model.metadata.create_all(engine)
    engine.dispose()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [part.format(port=port) if "{port}" in part else part for part in request.param]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={
            **os.environ,
            "MEETFINDER_INSTANCE": str(instance),
            "MEETFINDER_DATABASE_URL": f"sqlite:///{tmp_path}/meetfinder.sqlite",
            "MEETFINDER_SECRET_KEY": "k" * 32,
            "PYTHONPATH": str(ROOT),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    running = Server(port, process)
    try:
        wait_for(running)
        yield running
    finally:
        process.kill()
        process.communicate()


def wait_for(server: Server) -> None:
    for _ in range(200):
        try:
            server.ask("GET", "/robots.txt")
        except OSError:
            assert server.process.poll() is None, server.process.communicate()[0]
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not start")


def test_nothing_that_was_searched_is_written(server: Server) -> None:
    assert server.ask("POST", "/find", form={"place": "SW1A 1AA", "country": "GB"}) == 303
    assert server.ask("POST", "/find", form={"place": "whispered", "country": "GB"}) == 422
    assert server.ask("GET", "/near/gb-sw1a?language=en&day=2&place=whispered") == 200
    assert server.ask("GET", "/near/whispered?n=whispered") == 404
    assert server.ask("GET", "/api/v1/meetings?near=SW1A+1AA&country=GB") == 200
    assert server.ask("GET", "/api/v1/meetings?near=whispered") == 404
    assert server.ask("GET", "/api/v1/places?q=leeds&country=GB") == 200
    assert server.ask("GET", "/whispered") == 404
    assert server.ask("POST", "/healthz?q=whispered", form={"place": "Leeds"}) == 405
    assert server.ask("GET", "/healthz?q=whispered") == 500
    server.send(b"GET /whispered?SW1A HTTP/whispered\r\n\r\n")
    server.send(b"whispered\r\n\r\n")
    server.send(b"GET / HTTP/1.1\r\nHost: x\r\nwhispered SW1A\r\n\r\n")
    text = server.written()
    for words in TYPED:
        assert words not in text, text
    assert "GET /near/<area> 200" in text
    assert "POST /find 303" in text
    assert "GET /api/v1/meetings 200" in text
    assert "GET (no route) 404" in text
    assert "GET /healthz failed, reference " in text
    assert "builtins.ValueError" in text
    assert text.count("GET /robots.txt 200") >= 1
