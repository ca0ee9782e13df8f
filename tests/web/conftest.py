"""An instance folder for the sites that tests start themselves, so that the places are unpacked once."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder to share; the database of each test belongs into a folder of its own."""
    return tmp_path_factory.mktemp("shared_instance")
