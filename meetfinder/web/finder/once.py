"""What is asked once a request, however often a page needs it."""

from collections.abc import Callable
from typing import TypeVar, cast

from flask import request

Value = TypeVar("Value")


def once(name: str, read: Callable[[], Value]) -> Value:
    """Return what `read` gives, remembered under `name` until the request is answered."""
    key = f"meetfinder.{name}"
    if key not in request.environ:
        request.environ[key] = read()
    return cast(Value, request.environ[key])
