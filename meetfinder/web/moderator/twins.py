"""Listings that look like what came in, beside it: what is alike, and where and when they are held."""

from dataclasses import dataclass

from meetfinder.db import db
from meetfinder.directory.models import Group
from meetfinder.directory.proposal import MeetingFacts
from meetfinder.moderation.duplicates import Candidate, candidates_for
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Submission


@dataclass(frozen=True, slots=True)
class Twin:
    """A listed group of which a meeting looks like one that came in."""

    public_id: str
    name: str
    percent: int
    suggested: bool
    reasons: tuple[str, ...]
    meetings: tuple[MeetingFacts, ...]


def twins_of(submission: Submission) -> list[Twin]:
    """Return the groups that look like a submission, the likeliest first, each once."""
    best: dict[int, Candidate] = {}
    for candidate in candidates_for(submission):
        best.setdefault(candidate.group_id, candidate)
    return [_twin(candidate) for candidate in best.values()]


def _twin(candidate: Candidate) -> Twin:
    group = db.session.get_one(Group, candidate.group_id)
    return Twin(
        public_id=group.public_id,
        name=group.name,
        percent=round(candidate.score * 100),
        suggested=candidate.suggested,
        reasons=candidate.reasons,
        meetings=proposal_of(group).meetings,
    )
