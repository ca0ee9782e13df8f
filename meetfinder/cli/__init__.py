"""Flask commands, one module a noun."""

from collections.abc import Callable

from flask import Flask

from meetfinder.cli import letters_of_accounts as letters_of_accounts
from meetfinder.cli import letters_of_moderation as letters_of_moderation
from meetfinder.cli.checking import check
from meetfinder.cli.coverage import coverage
from meetfinder.cli.demo import demo
from meetfinder.cli.exporting import export
from meetfinder.cli.importing import import_list
from meetfinder.cli.initialise import init
from meetfinder.cli.moderators import moderators
from meetfinder.cli.outbox import outbox
from meetfinder.cli.places import places
from meetfinder.cli.reading_pages import read_page
from meetfinder.cli.site import speaking
from meetfinder.cli.sources import sources
from meetfinder.cli.ticking import tick

COMMANDS = tuple(
    speaking(command)
    for command in (
        init,
        demo,
        import_list,
        export,
        coverage,
        moderators,
        outbox,
        places,
        read_page,
        sources,
        tick,
        check,
    )
)


def register(app: Flask, *, refresh_feeds: Callable[[], int]) -> None:
    """Give the site every command. `refresh_feeds` makes what feeds keep, and returns how much."""
    app.extensions["refresh_feeds"] = refresh_feeds
    for command in COMMANDS:
        app.cli.add_command(command)
