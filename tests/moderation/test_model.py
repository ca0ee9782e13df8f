"""Whatever people, moderators and lists do, the public sees what a simple model says was approved."""

import random
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from meetfinder.db import db
from meetfinder.directory.listing import Listing
from meetfinder.directory.models import Group, Meeting
from meetfinder.directory.reading import group_listing, listings
from meetfinder.exchange.published import Selection, editions
from meetfinder.moderation import door, forms, merging, redaction, reducing, undo, who
from meetfinder.moderation.errors import ChangedSince, NothingToUndo
from meetfinder.moderation.live import proposal_of
from meetfinder.moderation.models import Decision, Submission, SubmissionKind, Verdict
from meetfinder.search.tables import Occurrence
from tests.moderation.people import NOW, a_form, a_moderator, an_account, slot

Item = dict[str, Any]
Meetings = dict[str, Item]
"""By the tag that each meeting keeps in its notes: weekday, name and status."""


@dataclass
class State:
    """What a group is: whether it is open, and its meetings."""

    open: bool
    meetings: Meetings


@dataclass
class Sent:
    submission: Submission
    group: int | None
    base: State | None
    wanted: State


@dataclass
class Done:
    decision: int
    changed: dict[int, tuple[State | None, State]]
    submission: Sent | None = None


def carried(base: State, wanted: State, live: State) -> State:
    meetings: Meetings = {}
    for tag, item in wanted.meetings.items():
        before, now = base.meetings.get(tag), live.meetings.get(tag)
        if before and now:
            meetings[tag] = {name: now[name] if item[name] == before[name] else item[name] for name in item}
        elif before != item:
            meetings[tag] = item
    for tag, item in live.meetings.items():
        if tag not in base.meetings and tag not in wanted.meetings:
            meetings[tag] = item
    return State(live.open if wanted.open == base.open else wanted.open, deepcopy(meetings))


def taken_back(old: Item, new: Item | None, now: Item | None) -> Item | None:
    """Return a meeting without the change from `old` to `new`; None stands for one that is not listed."""
    if new is None:
        return now or old
    if now is None and old == new:
        return None
    if now is None or any(old[name] != new[name] and now[name] not in (old[name], new[name]) for name in old):
        raise ChangedSince
    return {name: now[name] if old[name] == new[name] else old[name] for name in old}


@dataclass
class World:
    """The site and the model beside it."""

    chance: random.Random
    account: int
    moderator: int
    groups: dict[int, State] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    """Where groups went that were merged into others."""
    waiting: list[Sent] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    count: int = 0
    editions: dict[tuple[str, int], Listing] = field(default_factory=dict)
    """What was listed in which edition."""

    def step(self, number: int) -> None:
        acts = [
            self.submit, self.change, self.change, self.approve, self.approve, self.approve, self.decline,
            self.pause, self.resume, self.close, self.undo, self.merge, self.redact,
        ]  # fmt: skip
        acts[number % len(acts)]()

    def submit(self) -> None:
        tags = [self._new() for _ in range(self.chance.randint(1, 2))]
        meetings = {tag: {"weekday": self._day(), "name": f"N{tag}", "status": "active"} for tag in tags}
        form = a_form(*(_slot(tag, item) for tag, item in meetings.items()))
        self._send(form, SubmissionKind.NEW, None, None, State(True, meetings))

    def change(self) -> None:
        number = self._any_open()
        if number is None:
            return
        base = deepcopy(self.groups[number])
        wanted = deepcopy(base)
        tag = self.chance.choice(sorted(base.meetings))
        act = self.chance.choice(["name", "move", "drop", "add"])
        if act == "name":
            wanted.meetings[tag]["name"] = f"N{self._new()}"
        elif act == "move":
            wanted.meetings[tag]["weekday"] = self._day()
        elif act == "drop":
            del wanted.meetings[tag]
        else:
            fresh = self._new()
            wanted.meetings[fresh] = {"weekday": self._day(), "name": f"N{fresh}", "status": "active"}
        self._send(None, SubmissionKind.CHANGE, number, base, wanted)

    def approve(self) -> None:
        sent = self._take()
        if sent is None:
            return
        decision = self._decide(sent, Verdict.APPROVE)
        case = sent.submission.case
        assert case is not None
        assert case.group_id is not None
        number = case.group_id
        if sent.base is None:
            before, after = self.groups.get(number), deepcopy(sent.wanted)
        else:
            before = self.groups[number]
            after = carried(sent.base, sent.wanted, before)
        self._write({number: after}, decision, sent)

    def decline(self) -> None:
        sent = self._take()
        if sent is not None:
            decision = self._decide(sent, Verdict.DECLINE)
            self.done.append(Done(decision.id, {}, sent))

    def pause(self) -> None:
        self._status("active", "paused", reducing.pause)

    def resume(self) -> None:
        self._status("paused", "active", reducing.resume)

    def close(self) -> None:
        number = self._any_open()
        if number is not None:
            decision = reducing.close(db.session.get_one(Group, number), account_id=self.account, now=NOW)
            self._write({number: State(False, {})}, decision)

    def undo(self) -> None:
        if not self.done:
            return
        done = self.chance.choice(self.done)
        decision = db.session.get_one(Decision, done.decision)
        after = None
        with suppress(ChangedSince):
            after = self._without(done)
        try:
            undoing = undo.undo(decision, decided_by=who.moderator(self.moderator), now=NOW)
        except NothingToUndo:
            return
        except ChangedSince:
            assert after is None
            return
        assert after is not None
        self._write(after, undoing)
        if decision.verdict == Verdict.MERGE:
            self._point_back(done)
        if done.submission is not None:
            sent = done.submission
            sent.group = None if sent.group is None else self.moved.get(sent.group, sent.group)
            self.waiting.append(sent)

    def merge(self) -> None:
        numbers = sorted(number for number, state in self.groups.items() if state.open and state.meetings)
        if len(numbers) < 2:
            return
        keep, other = self.chance.sample(numbers, 2)
        groups = [db.session.get_one(Group, number) for number in (keep, other)]
        decision = merging.merge(*groups, decided_by=who.moderator(self.moderator), now=NOW)
        both = State(True, {**self.groups[keep].meetings, **self.groups[other].meetings})
        self._write({keep: both, other: State(False, {})}, decision)
        self.moved = {number: keep if to == other else to for number, to in self.moved.items()} | {
            other: keep
        }
        for sent in self.waiting:
            if sent.group == other:
                sent.group = keep

    def redact(self) -> None:
        names = sorted(
            {item["name"] for state in self.groups.values() for item in state.meetings.values()} - {""}
        )
        if not names:
            return
        name = self.chance.choice(names)
        redaction.redact_value(name, decided_by=who.moderator(self.moderator), now=NOW)
        states = [*self.groups.values()]
        states += [state for sent in self.waiting for state in (sent.base, sent.wanted) if state]
        for done in self.done:
            states += [state for pair in done.changed.values() for state in pair if state]
            if done.submission:
                states += [state for state in (done.submission.base, done.submission.wanted) if state]
        for state in states:
            for item in state.meetings.values():
                item["name"] = item["name"].replace(name, "")

    def seen(self) -> None:
        """Compare what the public sees with the model: pages, and what can be found."""
        db.session.expire_all()
        found: set[int] = set(db.session.scalars(select(Occurrence.meeting_id)))
        expected: set[str] = set()
        for number, state in self.groups.items():
            group = db.session.get_one(Group, number)
            listing = group_listing(group.public_id, now=NOW)
            meetings = () if listing is None else listing.meetings
            shown = {item.notes: _seen(item) for item in meetings}
            assert len(shown) == len(meetings)
            assert shown == (state.meetings if state.open else {})
            expected |= {
                tag for tag, item in state.meetings.items() if state.open and item["status"] == "active"
            }
        tags = db.session.scalars(select(Meeting.notes).where(Meeting.id.in_(found)))
        assert set(tags) == expected
        assert db.session.query(Group).count() == len(self.groups)
        self.seen_of_one_edition()

    def seen_of_one_edition(self) -> None:
        """Assert that what is listed of a meeting is another edition whenever it is not what it was."""
        every = Selection(stale=True, permitted_only=False)
        now = {item.id: item.edition for item in editions(every, now=NOW)}
        for number, listing in listings(now, now=NOW).items():
            assert listing == self.editions.setdefault((listing.public_id, now[number]), listing)

    def _send(
        self, form: Any, kind: SubmissionKind, number: int | None, base: State | None, wanted: State
    ) -> None:
        group = None if number is None else db.session.get_one(Group, number)
        if group is not None:
            shown = proposal_of(group)
            known = {facts.notes: facts for facts in shown.meetings}
            meetings = tuple(
                replace(
                    known[tag],
                    name=item["name"],
                    schedule=replace(known[tag].schedule, weekday=item["weekday"]),
                )
                if tag in known
                else _slot(tag, item)
                for tag, item in wanted.meetings.items()
            )
            form = replace(shown, meetings=meetings)
        # Another sender each time, so that nothing supersedes and nobody is known.
        submission = forms.submit_form(
            form, kind=kind, account_id=an_account().id, group=group, now=NOW, proven=True
        )
        self.waiting.append(Sent(submission, number, base, deepcopy(wanted)))

    def _take(self) -> Sent | None:
        return self.waiting.pop(self.chance.randrange(len(self.waiting))) if self.waiting else None

    def _decide(self, sent: Sent, verdict: Verdict) -> Decision:
        return door.decide(
            sent.submission, verdict=verdict, decided_by=who.moderator(self.moderator), now=NOW
        )

    def _status(self, old: str, new: str, act: Any) -> None:
        pairs = sorted(
            (number, tag)
            for number, state in self.groups.items()
            for tag, item in state.meetings.items()
            if state.open and item["status"] == old
        )
        if not pairs:
            return
        number, tag = self.chance.choice(pairs)
        meeting = db.session.scalars(
            select(Meeting).where(Meeting.notes == tag, Meeting.group_id == number)
        ).one()
        decision = act([meeting], account_id=self.account, now=NOW)
        after = deepcopy(self.groups[number])
        after.meetings[tag]["status"] = new
        self._write({number: after}, decision)

    def _write(self, after: dict[int, State], decision: Decision, sent: Sent | None = None) -> None:
        touched = {*after, *self._left_by(after)}
        before = {number: deepcopy(self.groups.get(number)) for number in touched}
        for number, state in after.items():
            if not state.meetings:
                state.open = False
            for tag in state.meetings:
                left = self.owner.get(tag)
                if left is not None and left != number:
                    self.groups[left].meetings.pop(tag, None)
                self.owner[tag] = number
                if left is not None and left not in self.owner.values():
                    self.groups[left].open = False
            self.groups[number] = state
            if state.open:
                self.moved.pop(number, None)
        changed = {number: (before[number], deepcopy(self.groups[number])) for number in touched}
        if sent is None or sent.submission.case is not None:
            self.done.append(Done(decision.id, changed, sent))
        group = db.session.get_one(Group, next(iter(after), 0)) if after else None
        if group is not None:
            door.deciding.make_steward(self.account, group, now=NOW)

    def _left_by(self, after: dict[int, State]) -> Iterator[int]:
        for number, state in after.items():
            yield from (self.owner[tag] for tag in state.meetings if self.owner.get(tag, number) != number)

    def _without(self, done: Done) -> dict[int, State]:
        """Return the groups without what a decision did; raise ChangedSince where it was changed again."""
        after = {number: deepcopy(self.groups[number]) for number in done.changed}
        for number, (before, then) in done.changed.items():
            if before is None:
                after[number] = State(False, {})
            elif before.open != then.open:
                after[number].open = before.open
        was = _placed((number, before) for number, (before, _) in done.changed.items() if before)
        became = _placed((number, then) for number, (_, then) in done.changed.items())
        for tag in {**was, **became}:
            place = self.owner[tag]
            item = self.groups[place].meetings.get(tag)
            if item:
                after.setdefault(place, deepcopy(self.groups[place])).meetings.pop(tag, None)
            if tag not in was:
                continue
            home, old = was[tag]
            there, new = became.get(tag, (home, None))
            wanted = taken_back(old, new, item)
            if item and home == there:
                home = place
            elif not after[home].open:
                home = self.moved.get(home, home)
            if wanted:
                after.setdefault(home, deepcopy(self.groups[home])).meetings[tag] = wanted
        return after

    def _point_back(self, done: Done) -> None:
        ids = {
            db.session.get_one(Group, number).public_id: number
            for number in done.changed
            if self.groups[number].open
        }
        for sent in self.waiting:
            if sent.submission.key in ids:
                sent.group = ids[sent.submission.key]

    def _any_open(self) -> int | None:
        numbers = sorted(number for number, state in self.groups.items() if state.open and state.meetings)
        return self.chance.choice(numbers) if numbers else None

    def _new(self) -> str:
        self.count += 1
        return f"t{self.count:04}q"

    def _day(self) -> int:
        return self.chance.randrange(7)


def _placed(states: Iterable[tuple[int, State]]) -> dict[str, tuple[int, Item]]:
    return {tag: (number, item) for number, state in states for tag, item in state.meetings.items()}


def _slot(tag: str, item: dict[str, Any]) -> Any:
    return slot(item["weekday"], key=tag, name=item["name"], notes=tag)


def _seen(item: Any) -> dict[str, Any]:
    return {"weekday": item.schedule.weekday, "name": item.name, "status": item.status}


@contextmanager
def undone() -> Iterator[None]:
    """Give up what happens inside."""
    try:
        yield
    finally:
        db.session.rollback()


SEQUENCES = st.tuples(st.integers(0, 2**32), st.lists(st.integers(0, 12), min_size=8, max_size=30))


def play(seed: int, steps: list[int]) -> None:
    with undone():
        world = World(random.Random(seed), an_account().id, a_moderator().id)
        for number in [0, 3, *steps]:
            world.step(number)
            world.seen()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@given(SEQUENCES)
@settings(max_examples=10)
def test_the_public_view_is_the_model(app: Flask, sequence: tuple[int, list[int]]) -> None:
    play(*sequence)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_change_that_waits_again_follows_its_group_into_another(app: Flask) -> None:
    """It was decided when its group was merged, so that merging did not find it among what waited."""
    play(2205, [1, 10, 5, 0, 0, 5, 5, 11, 1, 4, 10, 5])


@pytest.mark.drill
@given(SEQUENCES)
@settings(max_examples=2000)
def test_the_public_view_is_the_model_two_thousand_times(app: Flask, sequence: tuple[int, list[int]]) -> None:
    play(*sequence)
