"""What templates can ask and say: filters and functions, for every page of the site."""

import hashlib
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, url_for
from flask.blueprints import BlueprintSetupState

from meetfinder import clock
from meetfinder.directory import freshness
from meetfinder.directory.demo import is_demo_present
from meetfinder.directory.guides import Sentence, advice
from meetfinder.directory.help import HelplineCard, helplines_of, urgent_helplines_of
from meetfinder.directory.listing import Listing
from meetfinder.places.place import Place
from meetfinder.web.finder import words, world
from meetfinder.web.finder.addresses import near_address
from meetfinder.web.finder.labels import format_name, language_name
from meetfinder.web.finder.once import once
from meetfinder.web.finder.statements import statements
from meetfinder.web.languages import gettext
from meetfinder.web.site import base_url, settings

EXIT_ADDRESS = "https://www.wikipedia.org/"
"""Where “Leave now” leads: a site that nobody needs to explain."""


def teach(state: BlueprintSetupState) -> None:
    """Make the words known to all templates, the error page included, once the site is built."""
    state.app.jinja_env.filters.update(
        hours_ago_words=lambda moment: words.hours_ago_words(moment, clock.now()),
        age_words=lambda day: words.age_words(day, today()),
        country_name=world.country_name,
        date_words=words.date_words,
        day_words=words.day_words,
        distance_words=words.distance_words,
        format_name=format_name,
        host=host,
        in_country=world.in_country,
        language_name=language_name,
        number=words.number_words,
        lower_first=lower_first,
        sms=sms_link,
        tel=tel_link,
        upper_first=words.upper_first,
        zone_words=words.zone_words,
    )
    state.app.jinja_env.globals.update(
        asset=asset,
        clock_words=words.clock_words,
        countries=world.countries,
        demo_present=is_demo_present,
        help_lines=help_lines,
        near_address=near_address,
        is_stale=lambda day: words.is_stale(day, today()),
        is_unsure=lambda listing: freshness.is_stale(listing, today=today()),
        now=now,
        number_words=words.number_words,
        other_zone=words.other_zone,
        exit_address=EXIT_ADDRESS,
        nth_words=words.NTHS,
        page_address=page_address,
        place_label=place_label,
        place_words=words.place_words,
        recurrence_words=words.recurrence_words,
        schedule_time_words=words.schedule_time_words,
        seed_sentence=seed_sentence,
        seed_words=seed_words,
        share_words=share_words,
        site=settings,
        sms_words=sms_words,
        statements=statements,
        today=today,
        total_words=words.total_words,
        urgent_lines=urgent_lines,
        weekday_words=words.weekday_words,
        when_words=words.when_words,
    )


def now() -> datetime:
    """Return one moment for the whole request, so that no page contradicts itself."""
    return once("now", clock.now)


def today() -> date:
    """Return the date in UTC, which is near enough for ages counted in days."""
    return now().date()


def help_lines(country: str | None) -> tuple[HelplineCard, ...]:
    """Return the numbers for the strip of every page: those of the place searched, else of the site.

    None where the country of the visitor is unknown: there are none then, because a wrong one is no help.
    """
    if country is None:
        return ()
    return urgent_helplines_of(country or settings().country)


def urgent_lines(country: str) -> tuple[HelplineCard, ...]:
    """Return the few numbers that stand beside an answer."""
    return tuple(
        line for line in helplines_of(country) if line.purpose in {"emergency", "crisis", "substance"}
    )[:4]


def tel_link(number: str) -> str:
    """Return the address that makes a phone call a number: its digits, with the plus if it has one."""
    return "tel:" + re.sub(r"[^\d+*#]", "", number)


def sms_link(text: str) -> str:
    """Return the address that opens a text message for `741741` or `HOME to 741741`; else an empty text."""
    found = re.fullmatch(r"(?:(\w+) to )?([\d ]+)", text)
    if not found:
        return ""
    word, number = found.groups()
    address = "sms:" + number.replace(" ", "")
    return f"{address}?body={word}" if word else address


def page_address(endpoint: str, **values: Any) -> str:
    """Return the address of a page, or an empty text where this site has no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


def share_words(listing: Listing, country: str) -> str:
    """Return what may be sent to somebody else's phone: day, time, town and a short link, no other word."""
    day = words.upper_first(words.weekday_words(listing.schedule.weekday))
    time = words.schedule_time_words(listing.schedule, country)
    town = listing.venue.city if listing.venue else ""
    address = url_for("finder.meeting_by_id", public_id=listing.public_id, lang=None)
    return f"{words.place_words(day, time, town)}: {base_url()}{address}"


def seed_words(text: str) -> str:
    """Return what the seeds say in one language only in that of the page, where the catalog has it."""
    return gettext(text)


def seed_sentence(slug: str) -> Sentence | None:
    """Return a sentence of the help page from the files, without the database; None where it is hidden."""
    return advice(settings().seeds, settings().instance).get(slug)


def sms_words(text: str) -> str:
    """Return what to send where: `HOME to 741741`."""
    word, to, number = text.rpartition(" to ")
    return gettext("%(word)s to %(number)s", word=seed_words(word), number=number) if to else text


def host(address: str) -> str:
    """Return the host of a web address, for people to read."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def lower_first(text: str) -> str:
    """Return a text that can go on inside a sentence; abbreviations keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def place_label(place: Place) -> str:
    """Return what a place is called, with its country."""
    country = world.country_name(place.country)
    return words.place_words(*place.label.split(", "), country)


def asset(name: str) -> str:
    """Return the address of a static file with a mark of its content: it can be kept until it changes."""
    return url_for("static", filename=name, v=_mark(Path(current_app.static_folder or ""), name))


@cache
def _mark(folder: Path, name: str) -> str:
    return hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]
