"""Schemathesis asks what the description allows and what it does not: every answer is as described."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest
import schemathesis
from flask import Flask, g
from hypothesis import HealthCheck, given, settings
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
FEW, MANY = 8, 20_000
OPERATIONS = (
    "/meetings",
    "/answer",
    "/groups",
    "/fellowships",
    "/places",
    "/meetings/{slug}",
    "/openapi.json",
)
PLACES = ("78610", "Buda", "SW1A 1AA", "us-78610", "@30.09,-97.84", "Springfield")
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


def ask(description: Any, path: str, mode: GenerationMode, number: int, seen: Counter[int]) -> None:
    """Ask `number` times and check every answer."""

    @settings(max_examples=number, suppress_health_check=list(HealthCheck), database=None)
    @given(case=description[path]["GET"].as_strategy(generation_mode=mode))
    def once(case: Any) -> None:
        if case.query and "near" in case.query and len(str(case.query)) % 2:
            case.query["near"] = PLACES[len(str(case.query)) % len(PLACES)]
        response = case.call()
        seen[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    once()


def ask_all(description: Any, number: int) -> Counter[int]:
    """Ask each operation, in turn what is allowed and what is not; return the statuses."""
    seen: Counter[int] = Counter()
    for path in OPERATIONS:
        modes = [GenerationMode.POSITIVE]
        if path not in {"/fellowships", "/openapi.json", "/meetings/{slug}"}:
            modes.append(GenerationMode.NEGATIVE)
        for mode in modes:
            ask(description, path, mode, number // 11, seen)
    return seen


def test_every_answer_is_as_described(description: Any) -> None:
    seen: Counter[int] = Counter()
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        ask(description, "/meetings", mode, FEW, seen)
    assert seen[400]


@pytest.mark.drill
def test_every_answer_of_twenty_thousand_is_as_described(description: Any) -> None:
    seen = ask_all(description, MANY)
    print(f"\n{seen.total()} requests: {dict(sorted(seen.items()))}")
