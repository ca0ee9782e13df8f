"""Random secrets, of which only the hash is kept: whoever reads the tables can use none of them."""

import hashlib
import secrets

BYTES = 32
"""256 bits: too many to guess, so one round of SHA-256 keeps them."""


def new_secret() -> str:
    """Return a random text that can stand in an address, 43 characters."""
    return secrets.token_urlsafe(BYTES)


def hash_of(secret: str) -> str:
    """Return the SHA-256 of a secret, 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
