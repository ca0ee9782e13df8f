"""Why the door says no. Each is a ValueError."""

from datetime import datetime


class AlreadyDecided(ValueError):
    """A submission was decided before; it needs a new one to change the directory again."""


class ClaimedByOther(ValueError):
    """Another moderator holds the submission: `account_id` until `until`."""

    def __init__(self, account_id: int, until: datetime) -> None:
        super().__init__("another moderator holds the submission")
        self.account_id, self.until = account_id, until


class NotForYou(ValueError):
    """The submission concerns this account, so somebody else decides."""


class SecondPersonNeeded(ValueError):
    """Another organizer or a moderator who did not send it has to say yes."""


class NothingToUndo(ValueError):
    """The decision was taken back before, or changed nothing that could be taken back."""


class ChangedSince(ValueError):
    """What the decision changed was changed once more, which taking it back would lose."""
