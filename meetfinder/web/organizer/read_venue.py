"""The questions about where and how to join."""

import re

from meetfinder.directory.models import Attendance, JoinVisibility, Precision
from meetfinder.web.finder.world import countries
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.organizer.asked import Errors, Form, chosen, line, text, web_address
from meetfinder.web.organizer.drafting import Answers
from meetfinder.web.organizer.pins import Point, moved
from meetfinder.web.organizer.read_words import read_mailbox
from meetfinder.web.organizer.venues import Venue, venues

NO_ATTENDANCE = _l("Choose how people take part.")
NO_COUNTRY = _l("Choose a country from the list.")
NO_PLACE = _l("Type the town or the postcode, so that people near it can find the group.")
NO_WAY_TO_JOIN = _l("Type a link or a number, or say that it is given on request.")
NOT_A_LINK = _l("Type the web address of the room, beginning with https://.")
NOT_A_NUMBER = _l("Type a number that people can call, with its area code.")
ASK_WHOM = _l("People who have to ask need to know whom: give a mailbox of the group.")
NOT_DEGREES = _l("Type latitude and longitude in degrees, such as 30.0852 and -97.8403.")
NORTHERNMOST, EASTERNMOST = 89.9, 180.0
STEPS_M = ("50", "500")
DIRECTIONS = {"n": (1, 0), "s": (-1, 0), "e": (0, 1), "w": (0, -1)}
_PHONE = re.compile(r"\+?[\d\s().,#*/x-]{5,80}", re.IGNORECASE)
_FEWEST_DIGITS = 5


def read_attendance(form: Form, answers: Answers, number: int) -> Errors:
    """Read whether it is in a room, from afar, or both."""
    venue = venues(answers)[number]
    venue["attendance"] = chosen(form, "attendance", tuple(Attendance))
    return {} if venue["attendance"] else {"attendance": NO_ATTENDANCE}


def read_place(form: Form, answers: Answers, number: int) -> Errors:
    """Read the address; its point is looked up afterwards."""
    hidden = form.get("hidden") == "yes"
    country = form.get("country", "")
    place = {
        "name": line(form, "venue"),
        "street": line(form, "street"),
        "city": line(form, "city", 120),
        "region": line(form, "region", 120),
        "postal_code": line(form, "postal_code", 20),
        "country": country if country in countries() else "",
        "notes": text(form, "notes", 1000),
        "hidden": hidden,
    }
    venues(answers)[number]["place"] = place
    errors: Errors = {}
    if not place["country"]:
        errors["country"] = NO_COUNTRY
    if not (place["city"] or place["postal_code"]):
        errors["city"] = NO_PLACE
    return errors


def read_pin(form: Form, answers: Answers, number: int) -> Errors:
    """Read the point as it was typed, and how well it is known."""
    place = venues(answers)[number]["place"]
    if place["hidden"]:
        return {}
    typed = _degrees(form)
    if typed is None:
        return {"latitude": NOT_DEGREES}
    place["latitude"], place["longitude"] = typed
    precise = form.get("precision") == Precision.EXACT
    place["precision"] = str(Precision.EXACT if precise else Precision.APPROXIMATE)
    return {}


def read_link(form: Form, answers: Answers, number: int) -> Errors:
    """Read how to join from afar, and who may see it when."""
    venue = venues(answers)[number]
    visibility = chosen(form, "visibility", tuple(JoinVisibility)) or str(JoinVisibility.PUBLIC)
    typed = line(form, "url", 500)
    url = web_address(typed)
    phone = line(form, "phone", 80)
    venue["join"] = {
        "url": typed if url is None else url,
        "phone": phone,
        "notes": text(form, "join_notes", 1000),
        "visibility": visibility,
    }
    errors = read_mailbox(form, answers)
    if url is None:
        errors["url"] = NOT_A_LINK
    if phone and (not _PHONE.fullmatch(phone) or sum(map(str.isdigit, phone)) < _FEWEST_DIGITS):
        errors["phone"] = NOT_A_NUMBER
    if visibility == JoinVisibility.ON_REQUEST:
        if not (answers["mailbox"] or answers.get("website")):
            errors["mailbox"] = ASK_WHOM
    elif not (typed or phone):
        errors["url"] = NO_WAY_TO_JOIN
    return errors


def is_move(form: Form) -> bool:
    """Say whether a button that moves the point was pressed."""
    return form.get("move", "").partition("-")[0] in DIRECTIONS


def move(form: Form, venue: Venue) -> None:
    """Move the point by the button that was pressed: a direction and metres, such as `n-50`."""
    way, _, metres = form["move"].partition("-")
    place = venue["place"]
    point = _degrees(form)
    if point is None or metres not in STEPS_M:
        return
    place["latitude"], place["longitude"] = moved(point, DIRECTIONS[way], float(metres))
    precise = form.get("precision") == Precision.EXACT
    place["precision"] = str(Precision.EXACT if precise else Precision.APPROXIMATE)


def _degrees(form: Form) -> Point | None:
    try:
        point = float(line(form, "latitude", 20)), float(line(form, "longitude", 20))
    except ValueError:
        return None
    inside = abs(point[0]) <= NORTHERNMOST and abs(point[1]) <= EASTERNMOST
    return point if inside and point != (0.0, 0.0) else None
