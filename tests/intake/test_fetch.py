"""A list is fetched within limits, and every failure has its code."""

import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from meetfinder.intake import fetch as fetching
from meetfinder.intake.fetch import Unreadable, fetch

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
