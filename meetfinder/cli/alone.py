"""One at a time: setting up a site twice at once would make two keys and migrate the same tables twice."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.sql.functions import func

from meetfinder.db import db

LOCK_FILE = ".init.lock"
_SERVER_LOCK = 4_706_912_355
"""A number of our own among the advisory locks of a PostgreSQL database."""


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Wait until no other process sets up this instance or this database, and keep others waiting.

    Both locks end with the process that holds them, so a killed one leaves nothing behind.
    """
    with (instance / LOCK_FILE).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            click.echo("Another flask init is at work here: waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        with _alone_on_the_server():
            yield


@contextmanager
def _alone_on_the_server() -> Iterator[None]:
    if db.engine.dialect.name != "postgresql":
        yield
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(select(func.pg_advisory_lock(_SERVER_LOCK)))
        try:
            yield
        finally:
            connection.execute(select(func.pg_advisory_unlock(_SERVER_LOCK)))
