"""The request edge: where what a view has written is committed, or given up."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from meetfinder.db import db, writing

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def writes(view: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Run a view that writes: committed when it answers, undone when it raises (aborts included)."""

    @wraps(view)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        with writing():
            try:
                answer = view(*args, **kwargs)
                db.session.commit()
            except BaseException:
                db.session.rollback()
                raise
        return answer

    return run
