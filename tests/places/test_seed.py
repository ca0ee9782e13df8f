"""Unpacking the packed table: once, whole, for several processes, anew when it changes."""

import hashlib
import lzma
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from meetfinder import places
from meetfinder.places import Gazetteer, PlacesError, open_gazetteer
from meetfinder.places.seed import unpacked

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"


def _seed(folder: Path, content: bytes, digest: str | None = None) -> Path:
    (folder / "places").mkdir(parents=True, exist_ok=True)
    (folder / "places" / "places.sqlite.xz").write_bytes(lzma.compress(content, preset=0))
    (folder / "places" / "places.sha256").write_text(digest or hashlib.sha256(content).hexdigest())
    return folder


def test_a_changed_seed_is_unpacked_anew_and_the_old_copy_goes(tmp_path: Path) -> None:
    instance = tmp_path / "instance"
    first = unpacked(seeds=_seed(tmp_path / "seeds", b"one"), instance=instance)
    before = first.stat().st_mtime_ns
    assert unpacked(seeds=tmp_path / "seeds", instance=instance) == first
    assert first.stat().st_mtime_ns == before
    second = unpacked(seeds=_seed(tmp_path / "seeds", b"two"), instance=instance)
    assert second.read_bytes() == b"two"
    assert [file.name for file in instance.iterdir()] == [second.name]


def test_a_damaged_seed_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    seeds = _seed(tmp_path / "seeds", b"one", "0" * 64)
    with pytest.raises(PlacesError, match="damaged"):
        unpacked(seeds=seeds, instance=tmp_path / "instance")
    packed = seeds / "places" / "places.sqlite.xz"
    packed.write_bytes(packed.read_bytes()[:-9])
    with pytest.raises(PlacesError, match="could not be unpacked"):
        unpacked(seeds=seeds, instance=tmp_path / "instance")
    assert list((tmp_path / "instance").iterdir()) == []


def test_a_missing_seed_is_an_error_only_when_asked(tmp_path: Path) -> None:
    gazetteer = open_gazetteer(seeds=tmp_path, instance=tmp_path / "instance")
    with pytest.raises(PlacesError, match="flask places build"):
        gazetteer.locate("78610")


def test_a_table_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    seeds = _seed(tmp_path / "seeds", b"this is no database, but a sentence that is long enough" * 99)
    with pytest.raises(PlacesError, match="cannot be read"):
        open_gazetteer(seeds=seeds, instance=tmp_path / "instance").locate("78610")


def test_two_processes_may_start_at_once(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from meetfinder.places import open_gazetteer;"
        "g = open_gazetteer(seeds=Path(sys.argv[1]), instance=Path(sys.argv[2]));"
        "print(g.locate('78610', 'US').places[0].area)"
    )
    command = [sys.executable, "-c", script, str(SEEDS), str(tmp_path / "instance")]
    started = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate(timeout=60)[0].strip() for process in started] == ["us-78610"] * 3
    assert len(list((tmp_path / "instance").iterdir())) == 1


def test_many_threads_ask_one_gazetteer(gazetteer: Gazetteer) -> None:
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(50):
            for text, area in (("78610", "us-78610"), ("Buda, TX", "us-tx-buda"), ("SW1A 1AA", "gb-sw1a")):
                found = [place.area for place in gazetteer.locate(text, "US").places]
                if found != [area]:
                    wrong.append(f"{text}: {found}")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_the_module_asks_the_configured_gazetteer(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("meetfinder.places._Configured.gazetteer", None)
    with pytest.raises(PlacesError, match=r"places\.configure"):
        places.locate("78610")
    places.configure(gazetteer)
    assert places.gazetteer() is gazetteer
    assert places.locate("78610", "us").places[0].area == "us-78610"
    town = places.area("US-TX-Buda")
    assert town
    assert town.area == "us-tx-buda"
    assert places.zone_at(51.5, 0.0) == "Europe/London"


def test_the_room_needs_neither_flask_nor_a_database() -> None:
    script = (
        "import sys, meetfinder.places, meetfinder.places.geocode, meetfinder.places.build.derive;"
        "print([name for name in ('flask', 'sqlalchemy', 'werkzeug') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout.strip() == "[]"


def test_nothing_typed_is_logged(gazetteer: Gazetteer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(0)
    for text in ("LS6 1AA", "Buda, TX", "xyzzyq", "30.09,-97.84"):
        gazetteer.locate(text, "US")
    assert caplog.records == []
