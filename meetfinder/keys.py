"""Keys for single purposes, derived from the site's secret key: who has only the tables has none."""

import hashlib
import hmac
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

from meetfinder.db import db

_secrets: WeakKeyDictionary[Engine, bytes] = WeakKeyDictionary()
"""By the engine, because one process may hold several sites."""


class NoKey(ValueError):
    """The site has no secret key; `flask init` writes one."""


def configure(engine: Engine, secret: str) -> None:
    """Say what the secret key of the site is whose database this engine is."""
    _secrets[engine] = secret.encode()


def key_for(purpose: str) -> bytes:
    """Return the 32 bytes that are this site's key for a purpose; another purpose has another key.

    Raises NoKey where the site has no secret.
    """
    secret = _secrets.get(db.engine, b"")
    if not secret:
        raise NoKey("the site has no secret key: run flask init")
    return hmac.new(secret, f"meetfinder {purpose}".encode(), hashlib.sha256).digest()
