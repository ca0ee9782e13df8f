"""A list is fetched within limits, and every failure has its code."""

import contextlib
import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from meetfinder.intake import fetch as fetching
from meetfinder.intake.connecting import PUBLIC, Reach, is_public
from meetfinder.intake.fetch import Fetched, Marks, Unreadable, fetch, fetch_if_changed

Answer = tuple[int, dict[str, str], bytes]


class _Handler(BaseHTTPRequestHandler):
    answers: dict[str, Answer]

    def do_GET(self) -> None:
        status, headers, body = self.answers[self.path]
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Stay silent."""


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """Return a function that serves answers by path and gives the address of the server."""
    handler = type("Handler", (_Handler,), {"answers": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def served(**answers: Answer) -> str:
        handler.answers.update({f"/{path}": answer for path, answer in answers.items()})  # type: ignore[attr-defined]
        return f"http://127.0.0.1:{server.server_port}"

    yield served
    server.shutdown()
    thread.join()
    server.server_close()


def code_of(address: str) -> str:
    with pytest.raises(Unreadable) as problem:
        fetch(address)
    return " ".join(filter(None, (problem.value.code, problem.value.detail)))


def test_a_file(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(b'\xef\xbb\xbf[{"name": "\xc3\xa9"}]')
    assert fetch(str(file)) == '[{"name": "é"}]'
    file.write_bytes(gzip.compress(b"[1]", mtime=0))
    assert fetch(str(file)) == "[1]"
    file.write_bytes('["é"]'.encode("utf-16"))
    assert fetch(str(file)) == '["é"]'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_answer"),
        (b"  \n", "empty_answer"),
        (b"\n<!doctype html><title>x</title>", "html"),
        (b'["caf\xe9"]', "not_utf8"),
        (gzip.compress(b"[1]" * 1000, mtime=0)[:20], "cut_off"),
        (b"\x1f\x8bnonsense", "bad_gzip"),
    ],
)
def test_a_file_that_is_no_text_of_a_list(tmp_path: Path, content: bytes, code: str) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(content)
    assert code_of(str(file)) == code


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    assert code_of(str(tmp_path / "none.json")) == "no_file"
    assert code_of(str(tmp_path)) == "not_a_file"


def test_a_small_file_that_unpacks_to_a_huge_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 10_000)
    file = tmp_path / "bomb.json.gz"
    file.write_bytes(gzip.compress(b" " * 1_000_000, mtime=0))
    assert code_of(str(file)) == "too_big"
    file.write_bytes(b" " * 10_001)
    assert code_of(str(file)) == "too_big"


def test_answers_of_a_server(serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 10_000)
    address = serve(
        good=(200, {}, b"[1]"),
        packed=(200, {"Content-Encoding": "gzip"}, gzip.compress(b"[2]", mtime=0)),
        broken=(500, {}, b"[]"),
        gone=(404, {}, b"[]"),
        page=(200, {"Content-Type": "text/html"}, b"<html>Down for maintenance</html>"),
        cut=(200, {"Content-Length": "500"}, b"[1, 2"),
        huge=(200, {}, b" " * 10_001),
        moved=(302, {"Location": "/good"}, b""),
        round=(302, {"Location": "/round"}, b""),
        disk=(302, {"Location": "file:///etc/passwd"}, b""),
    )
    assert fetch(f"{address}/good") == "[1]"
    assert fetch(f"{address}/packed") == "[2]"
    assert fetch(f"{address}/moved") == "[1]"
    found = {path: code_of(f"{address}/{path}") for path in ("broken", "gone", "page", "cut", "huge")}
    assert found == {
        "broken": "status 500",
        "gone": "status 404",
        "page": "html",
        "cut": "cut_off",
        "huge": "too_big",
    }
    assert code_of(f"{address}/round") == "redirects"
    assert code_of(f"{address}/disk") == "redirects"


def test_no_server() -> None:
    assert code_of("http://127.0.0.1:9/list.json") == "no_answer"
    assert code_of("http://") == "no_host"


def followed(address: str, reach: Reach = PUBLIC) -> str:
    with pytest.raises(Unreadable) as problem:
        fetch(address, reach)
    return problem.value.code


@pytest.mark.parametrize(
    "machine",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "224.0.0.1",
    ],
)  # fmt: skip
def test_machines_inside(machine: str) -> None:
    assert not is_public(machine)


@pytest.mark.parametrize("machine", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_machines_of_the_public_web(machine: str) -> None:
    assert is_public(machine)


def test_a_followed_list_lies_on_the_public_web(
    serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = serve(good=(200, {}, b"[1]"))
    assert followed(f"{address}/good") == "inward"
    assert fetch(f"{address}/good", Reach(loopback=True)) == "[1]"
    asked = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *rest, **more: asked("127.0.0.1", *rest, **more))
    assert followed(address.replace("127.0.0.1", "lists.example.org") + "/good") == "inward"


def test_a_redirect_does_not_lead_inside(serve: Callable[..., str]) -> None:
    """From this machine, which a test may ask, to the network behind it, which nobody may."""
    address = serve(
        away=(302, {"Location": "http://169.254.169.254/latest"}, b""),
        named=(302, {"Location": "http://[::ffff:10.0.0.1]/list"}, b""),
        disk=(302, {"Location": "ftp://127.0.0.1/list"}, b""),
    )
    found = {path: followed(f"{address}/{path}", Reach(loopback=True)) for path in ("away", "named", "disk")}
    assert found == {"away": "redirect_inward", "named": "redirect_inward", "disk": "redirect_inward"}


def test_a_list_that_has_not_changed(serve: Callable[..., str]) -> None:
    marks = Marks(etag='"a"', last_modified="Wed, 25 Nov 2026 10:00:00 GMT")
    headers = {"ETag": marks.etag, "Last-Modified": marks.last_modified}
    address = serve(list=(200, headers, b"[1]"), same=(304, {}, b""))
    assert fetch_if_changed(f"{address}/list", Marks(), Reach(loopback=True)) == Fetched("[1]", marks)
    assert fetch_if_changed(f"{address}/same", marks, Reach(loopback=True)) is None
    assert code_of(f"{address}/same") == "redirects"
    long = serve(long=(200, {"ETag": "x" * 500}, b"[1]"))
    found = fetch_if_changed(f"{long}/long", Marks(), Reach(loopback=True))
    assert found == Fetched("[1]", Marks())


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_server_that_sends_a_byte_now_and_then(start: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS_IN_ALL", 0.5)
    over = threading.Event()

    def trickle(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(start)
            while not over.wait(0.05):
                connection.sendall(b"H")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=trickle, args=(listening,))
        thread.start()
        began = time.monotonic()
        assert code_of(f"http://127.0.0.1:{listening.getsockname()[1]}/") == "timeout"
        assert time.monotonic() - began < 5
        over.set()
        thread.join()
