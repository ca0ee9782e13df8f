"""What every page of moderators needs: who is at work, and what the address means if they may see it."""

from collections.abc import Iterable

from sqlalchemy import select
from werkzeug.exceptions import Forbidden, NotFound

from meetfinder.accounts.models import Account
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.naming import id_of
from meetfinder.moderation import who
from meetfinder.moderation.models import (
    Barred,
    Decision,
    Revision,
    Submission,
    SubmissionKind,
    Undoing,
)
from meetfinder.moderation.queue import may_see
from meetfinder.web import signed_in
from meetfinder.web.languages import lazy_gettext as _l

APPEALED = _l("You declined this before and the sender asked for another opinion: another moderator decides.")


def me() -> Account:
    """Return the moderator at work."""
    return signed_in.current_account()


def signature() -> str:
    """Return how the moderator at work signs a decision."""
    return who.moderator(me().id)


def name_of(account_id: int | None) -> str:
    """Return what moderators call one another, the mail address before the @; empty for nobody."""
    account = None if account_id is None else db.session.get(Account, account_id)
    return "" if account is None else account.email.partition("@")[0]


def signer_of(decided_by: str) -> tuple[str, str]:
    """Return the part somebody played in a decision and what they are called."""
    part, _, name = decided_by.partition(":")
    return part, name_of(who.account_id_of(decided_by)) or ("" if name.isdigit() else name)


def submission_of(number: int) -> Submission:
    """Return a submission; 404 for one that this moderator may not decide about, 403 after an appeal.

    A moderator whom a report concerns is not told that there is one.
    """
    found = db.session.get(Submission, number)
    if found is None:
        raise NotFound
    if not may_see(me(), found):
        is_report = found.case is not None and found.case.kind == SubmissionKind.REPORT
        if not is_report and db.session.get(Barred, (found.id, me().id)) is not None:
            raise Forbidden(str(APPEALED))
        raise NotFound
    return found


def id_in(typed: str) -> str:
    """Return the public id at the end of an address or slug that somebody pasted."""
    return id_of(typed.strip().rstrip("/").rpartition("/")[2])


def group_of(public_id: str) -> Group:
    """Return a group, listed or not; 404 for one out of this moderator's scope."""
    found = db.session.query(Group).filter_by(public_id=public_id).one_or_none()
    if found is None or not may_moderate(me(), concern_of_group(found)):
        raise NotFound
    return found


def groups_of(decision: Decision) -> list[Group]:
    """Return the groups that a decision changed; 404 where one is out of this moderator's scope."""
    changed = select(Revision.group_id).where(Revision.decision_id == decision.id)
    found = list(db.session.scalars(select(Group).where(Group.id.in_(changed)).order_by(Group.id)))
    if not all(may_moderate(me(), concern_of_group(group)) for group in found):
        raise NotFound
    return found


def undone_among(decision_ids: Iterable[int]) -> set[int]:
    """Return those of the decisions that were taken back."""
    return set(db.session.scalars(select(Undoing.undone_id).where(Undoing.undone_id.in_(list(decision_ids)))))


def concern_of_group(group: Group) -> Concern:
    """Return what a scope is compared with for a group."""
    places = [group.location, *(meeting.location for meeting in group.meetings)]
    known = next((place for place in places if place is not None and place.country), None)
    return Concern(
        fellowship=group.fellowship.slug if group.fellowship else "",
        country=known.country if known else "",
        region=known.region if known else "",
    )
