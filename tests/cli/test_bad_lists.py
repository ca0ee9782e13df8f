"""Lists that are no lists: one sentence, bounded memory, and a directory that stays as it was."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests import memory
from tests.cli.running import dump, environment, give_places, run, site
from tests.exchange.meeting_guide.rows import a_row

FORMATS = ("meeting-guide", "csv", "sheet", "rmf-csv")
DEEP = 100_000
BAD: dict[str, bytes] = {
    "nothing": b"",
    "zeros": b"\0" * 1000,
    "random bytes": bytes(range(256)) * 20,
    "latin-1": "name,day\ncafé,Monday".encode("latin-1"),
    "half of UTF-16": b"\xff\xfeo",
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'[{"a":' * DEEP,
    "cut off JSON": b'[{"name": "x", "day": 1',
    "a number of many digits": b"[" + b"9" * 10_000 + b"]",
    "a text": b'"meetings"',
    "an object": b'{"code": "rest_forbidden", "message": "Sorry"}',
    "an open quote": b'Name,Day,City\n"abc,Monday,Buda',
    "a cell of a megabyte": b"Name,Day,City\n" + b"x" * 1_000_000 + b",Monday,Buda",
    "a web page": b"<!doctype html><p>Down for maintenance",
    "a damaged archive": b"\x1f\x8b\x08" + b"\xff" * 100,
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, table_of_places: Path) -> Iterator[Flask]:
    instance = tmp_path_factory.mktemp("bad") / "instance"
    give_places(instance, table_of_places)
    with site(instance) as app:
        assert run(app, "init").exit_code == 0
        yield app


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("what", BAD)
def test_a_bad_list_is_one_sentence_and_changes_nothing(
    opened: Flask, tmp_path: Path, what: str, form: str
) -> None:
    file = tmp_path / "list"
    file.write_bytes(BAD[what])
    before = dump()
    done = run(
        opened, "import", str(file), "--format", form, "--source", "bad", "--fellowship", "independent",
        "--publish",
    )  # fmt: skip
    assert done.exit_code == 2, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    said = [line for line in done.output.splitlines() if line.strip()]
    assert len(said) == 1, said
    assert said[0].endswith(".")
    assert dump() == before


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "\ud800"},
        {"notes": "a\0b"},
        {"name": {"deep": {"deeper": ["x"]}}},
        {"day": [[[[1]]]]},
        {"latitude": "nan", "longitude": "inf"},
        {"latitude": 10**400},
        {"time": "25:61"},
        {"slug": "x" * 10_000},
        {"types": ["O"] * 10_000},
        {"formatted_address": "\u202e" * 5000},
        {"timezone": "../../etc/passwd"},
        {"updated": "0000-00-00 00:00:00"},
        {"region": None, "types": None, "notes": None},
    ],
)
def test_a_bad_row_is_refused_or_read_and_the_rest_goes_on(
    opened: Flask, tmp_path: Path, changes: dict[str, Any]
) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps([{**a_row(slug="odd"), **changes}, a_row(slug="good")]))
    done = run(
        opened, "import", str(file), "--format", "meeting-guide", "--source", "bad-row",
        "--fellowship", "alcoholics-anonymous", "--publish", "--dry-run", "--force",
    )  # fmt: skip
    assert done.exit_code in {0, 1}, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    assert "created" in done.output


MEMORY_MB = 400
TELLING_ITS_PEAK = """
import atexit, sys
from pathlib import Path
from flask.cli import main
from tests import memory

told = Path(sys.argv.pop(1))
atexit.register(lambda: told.write_text(memory.STATUS.read_text()))
main()
"""


@pytest.mark.drill
@pytest.mark.parametrize("kind", ["200 MB of rows", "a gzip bomb of 1 GB"])
def test_a_huge_list_is_refused_in_bounded_memory(opened: Flask, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "huge.json"
    if kind.startswith("200"):
        row = json.dumps(a_row()).encode() + b",\n"
        with file.open("wb") as target:
            target.write(b"[")
            target.writelines(row for _ in range(200_000_000 // len(row)))
    else:
        with gzip.open(file, "wb", compresslevel=9) as packed:
            for _ in range(1_000):
                packed.write(b" " * 1_000_000)
    before, told = dump(), tmp_path / "status"
    instance = Path(opened.instance_path)
    done = subprocess.run(
        [
            sys.executable, "-c", TELLING_ITS_PEAK, told,
            "import", file, "--format", "meeting-guide", "--source", "huge", "--fellowship", "independent",
        ],
        env=environment(instance), capture_output=True, text=True, check=False,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    peak = memory.megabytes(memory.PEAK, told.read_text())
    assert done.returncode == 2, done.stderr
    assert "larger than 50 MB" in done.stdout + done.stderr
    assert peak < MEMORY_MB, peak
    assert dump() == before
    print(f"{kind}: refused with {peak:.0f} MB at most")
