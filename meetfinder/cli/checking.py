"""`flask check`: whether the installation and the data are sound, a line for each thing looked at."""

import stat
from collections.abc import Callable, Iterator

import click
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError

from meetfinder import clock, places
from meetfinder.cli.index_check import index_problems
from meetfinder.cli.migrations import migration_config
from meetfinder.cli.site import settings
from meetfinder.config import SECRET_KEY_FILE, SHORTEST_SECRET
from meetfinder.db import db
from meetfinder.directory import reading, schedule, seeding
from meetfinder.directory.models import Meeting
from meetfinder.mail import outbox
from meetfinder.mail.delivery import MAIL_FOLDER, SMTPServer, Unreachable, deliverer

PROBLEM = 1
"""The exit code when anything is wrong."""
Finding = Iterator[str]
"""Each thing wrong, in a sentence; nothing when all is well."""
_OTHERS = stat.S_IRWXO
_NOT_OWNER = stat.S_IRWXG | stat.S_IRWXO
_HARMLESS = "exception_unmatched"
"""An exception left over from an earlier schedule; it changes nothing."""
_CHUNK = 5_000


@click.command()
def check() -> None:
    """Look at settings, key, database, places, seeds and search index; exit 1 when anything is wrong."""
    wrong = 0
    for name, look in LOOKS:
        problems = _problems(look)
        for problem in problems:
            click.echo(f"{name}: problem: {problem}")
        if not problems:
            note = NOTES[name]() if name in NOTES else ""
            click.echo(f"{name}: ok, but {note}" if note else f"{name}: ok")
        wrong += bool(problems)
    if wrong:
        raise SystemExit(PROBLEM)


def _problems(look: Callable[[], Finding]) -> list[str]:
    """Return what is wrong; what cannot be looked at is wrong too, and the next check still runs."""
    found: list[str] = []
    try:
        found.extend(look())
    except SQLAlchemyError as problem:
        db.session.rollback()
        found.append(f"the database answers: {_first_line(getattr(problem, 'orig', None) or problem)}")
    except (OSError, ValueError, places.PlacesError) as problem:
        found.append(str(problem))
    return found


def _settings() -> Finding:
    site = settings()
    if not site.seeds.is_dir():
        yield f"there is no folder {site.seeds}"
    if site.instance.stat().st_mode & _OTHERS:
        yield f"everybody on this machine can look into {site.instance}: run chmod o= on it"


def _secret_key() -> Finding:
    site = settings()
    file = site.instance / SECRET_KEY_FILE
    if len(site.secret_key) < SHORTEST_SECRET:
        yield f"there is none of {SHORTEST_SECRET} characters or more: run flask init"
    if file.exists() and file.stat().st_mode & _NOT_OWNER:
        yield f"others than its owner can read it: run chmod 600 {file}"


def _database() -> Finding:
    db.session.execute(select(1))
    yield from ()


def _migrations() -> Finding:
    wanted = set(ScriptDirectory.from_config(migration_config()).get_heads())
    held = set(MigrationContext.configure(db.session.connection()).get_current_heads())
    if held != wanted:
        yield f"the tables are at {_names(held)}, this program needs {_names(wanted)}: run flask init"


def _foreign_keys() -> Finding:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL never lets them break.
    broken = db.session.execute(text("PRAGMA foreign_key_check")).all()
    if broken:
        yield f"{len(broken)} rows point at what is not there, the first in table {broken[0][0]}"


def _mail() -> Finding:
    server = deliverer(settings().smtp_url, settings().instance / MAIL_FOLDER)
    if isinstance(server, SMTPServer):
        try:
            server.reach()
        except Unreachable as problem:
            yield f"the server of MEETFINDER_SMTP_URL cannot be reached or refuses us ({problem})"
    late = outbox.overdue(now=clock.now())
    if late:
        yield f"{late} letters are overdue: let flask tick run every minute"


def _mail_note() -> str:
    """Say where letters go while no server is set: right for trying out, wrong for a public site."""
    return (
        ""
        if settings().smtp_url
        else f"MEETFINDER_SMTP_URL is not set, letters become files in {MAIL_FOLDER}/"
    )


def _places() -> Finding:
    gazetteer = places.gazetteer()
    gazetteer.ready()
    country, example = next(
        ((code, town) for code in gazetteer.countries() for town in gazetteer.towns(code)), (None, None)
    )
    if country is None or example is None:
        yield "the table holds no town"
    elif gazetteer.area(example.area) is None:
        yield f"the table does not find its own {example.area}"


def _seeds() -> Finding:
    site = settings()
    for table in seeding.compare(seeds=site.seeds, instance=site.instance).tables:
        if not table.is_loaded:
            yield f"{table.file} has changes that are not loaded: run flask init"


def _zones() -> Finding:
    for name in db.session.scalars(select(Meeting.timezone).distinct().order_by(Meeting.timezone)):
        try:
            clock.zone(name)
        except ValueError:
            yield f"{name!r} of a meeting is not a known time zone"


def _schedules() -> Finding:
    ids = db.session.scalars(select(Meeting.id).order_by(Meeting.id)).all()
    for start in range(0, len(ids), _CHUNK):
        for number, held in reading.schedules(ids[start : start + _CHUNK]).items():
            wrong = [code for code in schedule.validate(held) if code != _HARMLESS]
            if wrong:
                yield f"meeting {number} has a wrong {', '.join(wrong)}"


def _names(revisions: set[str]) -> str:
    return ", ".join(sorted(revisions)) or "nothing"


def _first_line(problem: object) -> str:
    return str(problem).strip().partition("\n")[0]


LOOKS: tuple[tuple[str, Callable[[], Finding]], ...] = (
    ("settings", _settings),
    ("secret key", _secret_key),
    ("database", _database),
    ("migrations", _migrations),
    ("foreign keys", _foreign_keys),
    ("mail", _mail),
    ("places", _places),
    ("seeds", _seeds),
    ("time zones", _zones),
    ("schedules", _schedules),
    ("search index", index_problems),
)
NOTES: dict[str, Callable[[], str]] = {"mail": _mail_note}
"""What is worth knowing though nothing is wrong."""
