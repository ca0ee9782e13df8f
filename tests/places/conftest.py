"""The real table of places, unpacked once a run."""

from pathlib import Path

import pytest

from meetfinder.places import Gazetteer, open_gazetteer

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Open the table that is committed, in a folder that all processes of this run share."""
    shared = tmp_path_factory.getbasetemp()
    if shared.name.startswith("popen-"):
        shared = shared.parent
    return open_gazetteer(seeds=SEEDS, instance=shared / "places")
