"""Gets the text of a list from a file or a web address, within limits, or says in a code why that failed.

The address is one that an operator typed at the command line, so any host is allowed, this machine too; a
redirect may not lead from elsewhere into this machine or its network.
"""

import ipaddress
import socket
import time
import urllib.error
import urllib.request
import zlib
from http.client import HTTPException, HTTPMessage, HTTPResponse
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

LARGEST = 50 * 1024 * 1024
"""Bytes, before and after decompression. The largest real list we know has 4 MB."""
SECONDS_PER_STEP = 30.0
SECONDS_IN_ALL = 180.0
MOST_REDIRECTS = 5
_MULTIPLE_CHOICES, _BAD_REQUEST = 300, 400
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


def is_web_address(address: str) -> bool:
    """Say whether to ask a server and not the disk."""
    return address.lower().startswith(("http://", "https://"))


def fetch(address: str) -> str:
    """Return the text of a list; raise Unreadable.

    Codes: no_file, not_a_file, no_permission, no_answer, no_host, timeout, status (detail: the number),
    redirects, redirect_inward, too_big, cut_off, bad_gzip, not_utf8, html, empty_answer.
    """
    data = _download(address) if is_web_address(address) else _read_file(Path(address))
    return _text(_unpacked(data))


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


def _download(address: str) -> bytes:
    if not urlsplit(address).hostname:
        raise Unreadable("no_host")
    opener = urllib.request.build_opener(_Redirects(address))
    headers = {"User-Agent": _AGENT, "Accept": "application/json", "Accept-Encoding": "gzip"}
    request = urllib.request.Request(address, headers=headers)  # noqa: S310  Only http and https come here.
    try:
        with opener.open(request, timeout=SECONDS_PER_STEP) as answer:
            return _body(answer)
    except urllib.error.HTTPError as problem:
        problem.close()
        if _MULTIPLE_CHOICES <= problem.code < _BAD_REQUEST:  # A redirect that was not followed.
            raise Unreadable("redirects") from None
        raise Unreadable("status", str(problem.code)) from None
    except TimeoutError:
        raise Unreadable("timeout") from None
    except urllib.error.URLError as problem:
        timed_out = isinstance(problem.reason, TimeoutError)
        raise Unreadable("timeout" if timed_out else "no_answer") from None
    except (HTTPException, OSError, ValueError):
        raise Unreadable("no_answer") from None


def _body(answer: HTTPResponse) -> bytes:
    """Read an answer piece by piece, because a server may send without end or very slowly."""
    deadline = time.monotonic() + SECONDS_IN_ALL
    pieces, size = [], 0
    while piece := answer.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST:
            raise Unreadable("too_big")
        if time.monotonic() > deadline:
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
    """Follows a few redirects, to the web only, and not from elsewhere into this machine's network."""

    max_redirections = MOST_REDIRECTS

    def __init__(self, first: str) -> None:
        self._may_go_inside = _is_inside(first)
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
        if self._count > MOST_REDIRECTS:
            raise Unreadable("redirects")
        if not is_web_address(newurl) or (not self._may_go_inside and _is_inside(newurl)):
            raise Unreadable("redirect_inward")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_inside(address: str) -> bool:
    """Say whether an address leads to this machine or a private network."""
    try:
        found = socket.getaddrinfo(urlsplit(address).hostname, None)
    except (OSError, UnicodeError):
        return False
    return any(not ipaddress.ip_address(str(item[4][0]).partition("%")[0]).is_global for item in found)
