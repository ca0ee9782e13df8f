"""Runs migrations on the site's own engine.

On SQLite foreign keys are off while tables are rebuilt, because batch mode drops and re-creates a table and
would otherwise delete the rows that point at it; whether all keys still hold is checked before the commit.
"""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from meetfinder.db import Model, UTCDateTime, db, writing


def _render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write an instant as the plain DateTime it is in the table, so that migrations need none of our code."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, UTCDateTime) else False


def _foreign_keys(connection: Connection, switch: str) -> None:
    """Set the pragma on the bare connection, since it does nothing inside a transaction."""
    if connection.dialect.name == "sqlite":
        bare: Any = connection.connection.dbapi_connection
        bare.execute(f"PRAGMA foreign_keys = {switch}")


def _migrate(connection: Connection) -> None:
    is_sqlite = connection.dialect.name == "sqlite"
    context.configure(
        connection=connection,
        target_metadata=Model.metadata,
        render_as_batch=is_sqlite,
        render_item=_render,
        compare_server_default=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
            raise RuntimeError(f"the migration would leave {len(broken)} rows without what they point at")


with current_app.app_context(), writing(), db.engine.connect() as connection:
    _foreign_keys(connection, "OFF")
    try:
        _migrate(connection)
        connection.commit()
    finally:
        connection.rollback()
        _foreign_keys(connection, "ON")
