"""Schemathesis asks what the description allows and what it does not: every answer is as described."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import schemathesis
from flask import Flask, g
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from meetfinder.db import db
from tests.web.api.test_openapi import fill

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ALLOWED, WRONG = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
FEW = 8
DRILL = (
    *(("/meetings", mode, 4_000) for mode in (ALLOWED, WRONG)),
    *(("/answer", mode, 2_500) for mode in (ALLOWED, WRONG)),
    *(("/groups", mode, 2_000) for mode in (ALLOWED, WRONG)),
    *(("/places", mode, 1_000) for mode in (ALLOWED, WRONG)),
    ("/meetings/{slug}", ALLOWED, 1_000),
    ("/fellowships", ALLOWED, 1),  # These two have no parameters.
    ("/openapi.json", ALLOWED, 1),
)
"""Operation, whether what is asked is allowed, and how often: more than 20,000 requests altogether."""
AROUND_A_PLACE = {"/meetings", "/answer", "/groups"}
PLACES = ("us-78610", "us-tx-buda", "gb-sw1a", "@30.09,-97.84", "SW1A 1AA", "Springfield")
KNOWN = {"fellowship": ["dual-recovery-anonymous"], "format": ["open"]}
"""What random text never hits."""


@pytest.fixture
def description(app: Flask, now: object) -> Any:
    """Give the description as Schemathesis reads it, of a site with one of each thing."""
    fill()
    db.session.commit()

    def site(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        for name in list(g):
            g.pop(name)
        return app(environ, start)

    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site)


def make_sense(case: Any) -> None:
    """Make most requests ones that find something, which a description cannot say: one place, known slugs.

    Without it nearly all of them would be refused and few answers compared.
    """
    size = len(str(case.query))
    if not case.query or size % 8 == 0:
        return
    case.query.update({name: value for name, value in KNOWN.items() if name in case.query})
    case.query.pop("cursor", None)
    point = [case.query.pop(name, None) for name in ("lat", "lon")]
    if size % 2 and None not in point:
        case.query.update(zip(("lat", "lon"), point, strict=True))
        case.query.pop("near", None)
    else:
        case.query["near"] = PLACES[size // 2 % len(PLACES)]


def ask(description: Any, path: str, mode: GenerationMode, number: int) -> Counter[int]:
    """Ask `number` times, check every answer and return the statuses."""
    seen: Counter[int] = Counter()

    @settings(
        max_examples=number,
        # A request that fails is told as it is: making it smaller takes longer than all the others.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=description[path]["GET"].as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        if mode == ALLOWED and path in AROUND_A_PLACE:
            make_sense(case)
        response = case.call()
        seen[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    once()
    return seen


@pytest.mark.parametrize("mode", [ALLOWED, WRONG], ids=lambda mode: mode.value)
def test_every_answer_is_as_described(description: Any, mode: GenerationMode) -> None:
    seen = ask(description, "/meetings", mode, FEW)
    assert seen[400] or mode == ALLOWED


@pytest.mark.drill
@pytest.mark.parametrize(("path", "mode", "number"), DRILL, ids=str)
def test_every_answer_of_twenty_thousand_is_as_described(
    description: Any, path: str, mode: GenerationMode, number: int
) -> None:
    began = time.monotonic()
    seen = ask(description, path, mode, number)
    took = time.monotonic() - began
    print(f"\n{path} {mode.value}: {seen.total()} requests in {took:.0f} s: {dict(sorted(seen.items()))}")
