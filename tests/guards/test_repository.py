"""What is committed holds no path of a machine, no address of a package index and no copy of real data."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FEW = 2
"""A slug or two, such as eleventh-step-meditation, are words that anybody would choose."""
INDEX = re.compile(
    r"index[-_]url|find[-_]links|files\.pythonhosted|registry\.npmjs|\"resolved\": *\"http", re.IGNORECASE
)


def _tracked() -> list[Path]:
    answer = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in answer.stdout.split("\0") if name]


def _texts() -> list[tuple[Path, str]]:
    """Return the tracked text files but for this one, which must name what it looks for."""
    texts = []
    for file in _tracked():
        if file.is_file() and file != Path(__file__).resolve():
            try:
                texts.append((file, file.read_text(encoding="utf-8")))
            except UnicodeDecodeError:
                continue
    return texts


def test_no_path_of_this_machine() -> None:
    home = str(Path.home())
    needles = [f"{ROOT}/", *([f"{home}/"] if len(home) > 1 else [])]
    assert [str(file) for file, text in _texts() if any(needle in text for needle in needles)] == []


def test_no_address_of_a_package_index() -> None:
    allowed = {"Makefile"}  # It tells uv not to write such an address.
    assert [file.name for file, text in _texts() if INDEX.search(text) and file.name not in allowed] == []


def test_every_requirement_has_hashes() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        pins = re.findall(r"^[\w.\[\]-]+==[^\n]+", lock.read_text(), re.MULTILINE)
        assert pins, lock.name
        assert all(pin.rstrip().endswith("\\") for pin in pins), lock.name


def test_seeds_stay_small() -> None:
    sizes = {file: file.stat().st_size for file in _tracked() if file.is_relative_to(ROOT / "seeds")}
    places = sum(
        size
        for file, size in sizes.items()
        if file.relative_to(ROOT / "seeds").parts[0] in {"places", "shapes"}
    )
    assert places <= 15_000_000


def test_no_real_list_was_copied_here(shared_data: Path) -> None:
    slugs = {
        line
        for file in (shared_data / "meeting-guide").glob("*.json")
        for line in re.findall(r'"slug": ?"([a-z0-9-]{24,})"', file.read_text())
    }
    assert slugs
    for file, text in _texts():
        copied = {slug for slug in re.findall(r"[a-z0-9-]{24,}", text) if slug in slugs}
        assert len(copied) <= FEW, file
