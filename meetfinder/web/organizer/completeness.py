"""What is still to be answered before something can be sent."""

from meetfinder.directory.models import JoinVisibility
from meetfinder.moderation.models import SubmissionKind
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.read_times import is_complete
from meetfinder.web.organizer.steps import Step
from meetfinder.web.organizer.venues import Venue, has_link, has_room, venues


def missing(answers: Answers) -> list[Step]:
    """Return the questions without which a listing would help nobody."""
    found = [Step(name) for name in ("fellowship", "name") if not answers.get(name)]
    if answers["kind"] == SubmissionKind.FORMING:
        return found + ([] if venues(answers)[0]["place"] else [Step("place")])
    for number, venue in enumerate(venues(answers)):
        found += [Step(name, number) for name in _missing_of(venue)]
    return found


def _missing_of(venue: Venue) -> list[str]:
    names = []
    if not venue["attendance"]:
        names.append("attendance")
    if has_room(venue) and not _is_placed(venue):
        names.append("place")
    if has_link(venue) and not _can_join(venue):
        names.append("link")
    if not venue["slots"] or not venue["timezone"] or not all(map(is_complete, venue["slots"])):
        names.append("times")
    return names


def _is_placed(venue: Venue) -> bool:
    """Say whether people near it can find it; a listed address counts as it stands."""
    place = venue["place"]
    named = place.get("country") and (place.get("city") or place.get("postal_code"))
    return bool(named or place.get("formatted_address"))


def _can_join(venue: Venue) -> bool:
    """Say whether there is a way to join; a listed one that is hidden from who suggests a change counts."""
    join = venue["join"]
    listed = any(row["key"] for row in venue["slots"])
    hidden = join["visibility"] != JoinVisibility.PUBLIC and listed
    return bool(join["url"] or join["phone"] or join["visibility"] == JoinVisibility.ON_REQUEST or hidden)
