"""One thing of each kind that pages of moderators are about, in nobody's scope but of those without one."""

from typing import Any

from meetfinder import clock
from meetfinder.accounts.models import Account
from meetfinder.db import db
from meetfinder.moderation import door
from meetfinder.moderation.models import Batch, Decision
from tests.builders import a_source
from tests.moderation.people import a_form, a_listed_group, sent
from tests.people import a_moderator

_GROUPS = ("group", "redact_group", "revert_group", "choose_merge", "tend_group")
_TWO_GROUPS = ("merge", "merge_groups")
_BATCHES = ("batch", "decide_batch")
_PEOPLE = ("dismiss", "end_sessions")


def arguments_of(endpoint: str, owner: Account) -> dict[str, Any]:
    """Return values for the arguments of a moderators' route, to things that are there."""
    name = endpoint.removeprefix("moderator.")
    if name in _PEOPLE:
        return {"number": a_moderator("other@site.example.org").id}
    if name in _BATCHES:
        return {"number": _a_batch().id}
    if name in _GROUPS or name in _TWO_GROUPS:
        group = a_listed_group(owner)
        other = {"other": a_listed_group(owner).public_id} if name in _TWO_GROUPS else {}
        return {"public_id": group.public_id, **other}
    if name == "undo_decision":
        a_listed_group(owner)
        return {"number": db.session.query(Decision).order_by(Decision.id.desc()).first().id}
    return {"number": sent(a_form(), owner).id}


def _a_batch() -> Batch:
    source = a_source()
    batch = Batch(source=source, read_at=clock.now(), counts={})
    db.session.add(batch)
    db.session.flush()
    door.submit(a_form(), source=source, batch=batch, now=clock.now())
    return batch
