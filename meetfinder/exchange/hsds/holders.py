"""Finds organizations for HSDS: fellowships with a listed meeting, and groups that belong to none."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select, union_all

from meetfinder.db import db
from meetfinder.directory.fellowship_reading import FellowshipFacts, all_fellowships
from meetfinder.directory.models import Fellowship, Group
from meetfinder.exchange.hsds import finding, ids, organizations
from meetfinder.exchange.hsds.choosing import Organization, Wish, every_word, meetings

Item = dict[str, Any]
_FELLOWSHIP, _GROUP = "fellowship", "group"


@dataclass(frozen=True, slots=True)
class Holder:
    """An organization that holds meetings: its record, and what its services are found by."""

    record: Item
    organization: Organization


def page_of_holders(wish: Wish, *, start: int, limit: int) -> tuple[int, list[Holder]]:
    """Return how many organizations hold a meeting that is wished for, and those from `start` on.

    The words of the wish are looked for in their names. Fellowships come first.
    """
    held = _held(wish).subquery()
    total = db.session.scalar(select(func.count()).select_from(held)) or 0
    wanted = select(held).order_by(held.c.kind, held.c.key).limit(limit).offset(start)
    facts = _fellowships()
    return total, [_holder(row.kind, row.key, row.name, facts) for row in db.session.execute(wanted)]


def every_holder(wish: Wish) -> Iterator[Holder]:
    """Yield every one of them."""
    start = 0
    while True:
        _, some = page_of_holders(wish, start=start, limit=finding.STEP)
        yield from some
        if len(some) < finding.STEP:
            return
        start += finding.STEP


def one_holder(number: str) -> Holder | None:
    """Return the organization of an id, or None where none of that id has a listed meeting."""
    wanted = organization_of(number)
    _, found = page_of_holders(Wish(organization=wanted), start=0, limit=1)
    return found[0] if found else None


def organization_of(number: str) -> Organization:
    """Return what organization an id means; neither fellowship nor group for an id that is unknown."""
    slug = next((facts.card.slug for facts in all_fellowships() if _id(facts) == number.lower()), "")
    return Organization(fellowship=slug, group=ids.public_id(ids.GROUP, number))


def _held(wish: Wish) -> Any:
    without = wish.without_words()
    known = finding.known_terms()
    listed: Select[Any] = meetings(without, known, Group.fellowship_id, Group.id.label("group_id"))
    shown = listed.subquery()
    fellowships = select(
        literal(_FELLOWSHIP).label("kind"), Fellowship.slug.label("key"), Fellowship.name.label("name")
    ).where(
        Fellowship.id.in_(select(shown.c.fellowship_id)),
        *every_word(wish.words, Fellowship.name, Fellowship.short_name),
    )
    groups = select(
        literal(_GROUP).label("kind"), Group.public_id.label("key"), Group.name.label("name")
    ).where(
        Group.fellowship_id.is_(None),
        Group.id.in_(select(shown.c.group_id)),
        *every_word(wish.words, Group.name),
    )
    return union_all(fellowships, groups)


def _holder(kind: str, key: str, name: str, facts: dict[str, FellowshipFacts]) -> Holder:
    if kind == _FELLOWSHIP:
        return Holder(organizations.fellowship(facts[key]), Organization(fellowship=key))
    return Holder(organizations.group(key, name), Organization(group=key))


def _fellowships() -> dict[str, FellowshipFacts]:
    return {facts.card.slug: facts for facts in all_fellowships()}


def _id(facts: FellowshipFacts) -> str:
    return organizations.id_of_fellowship(facts.card.slug)
