"""For whoever runs the site and for robots: is it up, is it ready, whom to tell about a weakness."""

from datetime import timedelta
from functools import cache

import sqlalchemy as sa
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, abort, jsonify
from sqlalchemy.exc import SQLAlchemyError

from meetfinder import clock, places
from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.places import PlacesError
from meetfinder.web.site import base_url, settings

MIGRATIONS = ROOT / "meetfinder" / "migrations"
SECURITY_LASTS = timedelta(days=180)
"""RFC 9116 §2.5.5 asks for less than a year."""
ROBOTS = "User-agent: *\nDisallow: /near/\nDisallow: /find\nDisallow: /plan\n"
"""Searches are nobody's business; listings may be found."""

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Response:
    """Say that the process answers."""
    return _text("ok\n")


@blueprint.get("/readyz")
def readyz() -> Response:
    """Say whether searches can be answered; 503 with a code for each thing that is missing."""
    problems = [problem for problem in (database_problem(), places_problem()) if problem]
    response = jsonify({"ready": not problems, "problems": problems})
    response.status_code = 503 if problems else 200
    return response


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Say what robots should leave alone."""
    return _text(ROBOTS)


@blueprint.get("/.well-known/security.txt")
def security() -> Response:
    """Say whom to tell about a weakness (RFC 9116); 404 where no contact is set."""
    if not settings().contact:
        abort(404)
    # Whole days, so that the file is the same all day and can be cached.
    expires = clock.now().replace(hour=0, minute=0, second=0, microsecond=0) + SECURITY_LASTS
    lines = [
        f"Contact: mailto:{settings().contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
    ]
    if base := base_url():
        lines.append(f"Canonical: {base}/.well-known/security.txt")
    return _text("\n".join(lines) + "\n")


def database_problem() -> str | None:
    """Return `database_unreachable`, `database_not_migrated`, or None when it can be used."""
    try:
        with db.engine.connect() as connection:
            tables = set(sa.inspect(connection).get_table_names())
            if "meeting" not in tables:
                return "database_not_migrated"
            if "alembic_version" not in tables:
                return None
            revisions = connection.scalars(sa.text("SELECT version_num FROM alembic_version")).all()
    except SQLAlchemyError:
        return "database_unreachable"
    return None if list(revisions) == [_newest_revision()] else "database_not_migrated"


def places_problem() -> str | None:
    """Return `places_missing` when the table of postcodes and towns cannot be opened, else None."""
    try:
        places.gazetteer().ready()
    except PlacesError:
        return "places_missing"
    return None


@cache
def _newest_revision() -> str | None:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _text(text: str) -> Response:
    return Response(text, content_type="text/plain; charset=utf-8")
