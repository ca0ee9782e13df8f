"""A directory of a million meetings on each database, built once for all that is measured in it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from meetfinder.config import ROOT
from tests.conftest import DATABASES, new_database

MEETINGS = int(os.environ.get("MEETFINDER_BENCH_MEETINGS", "1000000"))
ORIGINS = 250


@dataclass(frozen=True)
class Million:
    """A large directory, and the places from which it is asked."""

    kind: str
    url: str
    built: dict[str, Any]
    megabytes: float
    """Of its file; 0 on PostgreSQL."""
    origins: str
    """As JSON."""

    def run(self, module: str, *arguments: str) -> Any:
        """Run a module of this folder in a process of its own, and return what it prints as JSON."""
        return _run(module, *arguments, given=self.origins)


@pytest.fixture(scope="session", params=DATABASES)
def million(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Million]:
    """Build the directory; `MEETFINDER_BENCH_MEETINGS` makes it smaller or larger."""
    folder = tmp_path_factory.mktemp("million")
    with new_database(request.param, folder) as url:
        built = _run("bench_search", "build", url, str(MEETINGS))
        assert built["meetings"] == MEETINGS
        megabytes = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        origins = json.dumps(_run("bench_search", "origins", url, str(ORIGINS)))
        yield Million(request.param, url, built, megabytes, origins)


def _run(module: str, *arguments: str, given: str = "") -> Any:
    told = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}", *arguments],
        cwd=ROOT, input=given, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])
