"""Who decided, as the log writes it: a word for the part somebody played and the id of the account."""

VISITOR = "visitor"
HOUSE = "house"
"""The site itself, when a time has passed."""


def moderator(account_id: int) -> str:
    """Return how a moderator signs a decision."""
    return f"moderator:{account_id}"


def organizer(account_id: int) -> str:
    """Return how an organizer signs what takes effect at once."""
    return f"organizer:{account_id}"


def account_id_of(decided_by: str) -> int | None:
    """Return the account that signed, None where a list, a visitor or the house did."""
    part, _, number = decided_by.partition(":")
    return int(number) if part in {"moderator", "organizer"} and number.isdigit() else None


def is_list(decided_by: str) -> bool:
    """Say whether a list that is trusted spoke for itself."""
    return decided_by.startswith("source:")
