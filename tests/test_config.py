"""Settings are read once, and a wrong one stops the start with a sentence that names it."""

import dataclasses
import os
import subprocess
import sys
from pathlib import Path

import pytest

from meetfinder.config import ROOT, Settings, SettingsError

WRONG = {
    "DATABASE_URL": "mysql://here/db",
    "SECRET_KEY": "short",
    "BASE_URL": "meetings.example.org",
    "SITE_NAME": "two\nlines",
    "COUNTRY": "USA",
    "LANGUAGE": "tlh",
    "CONTACT": "nobody",
    "SMTP_URL": "mail.example.org",
    "GEOCODER": "somewhere",
    "TRUSTED_PROXIES": "many",
    "RATE_LIMIT_STORAGE": "disk",
}


def test_defaults_need_no_environment(tmp_path: Path) -> None:
    settings = Settings.from_env({"MEETFINDER_INSTANCE": str(tmp_path)})
    assert settings.database_url == f"sqlite:///{tmp_path}/meetfinder.sqlite"
    assert (settings.country, settings.language, settings.trusted_proxies) == ("US", "en", 0)


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=f"^MEETFINDER_{name} must [^\n]*\\.$"):
        Settings.from_env({"MEETFINDER_INSTANCE": str(tmp_path), f"MEETFINDER_{name}": WRONG[name]})


def test_an_instance_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SettingsError, match="MEETFINDER_INSTANCE must be a folder"):
        Settings.from_env({"MEETFINDER_INSTANCE": str(file)})


def test_right_values_are_taken(tmp_path: Path) -> None:
    settings = Settings.from_env(
        {
            "MEETFINDER_INSTANCE": str(tmp_path),
            "MEETFINDER_DATABASE_URL": "postgresql://me@127.0.0.1/meetings",
            "MEETFINDER_BASE_URL": "https://meetings.example.org/",
            "MEETFINDER_COUNTRY": "gb",
            "MEETFINDER_GEOCODER": "photon:https://geo.example.org",
            "MEETFINDER_TRUSTED_PROXIES": "1",
            "MEETFINDER_RATE_LIMIT_STORAGE": "memory",
        }
    )
    assert settings.database_url == "postgresql+psycopg://me@127.0.0.1/meetings"
    assert settings.base_url == "https://meetings.example.org"
    assert (settings.country, settings.trusted_proxies) == ("GB", 1)
    assert settings.rate_limit_storage == "memory://"


def test_an_empty_country_means_every_country_alike(tmp_path: Path) -> None:
    env = {"MEETFINDER_INSTANCE": str(tmp_path), "MEETFINDER_COUNTRY": ""}
    assert Settings.from_env(env).country == ""


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    settings = Settings.from_env({"MEETFINDER_INSTANCE": str(tmp_path)})
    with pytest.raises(dataclasses.FrozenInstanceError):
        settings.country = "GB"  # type: ignore[misc]


def test_a_wrong_value_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    answer = subprocess.run(
        [Path(sys.executable).parent / "flask", "check"],
        cwd=ROOT,
        env={**os.environ, "MEETFINDER_INSTANCE": str(tmp_path), "MEETFINDER_COUNTRY": "Germany"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode != 0
    assert answer.stderr.strip() == (
        "MEETFINDER_COUNTRY must be a two-letter country code such as US or GB, "
        "or empty for every country alike."
    )
