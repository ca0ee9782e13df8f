"""Reading a list of hand-made rows."""

import json
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from meetfinder.config import ROOT
from meetfinder.directory.proposal import MeetingFacts
from meetfinder.exchange.meeting_guide.codes import CodeMap
from meetfinder.exchange.meeting_guide.draft import Context
from meetfinder.exchange.meeting_guide.reader import read
from meetfinder.exchange.meeting_guide.reading import Reading
from tests.exchange.meeting_guide.places import FewPlaces
from tests.exchange.meeting_guide.rows import a_row


@pytest.fixture(scope="session")
def codes() -> CodeMap:
    return CodeMap.from_seed(tomllib.loads((ROOT / "seeds" / "formats.toml").read_text()))


@pytest.fixture
def read_rows(codes: CodeMap) -> Callable[..., Reading]:
    """Return a function that reads rows as a list of a program in the United States."""

    def reading(*rows: Any, program: str = "aa", fellowship: str = "alcoholics-anonymous") -> Reading:
        context = Context(
            program=program,
            fellowship=fellowship,
            default_country="US",
            codes=codes,
            gazetteer=FewPlaces(),
            today=date(2026, 11, 20),
        )
        return read(json.dumps(rows), context)

    return reading


@pytest.fixture
def read_one(read_rows: Callable[..., Reading]) -> Callable[..., MeetingFacts]:
    """Return a function that reads a sound row with some fields changed, and returns its one meeting."""

    def meeting(program: str = "aa", **fields: Any) -> MeetingFacts:
        found = read_rows(a_row(**fields), program=program)
        assert not found.refused, found.refused
        return found.proposals[0].meetings[0]

    return meeting
