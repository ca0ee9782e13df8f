"""From what was read of a page to answers: one group at a time, what is not clear left for a person. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from meetfinder.directory.models import Attendance, Precision
from meetfinder.exchange.page.draft import Draft
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.read_times import MONTHLY, WEEKLY, Row, blank_row
from meetfinder.web.organizer.venues import MOST_VENUES, Venue, new_venue

Item = dict[str, Any]
"""Plain JSON: `id`, `words` (the texts it was read from) and `answers`, as the questions take them."""
_TO_ROOMS = (Attendance.ONLINE, Attendance.PHONE)


def items_of(drafts: Iterable[Draft], *, first_id: int) -> list[Item]:
    """Return one item a group: meetings of one name in one town, or of the same words, belong together."""
    together: dict[tuple[str, ...], list[Draft]] = {}
    for draft in drafts:
        found = together.setdefault(_mark(draft), [])
        if len({_venue_mark(item) for item in (*found, draft)}) <= MOST_VENUES:
            found.append(draft)
        else:
            together.setdefault((*_mark(draft), draft.words), []).append(draft)
    return [_item(number, group) for number, group in enumerate(together.values(), start=first_id)]


def _mark(draft: Draft) -> tuple[str, ...]:
    where = draft.where
    if not draft.group:
        return ("words", draft.words)
    return ("name", draft.group.casefold(), draft.fellowship, where.city.casefold(), where.postal_code)


def _venue_mark(draft: Draft) -> tuple[object, ...]:
    return draft.where, draft.attendance


def _item(number: int, drafts: Sequence[Draft]) -> Item:
    first = drafts[0]
    venues: dict[tuple[object, ...], Venue] = {}
    for draft in drafts:
        venue = venues.setdefault(_venue_mark(draft), _venue(draft))
        row = _row(draft)
        if row not in venue["slots"]:
            venue["slots"].append(row)
    answers: Answers = {
        "kind": str(SubmissionKind.NEW),
        "fellowship": first.fellowship,
        "name": first.group,
        "stated": {},
        "venues": list(venues.values()),
    }
    return {"id": number, "words": list(dict.fromkeys(draft.words for draft in drafts)), "answers": answers}


def _venue(draft: Draft) -> Venue:
    venue = new_venue()
    venue["attendance"] = draft.attendance
    venue["timezone"] = draft.timezone
    where = draft.where
    if draft.attendance not in _TO_ROOMS and (where.is_door or where.city):
        venue["place"] = {
            "name": where.venue,
            "street": where.street,
            "city": where.city,
            "region": where.region,
            "postal_code": where.postal_code,
            "country": draft.country,
            "notes": "",
            "hidden": False,
            "latitude": draft.latitude,
            "longitude": draft.longitude,
            "precision": str(Precision.APPROXIMATE),
        }
    return venue


def _row(draft: Draft) -> Row:
    """Return a line of the question about times; its empty parts are asked for before anything is sent."""
    row, rule, start = blank_row(), draft.recurrence, draft.start_minute
    row["day"] = "" if draft.weekday is None else str(draft.weekday)
    row["start"] = "" if start is None else f"{start // 60:02}:{start % 60:02}"
    row["minutes"] = str(draft.duration_minutes or "")
    if rule is None:
        row["every"] = ""
    elif rule.kind == "monthly":
        row["every"], row["nths"] = MONTHLY, list(rule.nths)
    else:
        row["every"] = WEEKLY if rule.kind == "weekly" else str(rule.interval)
    return row
