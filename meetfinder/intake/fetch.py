"""Gets the text of a list from a file or a web address, within limits, or says in a code why that failed.

An address that an operator typed at the command line may lead to any machine, this one too; a list that is
followed must lie on the public web. A redirect may not lead from elsewhere into this machine or its network.
"""

import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from meetfinder.intake.connecting import TYPED, Connections, Inward, Reach

LARGEST = 50 * 1024 * 1024
"""Bytes, before and after decompression. The largest real list we know has 4 MB."""
SECONDS_PER_STEP = 30.0
SECONDS_IN_ALL = 180.0
MOST_REDIRECTS = 5
LONGEST_MARK = 200
_MULTIPLE_CHOICES, _NOT_MODIFIED, _BAD_REQUEST = 300, 304, 400
_PIECE = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_EITHER_FORMAT = zlib.MAX_WBITS | 32
_AGENT = "Meetfinder (reads meeting lists)"


class Unreadable(Exception):
    """A list could not be read; `code` says why and `detail` gives a number or word for the sentence."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Marks:
    """How a server tells one state of a list from the next; empty where it does not."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """The text of a list, and the marks of its state."""

    text: str
    marks: Marks


def is_web_address(address: str) -> bool:
    """Say whether to ask a server and not the disk."""
    return address.lower().startswith(("http://", "https://"))


def fetch(address: str, reach: Reach = TYPED) -> str:
    """Return the text of a list; raise Unreadable.

    Codes: no_file, not_a_file, no_permission, no_answer, no_host, timeout, status (detail: the number),
    redirects, redirect_inward, inward, too_big, cut_off, bad_gzip, not_utf8, html, empty_answer.
    """
    if not is_web_address(address):
        return _text(_unpacked(_read_file(Path(address))))
    found = fetch_if_changed(address, Marks(), reach)
    if found is None:
        raise Unreadable("status", str(_NOT_MODIFIED))
    return found.text


def fetch_if_changed(address: str, known: Marks, reach: Reach) -> Fetched | None:
    """Return a list from a web address, or None where its server says that it is still as `known`.

    Raises Unreadable, see `fetch`.
    """
    downloaded = _download(address, known, reach)
    if downloaded is None:
        return None
    data, marks = downloaded
    return Fetched(_text(_unpacked(data)), marks)


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable("too_big")
        return path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("no_file") from None
    except IsADirectoryError:
        raise Unreadable("not_a_file") from None
    except PermissionError:
        raise Unreadable("no_permission") from None


def _download(address: str, known: Marks, reach: Reach) -> tuple[bytes, Marks] | None:
    if not urlsplit(address).hostname:
        raise Unreadable("no_host")
    connections = Connections(reach)
    headers = {"User-Agent": _AGENT, "Accept": "application/json, */*;q=0.5", "Accept-Encoding": "gzip"}
    wanted = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    headers |= {name: mark for name, mark in wanted.items() if mark}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  Only http and https come here.
    try:
        with (
            connections.closing_after(SECONDS_IN_ALL),
            connections.opener(_Redirects()).open(request, timeout=SECONDS_PER_STEP) as answer,
        ):
            return _body(answer, connections), _marks(answer.headers)
    except urllib.error.HTTPError as problem:
        problem.close()
        if problem.code == _NOT_MODIFIED and known != Marks():
            return None
        if _MULTIPLE_CHOICES <= problem.code < _BAD_REQUEST:  # A redirect that was not followed.
            raise Unreadable("redirects") from None
        raise Unreadable("status", str(problem.code)) from None
    except Inward as problem:
        raise Unreadable("redirect_inward" if problem.redirected else "inward") from None
    except (Unreadable, HTTPException, OSError, ValueError) as problem:
        raise _why(problem, expired=connections.expired) from None


def _why(problem: Exception, *, expired: bool) -> Unreadable:
    """Say why nothing could be read; a connection that we cut fails in many ways."""
    reason = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    if expired or isinstance(reason, TimeoutError):
        return Unreadable("timeout")
    return problem if isinstance(problem, Unreadable) else Unreadable("no_answer")


def _marks(headers: HTTPMessage) -> Marks:
    """Return the marks of an answer; one that is too long to be kept is none."""
    return Marks(*(_mark(headers.get(name)) for name in ("ETag", "Last-Modified")))


def _mark(text: str | None) -> str:
    return text if text and len(text) <= LONGEST_MARK and text.isascii() and text.isprintable() else ""


def _body(answer: HTTPResponse, connections: Connections) -> bytes:
    """Read an answer piece by piece, because a server may send without end or very slowly."""
    pieces, size = [], 0
    # Not read, which waits for the whole piece however slowly it comes.
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise Unreadable("too_big")
    if connections.expired:  # To a reader, a connection that we cut can look like one that ended.
        raise Unreadable("timeout")
    announced = answer.headers.get("Content-Length", "")
    if announced.isdigit() and size < int(announced):
        raise Unreadable("cut_off")
    return b"".join(pieces)


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP_MAGIC):
        return data
    unpacker = zlib.decompressobj(_EITHER_FORMAT)
    try:
        unpacked = unpacker.decompress(data, LARGEST + 1)
    except zlib.error:
        raise Unreadable("bad_gzip") from None
    if len(unpacked) > LARGEST:
        raise Unreadable("too_big")
    if not unpacker.eof:
        raise Unreadable("cut_off")
    return unpacked


def _text(data: bytes) -> str:
    encoding = "utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not_utf8") from None
    if not text.strip():
        raise Unreadable("empty_answer")
    if text.lstrip().startswith("<"):
        raise Unreadable("html")
    return text


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to the web only."""

    max_redirections = MOST_REDIRECTS

    def __init__(self) -> None:
        self._count = 0

    def redirect_request(  # noqa: PLR0917  Its shape is that of the class above.
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        self._count += 1
        if self._count > MOST_REDIRECTS or not is_web_address(newurl):
            fp.close()
            raise Unreadable("redirects" if self._count > MOST_REDIRECTS else "redirect_inward")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
