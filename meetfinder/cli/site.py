"""What every command needs: the settings of its site, and a sentence instead of a trace."""

import functools
import os
from collections.abc import Callable
from contextlib import suppress
from typing import Any, cast

import click
from alembic.util import CommandError
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError, SQLAlchemyError

from meetfinder.config import Settings, SettingsError
from meetfinder.db import db
from meetfinder.directory.seeding import SeedError
from meetfinder.places import PlacesError

NOTHING_DONE = 2
"""The exit code of the contract."""
_EXPECTED = (SettingsError, SeedError, PlacesError, OSError)


class Refusal(click.ClickException):
    """A command can do nothing; the message says why in one sentence."""

    exit_code = NOTHING_DONE


def settings() -> Settings:
    """Return the settings of the site that the command belongs to."""
    return cast(Settings, current_app.extensions["settings"])


def local_address() -> str:
    """Return where `flask run` serves on this machine: what stands for a site without MEETFINDER_BASE_URL."""
    return f"http://127.0.0.1:{os.environ.get('FLASK_RUN_PORT', '5000')}"


def refresh_feeds() -> int:
    """Make what feeds keep if it is not there yet, and return how much; `app` says who does that."""
    try:
        return cast(Callable[[], int], current_app.extensions["refresh_feeds"])()
    finally:
        db.session.rollback()  # Nothing was written, and a snapshot should not be held open.


def prepare_feeds() -> None:
    """Make what feeds keep where it can be made now; what cannot is made when it is asked for."""
    with suppress(OSError, SQLAlchemyError):
        refresh_feeds()


def speaking(command: click.Command) -> click.Command:
    """Return the command, run inside the site's context, with expected problems told in a sentence."""
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            speaking(inner)
    elif command.callback is not None:
        command.callback = with_appcontext(_told(command.callback))
    return command


def _told(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return callback(*args, **kwargs)
        except _EXPECTED as problem:
            raise Refusal(str(problem)) from problem
        except CommandError as problem:
            reason = str(problem).rstrip(".")
            raise Refusal(
                f"The database cannot be brought up to date: {reason}. A newer version may have made it."
            ) from problem
        except (OperationalError, ProgrammingError) as problem:
            what = str(problem.orig).strip().partition("\n")[0]
            raise Refusal(f"The database cannot be used: {what}. Has flask init been run?") from problem

    return run
