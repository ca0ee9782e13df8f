"""Migrations equal the models, go up and down, keep rows, and run on SQLite and PostgreSQL."""

import re
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy.engine.interfaces import ReflectedColumn

from meetfinder.app import create_app
from meetfinder.config import Settings
from meetfinder.db import Model, db

VERSIONS = Path(__file__).resolve().parents[2] / "meetfinder" / "migrations" / "versions"


@pytest.fixture
def empty_site(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = create_app(Settings(instance=tmp_path, database_url=empty_database_url))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def _tables() -> dict[str, list[ReflectedColumn]]:
    inspector = sa.inspect(db.engine)
    return {
        name: inspector.get_columns(name) for name in inspector.get_table_names() if name != "alembic_version"
    }


def _indexes() -> set[str]:
    """Return how the database itself writes its indexes (PostgreSQL) or tables and indexes (SQLite)."""
    if db.engine.dialect.name == "sqlite":
        words = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    else:
        words = (
            "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
    with db.engine.connect() as connection:
        rows = connection.execute(sa.text(words)).scalars().all()
    # SQLite writes a column that was added later on the line of the one before it.
    return {
        "".join(sorted(re.split(r",\s*|\s*\n\s*", row))) if row.startswith("CREATE TABLE") else row
        for row in rows
    }


def test_the_migrated_tables_are_those_of_the_models(empty_site: Flask) -> None:
    flask_migrate.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Model.metadata) == []


def test_the_migrated_indexes_are_those_of_the_models(empty_site: Flask) -> None:
    flask_migrate.upgrade()
    migrated = _indexes()
    flask_migrate.downgrade(revision="base")
    db.create_all()
    assert migrated == _indexes()


def test_migrations_go_up_and_down_and_up_again(empty_site: Flask) -> None:
    flask_migrate.upgrade()
    after_first = _tables()
    flask_migrate.downgrade(revision="base")
    assert _tables() == {}
    flask_migrate.upgrade()
    assert {name: [column["name"] for column in columns] for name, columns in _tables().items()} == {
        name: [column["name"] for column in columns] for name, columns in after_first.items()
    }


def test_foreign_keys_are_on_again_after_a_migration(empty_site: Flask) -> None:
    flask_migrate.upgrade()
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_no_migration_needs_our_models() -> None:
    for file in VERSIONS.glob("*.py"):
        assert "meetfinder" not in file.read_text(), file.name
