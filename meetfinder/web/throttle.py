"""How often somebody may do something: counted under a key that names nobody and changes every day."""

import hashlib
import hmac
from typing import cast

from flask import Flask, current_app, request
from limits import parse
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from meetfinder import clock
from meetfinder.config import Settings, SettingsError
from meetfinder.web.site import settings

SIGN_IN_BY_VISITOR = "20 per hour"
SIGN_IN_BY_ADDRESS = "5 per hour"
"""How many links one mailbox gets, whoever asks for them."""
SECOND_FACTOR = "6 per 15 minutes"
SUBMISSIONS_BY_VISITOR = "10 per hour"
SUBMISSIONS_BY_ACCOUNT = "100 per hour"
"""For people whose address is proven; who completes a page of a whole region sends many."""
PAGES = "60 per hour"
"""How many hand-made pages are read for one account."""
REPORTS_BY_VISITOR = "10 per hour"
_EXTENSION = "throttle"


def register(app: Flask) -> None:
    """Count in the store of the settings; that of a single process forgets at its end.

    Raises SettingsError when the store cannot be used.
    """
    try:
        storage = storage_from_string(cast(Settings, app.extensions["settings"]).rate_limit_storage)
    except (ConfigurationError, ValueError) as problem:
        raise SettingsError(f"MEETFINDER_RATE_LIMIT_STORAGE cannot be used: {problem}") from problem
    app.extensions[_EXTENSION] = FixedWindowRateLimiter(storage)


def is_allowed(limit: str, what: str, key: str = "") -> bool:
    """Count one more of `what` and say whether it is within the limit, by default for this visitor.

    `key` may be a mail address: only its keyed hash goes to the store, and with another key tomorrow.
    """
    limiter = cast(FixedWindowRateLimiter, current_app.extensions[_EXTENSION])
    return limiter.hit(parse(limit), what, _nameless(key or request.remote_addr or ""))


def _nameless(text: str) -> str:
    today = clock.now().date().isoformat()
    secret = settings().secret_key.encode() or b"-"
    return hmac.new(secret, f"{today} {text}".encode(), hashlib.sha256).hexdigest()
