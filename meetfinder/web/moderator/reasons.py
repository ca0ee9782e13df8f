"""Why something is declined: a code for the log, and words for the sender that a moderator may change."""

from meetfinder.web.languages import lazy_gettext as _l

REASONS = {
    "incomplete": _l("We could not check it: what you sent lacks a day, a time, or how to get there."),
    "not_a_meeting": _l(
        "This directory lists free recovery meetings that are led by their members. "
        "What you sent seems to be something else."
    ),
    "advertising": _l("It advertises a paid service or a treatment centre, which we do not list."),
    "duplicate": _l(
        "It is listed already. If something about that listing is wrong, suggest a change there."
    ),
    "privacy": _l(
        "It names people or private addresses, which we do not publish. "
        "You are welcome to send it again with first names or roles only."
    ),
    "unconfirmed": _l("We asked about it and had no answer. You are welcome to send it again."),
    "other": _l("We cannot list it as it is."),
}
"""Code to what the sender reads when the moderator writes nothing else."""


def words_of(code: str, typed: str) -> str:
    """Return what the sender is told: what the moderator typed, else the usual words of the reason."""
    return typed.strip() or str(REASONS[code])
