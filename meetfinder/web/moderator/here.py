"""What every page of moderators needs: who is at work, and what the address means if they may see it."""

from werkzeug.exceptions import Forbidden, NotFound

from meetfinder.accounts.models import Account
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.proposal import from_json
from meetfinder.moderation import claims, who
from meetfinder.moderation.errors import NotForYou
from meetfinder.moderation.models import Submission
from meetfinder.web import signed_in

CONCERNS_YOU = "This concerns you, so another moderator decides about it."


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
    """Return a submission; 404 for one out of this moderator's scope, 403 for one that concerns them."""
    found = db.session.get(Submission, number)
    if found is None or not may_moderate(me(), _concern_of(found)):
        raise NotFound
    try:
        claims.keep_out(found, me().id)
    except NotForYou:
        raise Forbidden(CONCERNS_YOU) from None
    return found


def group_of(public_id: str) -> Group:
    """Return a group, listed or not; 404 for one out of this moderator's scope."""
    found = db.session.query(Group).filter_by(public_id=public_id).one_or_none()
    if found is None or not may_moderate(me(), concern_of_group(found)):
        raise NotFound
    return found


def concern_of_group(group: Group) -> Concern:
    """Return what a scope is compared with for a group."""
    places = [group.location, *(meeting.location for meeting in group.meetings)]
    known = next((place for place in places if place is not None and place.country), None)
    return Concern(
        fellowship=group.fellowship.slug if group.fellowship else "",
        country=known.country if known else "",
        region=known.region if known else "",
    )


def _concern_of(submission: Submission) -> Concern:
    case = submission.case
    if case is not None and case.harm is not None:
        return Concern(fellowship=case.fellowship, country=case.country, region=case.region)
    wanted = from_json(submission.proposal)
    places = [wanted.group.place, *(facts.place for facts in wanted.meetings)]
    known = next((place for place in places if place is not None and place.country), None)
    return Concern(
        fellowship=wanted.group.fellowship,
        country=known.country if known else "",
        region=known.region if known else "",
    )
