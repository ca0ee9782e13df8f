"""The README tells the truth: its commands, settings, addresses and fellowships are those of the code."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest
from flask import Flask

from meetfinder.config import Settings
from meetfinder.web.access import ACCESS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()


def _section(title: str) -> str:
    """Return the text under a heading up to the next heading of the same depth."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"README has no section {title!r}"
    return found.group(1)


def _rows(title: str) -> list[str]:
    """Return what stands in backticks in the first column of the tables under a heading."""
    return re.findall(r"^\| `([^`]+)`", _section(title), re.MULTILINE)


def test_every_command_is_told_and_exists(app: Flask) -> None:
    told = {row.removeprefix("flask ").split(" ")[0] for row in _rows("Commands")}
    ours = {name for name in app.cli.commands if name not in {"run", "shell", "routes", "db"}}
    assert told == ours


def test_every_option_told_exists(app: Flask) -> None:
    for row in _rows("Commands"):
        words = row.removeprefix("flask ").split()
        command = app.cli.commands[words[0]]
        for word in words[1:]:
            if hasattr(command, "commands") and word in command.commands:
                command = command.commands[word]
        options = {option for parameter in command.params for option in parameter.opts}
        for option in re.findall(r"--[a-z-]+", row):
            assert option in options, f"{option} of {row}"


def test_every_setting_is_told_and_exists() -> None:
    told = set(_rows("Settings"))
    fields = {field.name for field in dataclasses.fields(Settings)} - {"seeds"}
    assert told == {f"MEETFINDER_{name.upper()}" for name in fields}


def test_the_access_table_is_the_code(app: Flask) -> None:
    told = set(_rows("Access"))
    rules = {rule.rule for rule in app.url_map.iter_rules() if rule.endpoint in ACCESS}
    assert told == rules


def test_the_access_table_says_for_whom(app: Flask) -> None:
    told = set(re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", _section("Access"), re.MULTILINE))
    assert told == {(rule.rule, str(ACCESS[rule.endpoint])) for rule in app.url_map.iter_rules()}


def test_every_fellowship_is_listed() -> None:
    seeds = tomllib.loads((ROOT / "seeds" / "fellowships.toml").read_text())
    assert set(_rows("Fellowships")) == {entry["slug"] for entry in seeds["fellowship"]}


@pytest.mark.parametrize("target", ["run", "test", "drill", "bench"])
def test_make_targets_exist(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_the_rooms_are_on_the_map() -> None:
    map_of_rooms = _section("The house")
    for folder in (ROOT / "meetfinder").iterdir():
        if folder.is_dir() and (folder / "__init__.py").exists():
            assert f"{folder.name}/" in map_of_rooms, folder.name


def test_pictures_and_links_within_the_repository_exist() -> None:
    for target in re.findall(r"\]\((?!https?:|#)([^)]+)\)", README):
        assert (ROOT / target).exists(), target
