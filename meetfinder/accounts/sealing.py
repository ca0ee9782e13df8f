"""Secrets that the site must read again are sealed in the tables: a copy of the database opens none of them.

AES-GCM of the `cryptography` package, with a key derived from the site's secret key.
"""

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, String, TypeDecorator

from meetfinder import keys

_PURPOSE = "second factor"
_NONCE_BYTES = 12
SEALED_LENGTH = 64
"""Of a nonce, 20 bytes and a tag in base64; a plain secret has half of that."""


class Sealed(TypeDecorator[str]):
    """A secret of 32 letters and digits of base32, plain in Python and sealed in the table."""

    impl = String(SEALED_LENGTH)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Seal a secret; raise ValueError for what is no base32."""
        return None if value is None else seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Open a secret. One that another key has sealed counts as none; a plain one is from before."""
        if value is None or len(value) != SEALED_LENGTH:
            return value
        return unseal(value)


def seal(secret: str) -> str:
    """Return a base32 secret of 32 characters sealed, as 64 characters, different at every call."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    hidden = AESGCM(keys.key_for(_PURPOSE)).encrypt(nonce, base64.b32decode(secret), None)
    return base64.urlsafe_b64encode(nonce + hidden).decode()


def unseal(text: str) -> str | None:
    """Return what was sealed; None where it was with another key, or is damaged."""
    try:
        whole = base64.urlsafe_b64decode(text)
        nonce, hidden = whole[:_NONCE_BYTES], whole[_NONCE_BYTES:]
        return base64.b32encode(AESGCM(keys.key_for(_PURPOSE)).decrypt(nonce, hidden, None)).decode()
    except (InvalidTag, binascii.Error):
        return None
