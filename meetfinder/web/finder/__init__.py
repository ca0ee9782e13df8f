"""The finder: the pages for people who look for a meeting, for themselves or for someone they care about."""

from meetfinder.web.finder import (
    fellowships,
    find,
    groups,
    help_now,
    home,
    meetings,
    near,
    online,
    pages,
    start,
    vocabulary,
)
from meetfinder.web.finder.blueprint import blueprint

__all__ = [
    "blueprint",
    "fellowships",
    "find",
    "groups",
    "help_now",
    "home",
    "meetings",
    "near",
    "online",
    "pages",
    "start",
    "vocabulary",
]
