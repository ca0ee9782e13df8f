"""Keeps programs that send forms away, without asking anybody to prove that they are human.

A field that people do not see, and a signed time of when the form was shown (domain reference §5): who
answers in less than four seconds, or after a day, is gently asked to send again.
"""

from itsdangerous import BadSignature, URLSafeSerializer

from meetfinder import clock
from meetfinder.web.organizer.asked import Form
from meetfinder.web.site import settings

TRAP = "nickname"
SOONEST_S, LATEST_S = 4, 24 * 3600


def stamp() -> str:
    """Return the signed time of now, for a form to bring back."""
    return _signer().dumps(int(clock.now().timestamp()))


def is_trapped(form: Form) -> bool:
    """Say whether the field that nobody sees was filled in."""
    return bool(form.get(TRAP))


def is_timely(form: Form) -> bool:
    """Say whether the form was shown between four seconds and a day ago."""
    try:
        shown = int(_signer().loads(form.get("stamp", "")))
    except (BadSignature, TypeError, ValueError):
        return False
    return SOONEST_S <= clock.now().timestamp() - shown <= LATEST_S


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key or "-", salt="form shown at")
