"""How commands reach the migrations of this site."""

from alembic.config import Config
from flask import current_app


def migration_config() -> Config:
    """Return the settings of Alembic for this site; needs an application context."""
    config: Config = current_app.extensions["migrate"].migrate.get_config()
    return config
