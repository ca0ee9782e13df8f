"""Sites for the tests of commands."""

from pathlib import Path

import pytest

from tests.cli.running import give_places, unpack_places


@pytest.fixture(scope="session")
def table_of_places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpack_places(tmp_path_factory.mktemp("places"))


@pytest.fixture
def instance(tmp_path: Path, table_of_places: Path) -> Path:
    """Give the folder of a new site, with the table of places unpacked already."""
    folder = tmp_path / "instance"
    give_places(folder, table_of_places)
    return folder
