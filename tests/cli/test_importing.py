"""`flask import` as an operator types it: real lists, broken lists, and what it says about them."""

import json
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from tests.cli.running import dump, give_places, run, site
from tests.exchange.meeting_guide.rows import a_row

WORDS = ("created", "changed", "unchanged", "duplicate", "refused", "paused", "withdrawn")
LISTS = {
    "al-anon-massachusetts": ("al-anon", 360),
    "east-sussex-uk": ("alcoholics-anonymous", 123),
    "eating-disorders-anonymous": ("eating-disorders-anonymous", 185),
    "edmonton-array-days": ("alcoholics-anonymous", 315),
    "kansas-city": ("alcoholics-anonymous", 206),
    "orange-county": ("alcoholics-anonymous", 1967),
    "san-jose": ("alcoholics-anonymous", 670),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, table_of_places: Path) -> Iterator[Flask]:
    """Give a site with its seeds, shared by the tests of this module; each uses a list of its own name."""
    instance = tmp_path_factory.mktemp("lists") / "instance"
    give_places(instance, table_of_places)
    with site(instance) as app:
        assert run(app, "init").exit_code == 0
        yield app


def import_file(app: Flask, file: Path | str, source: str, *options: str, fellowship: str = "") -> Result:
    whose = ("--fellowship", fellowship or "alcoholics-anonymous")
    return run(app, "import", str(file), "--format", "meeting-guide", "--source", source, *whose, *options)


def report(result: Result) -> dict[str, int]:
    lines = result.stdout.splitlines()
    assert tuple(line.split()[0] for line in lines[: len(WORDS)]) == WORDS, result.output
    return {
        word: int(re.fullmatch(rf"{word} (\d+)", line)[1]) for word, line in zip(WORDS, lines, strict=False)
    }  # type: ignore[index]


def written(folder: Path, rows: list[Any]) -> Path:
    file = folder / "list.json"
    file.write_text(json.dumps(rows))
    return file


def some_rows(number: int, of: str) -> list[dict[str, Any]]:
    """Return rows with names of their own, because what another list has is not listed again."""
    return [a_row(slug=f"m{n}", name=f"{of} {n}", day=n % 7) for n in range(number)]


@pytest.mark.parametrize("name", LISTS)
def test_a_real_list(opened: Flask, shared_data: Path, tmp_path: Path, name: str) -> None:
    file = shared_data / "meeting-guide" / f"{name}.json"
    fellowship, rows = LISTS[name]
    first = import_file(opened, file, name, "--publish", fellowship=fellowship)
    found = report(first)
    assert first.exit_code == (1 if found["refused"] else 0)
    assert sum(found[word] for word in WORDS[:5]) == rows
    assert found["created"] >= 0.99 * rows
    again = report(import_file(opened, file, name, "--publish", fellowship=fellowship))
    assert again == dict.fromkeys(WORDS, 0) | {
        "unchanged": found["created"],
        "duplicate": found["duplicate"],
        "refused": found["refused"],
    }
    before = dump()
    half = json.loads(file.read_text())[: rows // 2]
    for option in ((), ("--dry-run",)):
        shrunk = import_file(
            opened, written(tmp_path, half), name, "--publish", *option, fellowship=fellowship
        )
        assert shrunk.exit_code == 2
        assert "shrank" in shrunk.stderr
    cut = tmp_path / "cut.json"
    cut.write_bytes(file.read_bytes()[:-1000])
    assert import_file(opened, cut, name, "--publish").exit_code == 2
    assert dump() == before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[]", "is a list without any meeting"),
        ('[{"name": "x"', "is not complete JSON"),
        ("<html>Maintenance</html>", "is a web page"),
        ('{"error": "no"}', "is JSON but not a list"),
        ("", "is empty"),
    ],
)
def test_what_is_no_list_ends_with_one_sentence_and_changes_nothing(
    opened: Flask, tmp_path: Path, content: str, sentence: str
) -> None:
    file = tmp_path / "list.json"
    file.write_text(content)
    before = dump()
    result = import_file(opened, file, "broken", "--publish")
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert dump() == before


def test_a_server_that_fails_or_answers_with_a_page(opened: Flask) -> None:
    class Failing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, body = (500, b"[]") if "broken" in self.path else (200, b"<html>Maintenance</html>")
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Stay silent."""

    before = dump()
    with ThreadingHTTPServer(("127.0.0.1", 0), Failing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        broken = import_file(opened, f"{address}/broken", "served", "--publish")
        page = import_file(opened, f"{address}/page", "served", "--publish")
        server.shutdown()
    assert (broken.exit_code, "answered 500" in broken.stderr) == (2, True)
    assert (page.exit_code, "web page (HTML)" in page.stderr) == (2, True)
    assert dump() == before


def test_no_file_no_server_unknown_format(opened: Flask, tmp_path: Path) -> None:
    assert "There is no file" in import_file(opened, tmp_path / "none.json", "x").stderr
    assert "No server answered" in import_file(opened, "http://127.0.0.1:9/x.json", "x").stderr
    other = run(opened, "import", "x.xls", "--format", "xls", "--source", "x")
    assert (other.exit_code, "Lists of the format xls cannot be read" in other.stderr) == (2, True)


def test_whose_list_it_is_has_to_be_said_once(opened: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, some_rows(2, "Whose"))
    words = ("import", str(file), "--format", "meeting-guide", "--source", "whose")
    unknown = run(opened, *words)
    assert (unknown.exit_code, "--fellowship" in unknown.stderr) == (2, True)
    assert run(opened, *words, "--fellowship", "al-anon").exit_code == 0
    assert report(run(opened, *words))["unchanged"] == 2


def test_one_bad_row_is_named_and_the_rest_goes_on(opened: Flask, tmp_path: Path) -> None:
    rows = [*some_rows(3, "One"), a_row(slug="bad", time="soon"), a_row(slug="m0", name="One 0", day=0)]
    result = import_file(opened, written(tmp_path, rows), "one-bad-row", "--publish")
    assert result.exit_code == 1
    assert report(result) == dict.fromkeys(WORDS, 0) | {"created": 3, "refused": 1, "duplicate": 1}
    assert "Row 4 (bad) refused: time is no time of day." in result.stdout
    assert "Row 5 (m0) says the same as row 1." in result.stdout


def test_the_report_tells_what_was_done_to_rows_without_their_words(opened: Flask, tmp_path: Path) -> None:
    notes = "Contact John Smith at 714-555-0123 or john@gmail.com, passcode 998877"
    rows = [*some_rows(2, "Found"), a_row(slug="w", name="Words", notes=notes, types=["QQQ"], latitude=None)]
    said = import_file(opened, written(tmp_path, rows), "findings", "--publish").output
    assert "Taken out: surname (notes): 1, in rows 3" in said
    assert "Unknown code QQQ: 1 rows" in said
    assert "coordinates derived from the postcode" in said
    for secret in ("Smith", "0123", "gmail", "998877"):
        assert secret not in said


def test_a_dry_run_writes_nothing(opened: Flask, tmp_path: Path) -> None:
    before = dump()
    result = import_file(opened, written(tmp_path, some_rows(5, "Dry")), "dry", "--publish", "--dry-run")
    assert (result.exit_code, report(result)["created"]) == (0, 5)
    assert "Dry run" in result.stdout
    assert dump() == before


def test_half_a_list_is_taken_with_force(opened: Flask, tmp_path: Path) -> None:
    import_file(opened, written(tmp_path, some_rows(10, "Forced")), "forced", "--publish")
    half = written(tmp_path, some_rows(5, "Forced"))
    assert import_file(opened, half, "forced", "--publish").exit_code == 2
    forced = import_file(opened, half, "forced", "--publish", "--force")
    assert (forced.exit_code, report(forced)["paused"]) == (0, 5)


def test_a_list_under_a_second_name_is_named_as_listed_already(opened: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, some_rows(2, "Twice"))
    import_file(opened, file, "The first", "--publish")
    result = import_file(opened, file, "The second", "--publish")
    assert (result.exit_code, report(result)) == (0, dict.fromkeys(WORDS, 0) | {"duplicate": 2})
    assert "Row 2 (m1) is listed already, by the list The first." in result.stdout


def test_another_fellowship_for_a_known_list_is_one_sentence(opened: Flask, tmp_path: Path) -> None:
    file = written(tmp_path, some_rows(2, "Moved"))
    import_file(opened, file, "moved", "--publish")
    before = dump()
    result = import_file(opened, file, "moved", "--publish", fellowship="al-anon")
    assert (result.exit_code, result.stderr.count("\n"), dump()) == (2, 1, before)
    assert "moved is known as a list of alcoholics-anonymous" in result.stderr
