"""What is listed once a decision is taken back: what it changed is as before, wherever that stands by now."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.models import Group, Meeting, MeetingStatus
from meetfinder.directory.proposal import MeetingFacts, Proposal
from meetfinder.moderation.errors import ChangedSince
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Revision
from meetfinder.moderation.rebase import agree, rebase
from meetfinder.moderation.replay import state_at

_Held = dict[str, MeetingFacts]
_Homes = dict[str, Group]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a decision made of a group; `before` is None where it listed the group for the first time."""

    group: Group
    before: Proposal | None
    after: Proposal | None


def effects_of(changed: Sequence[Revision]) -> list[Effect]:
    """Return what a decision did to each group, from its revisions."""
    numbers: dict[int, list[int]] = {}
    for revision in changed:
        numbers.setdefault(revision.group_id, []).append(revision.number)
    held = ((db.session.get_one(Group, group_id), some) for group_id, some in numbers.items())
    return [Effect(group, state_at(group, min(some) - 1), state_at(group, max(some))) for group, some in held]


def without(effects: Sequence[Effect], *, refuse: bool) -> list[Proposal]:
    """Return what the groups become without what a decision did to them.

    What others changed since stays: a meeting is changed where a merge has put it, and goes back only if the
    decision itself had moved it. With `refuse`, raises ChangedSince where the same was changed once more.
    """
    was, were = _meetings((effect.group, effect.before) for effect in effects)
    became, stood = _meetings((effect.group, effect.after) for effect in effects)
    now, stand = _listed_now(was.keys() | became.keys())
    moved = {key for key, group in were.items() if stood.get(key, group) is not group}
    homes = {key: group if key in moved else stand.get(key, group) for key, group in were.items()}
    # What the decision took away and somebody listed again is as they want it.
    left = {key: became.get(key, facts) for key, facts in was.items() if key in became or key in now}
    known = {effect.group: effect for effect in effects}
    # Other groups come first: they give a meeting up before its own group takes it back.
    groups = sorted({*known, *stand.values()}, key=lambda group: (group in known, group.id))
    targets = []
    for group in groups:
        live = proposal_of(group)
        effect = known.get(group, Effect(group, live, live))
        if effect.before is None or effect.after is None:
            continue
        others = tuple(facts for facts in live.meetings if facts.key not in was and facts.key not in became)
        here = [key for key, home in homes.items() if home is group]
        base, wanted, live = (
            replace(whole, meetings=(*others, *(held[key] for key in here if key in held)))
            for whole, held in ((effect.after, left), (effect.before, was), (live, now))
        )
        if refuse and not agree(base, wanted, live):
            raise ChangedSince("it was changed once more")
        targets.append(rebase(base, wanted, live))
    return targets


def _meetings(stated: Iterable[tuple[Group, Proposal | None]]) -> tuple[_Held, _Homes]:
    """Return the meetings by public id, and the group of each."""
    found = [(group, facts) for group, proposal in stated if proposal for facts in proposal.meetings]
    return {facts.key: facts for _, facts in found}, {facts.key: group for group, facts in found}


def _listed_now(public_ids: AbstractSet[str]) -> tuple[_Held, _Homes]:
    asked = Meeting.public_id.in_(public_ids) & (Meeting.status != MeetingStatus.RETIRED)
    groups = db.session.scalars(select(Group).where(Group.meetings.any(asked)).order_by(Group.id)).all()
    held, homes = _meetings((group, proposal_of(group)) for group in groups)
    listed = held.keys() & public_ids
    return {key: held[key] for key in listed}, {key: homes[key] for key in listed}
