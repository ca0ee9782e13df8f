"""Service bodies: the tree of committees that look after meetings."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.request import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A service body; `parent` is 0 at the top of a tree."""

    id: int
    parent: int
    name: str
    description: str
    kind: str
    """GR, CO, GS, LS, AS, MA, RS, ZF or WS."""
    url: str
    helpline: str
    world_id: str

    def write(self) -> dict[str, str]:
        """Return the object that GetServiceBodies lists."""
        return {
            "id": str(self.id),
            "parent_id": str(self.parent),
            "name": self.name,
            "description": self.description,
            "type": self.kind,
            "url": self.url,
            "helpline": self.helpline,
            "world_id": self.world_id,
        }


class Tree:
    """The bodies of a server."""

    def __init__(self, bodies: Iterable[Body]) -> None:
        self.bodies = tuple(bodies)
        self.by_id = {body.id: body for body in self.bodies}
        self._children: dict[int, list[int]] = defaultdict(list)
        for body in self.bodies:
            self._children[body.parent].append(body.id)

    def branch(self, roots: Iterable[int]) -> frozenset[int]:
        """Return these ids and those of everything below them, whether or not there are such bodies."""
        found = set(roots)
        new = list(found)
        while new:
            new = [child for parent in new for child in self._children[parent] if child not in found]
            found.update(new)
        return frozenset(found)

    def above(self, leaves: Iterable[int]) -> frozenset[int]:
        """Return the ids of these bodies and of everything above them."""
        found: set[int] = set()
        new = [number for number in leaves if number in self.by_id]
        while new:
            found.update(new)
            parents = [self.by_id[number].parent for number in new]
            new = [number for number in parents if number in self.by_id and number not in found]
        return frozenset(found)

    def services(self, choice: Choice, *, recursive: bool) -> Choice:
        """Return the bodies a search is for, with their branches where it asks for them."""
        return Choice(self.branch(choice.include), self.branch(choice.exclude)) if recursive else choice

    def answer(self, parameters: Parameters) -> list[Body]:
        """Answer GetServiceBodies."""
        numbers = parameters.integers("services")
        include = frozenset(number for number in numbers if number >= 0)
        exclude = frozenset(-number for number in numbers if number < 0)
        if parameters.is_one("recursive"):
            include, exclude = self.branch(include), self.branch(exclude)
        if parameters.is_one("parents"):
            include, exclude = include | self.above(include), exclude | self.above(exclude)
        return [
            body
            for body in self.bodies
            if (not numbers or not include or body.id in include) and body.id not in exclude
        ]
