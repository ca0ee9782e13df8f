"""Payloads as compressed files in the instance folder: made once for a version, then sent as they are.

A payload is written to a file first, because a stream that waits for a slow client would hold a snapshot of
the database open. A file appears under its name only when it is whole; whoever asks meanwhile waits for it.
"""

import fcntl
import gzip
import os
import tempfile
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from flask import Response, request

from meetfinder.web.site import settings

FOLDER = "feeds"
KEPT = 3
"""Versions of one payload on the disk: for several addresses of the site, and for who is just reading one."""
LEVEL = 5
_BLOCK = 1 << 18
_TEXT_BLOCK = 1 << 20
_AHEAD = 2
"""Blocks of text that may wait to be compressed, so that memory stays as it is."""
_GZIPPED = "-gz"

Pieces = Callable[[], Iterable[str]]


def answer(name: str, version: str, pieces: Pieces, *, mimetype: str, keep: bool = True) -> Response:
    """Return the payload `name` of a version: 304 to whoever has it, else the file, made if need be.

    `name` may hold letters, digits, dots, hyphens and underscores. Without `keep` the file is gone after use.
    """
    if request.if_none_match.contains(version) or request.if_none_match.contains(version + _GZIPPED):
        return _with_headers(Response(status=304), version + _GZIPPED)
    file = kept(name, version, pieces) if keep else _passing(pieces)
    packed = bool(request.accept_encodings["gzip"])
    size = os.fstat(file.fileno()).st_size
    response = Response(_blocks(file) if packed else _unpacked(file), mimetype=mimetype)
    response.call_on_close(file.close)
    if packed:
        response.content_length = size
        response.content_encoding = "gzip"
    return _with_headers(response, version + (_GZIPPED if packed else ""))


def kept(name: str, version: str, pieces: Pieces) -> IO[bytes]:
    """Return the compressed file of a payload, open for reading; it is made when it is not there."""
    path = path_of(name, version)
    with suppress(FileNotFoundError):
        return path.open("rb")
    with _alone(path.with_name(f".{name}.lock")):
        with suppress(FileNotFoundError):
            return path.open("rb")
        made = _make(path, pieces)
        _remove_old(name)
        return made


def path_of(name: str, version: str) -> Path:
    """Return where the payload of a version is kept, be it made or not; what lies beside it goes with it."""
    return _folder() / f"{name}@{version}.gz"


def older(name: str) -> list[Path]:
    """Return the kept files of a payload, newest first."""
    found = []
    for file in _folder().glob(f"{name}@*.gz"):
        with suppress(FileNotFoundError):  # Another process may be removing old ones.
            found.append((file.stat().st_mtime_ns, file))
    return [file for _, file in sorted(found, reverse=True)]


def lines(file: IO[bytes]) -> Iterator[str]:
    """Yield the lines of a compressed file, which is closed at the end."""
    with file, gzip.open(file, "rt", encoding="utf-8") as text:
        yield from text


def forget() -> None:
    """Remove every kept payload, finished or not: after a redaction no file may hold what it erased."""
    for file in _folder().glob("*@*"):
        file.unlink(missing_ok=True)


def compress(pieces: Iterable[str], target: IO[bytes]) -> None:
    """Write text to a file as gzip, in blocks. The same text gives the same bytes: no time, no name.

    A thread of its own compresses, on another processor where there is one, while the next text is made.
    """
    with (
        gzip.GzipFile(filename="", mode="wb", compresslevel=LEVEL, fileobj=target, mtime=0) as packed,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        waiting = deque[Future[int]]()
        for text in _joined(pieces):
            waiting.append(beside.submit(packed.write, text))
            if len(waiting) > _AHEAD:
                waiting.popleft().result()
        for block in waiting:
            block.result()


def _joined(pieces: Iterable[str]) -> Iterator[bytes]:
    """Yield the pieces in blocks of a useful size."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _TEXT_BLOCK:
            yield "".join(waiting).encode()
            waiting.clear()
            size = 0
    yield "".join(waiting).encode()


def _with_headers(response: Response, version: str) -> Response:
    response.set_etag(version)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Vary"] = "Accept-Encoding"
    return response


def _make(path: Path, pieces: Pieces) -> IO[bytes]:
    """Make the file and return it open. What is forgotten meanwhile is sent once more, and is then gone."""
    unfinished = path.with_suffix(".new")
    target = unfinished.open("w+b")
    try:
        compress(pieces(), target)
        target.flush()
        appear(unfinished, path)
        target.seek(0)
    except BaseException:
        target.close()
        raise
    return target


def appear(unfinished: Path, path: Path) -> None:
    """Let a finished file appear under its name, unless `forget` has removed it meanwhile."""
    with suppress(FileNotFoundError):
        unfinished.replace(path)


def _folder() -> Path:
    folder = settings().instance / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _remove_old(name: str) -> None:
    """Keep the newest versions; who has an older one open can still read it to its end."""
    good = {_version_of(file) for file in older(name)[:KEPT]}
    for file in _folder().glob(f"{name}@*"):
        if _version_of(file) not in good:
            file.unlink(missing_ok=True)


def _version_of(file: Path) -> str:
    return file.name.rpartition("@")[2].partition(".")[0]


def _passing(pieces: Pieces) -> IO[bytes]:
    file = tempfile.TemporaryFile(dir=_folder())  # noqa: SIM115  The answer closes it.
    compress(pieces(), file)
    file.seek(0)
    return file


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while block := file.read(_BLOCK):
            yield block


def _unpacked(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        unpack = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        while block := file.read(_BLOCK):
            yield unpack.decompress(block)
        yield unpack.flush()


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other process or thread makes this payload."""
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
