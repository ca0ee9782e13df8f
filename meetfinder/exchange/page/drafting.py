"""Drafts of what was read: what a slot tells, beside its words without people, and the point of its place."""

import re
from collections.abc import Collection
from dataclasses import replace

from meetfinder.exchange.page.draft import Draft, Towns, Where
from meetfinder.exchange.page.fellowships import Fellowships
from meetfinder.exchange.page.group_names import LONGEST_NAME, own_name
from meetfinder.exchange.page.people import without_people
from meetfinder.exchange.page.place_words import UK_CODE
from meetfinder.exchange.page.regions import country_of
from meetfinder.exchange.page.slots import Slot
from meetfinder.exchange.page.zones import zone_told
from meetfinder.moderation.lint import clean

_LONGEST_WORDS = 1000


def draft_of(
    slot: Slot, whose: Fellowships, towns: Towns, default_country: str, *, lists: Collection[str]
) -> Draft:
    """Return the draft of a slot; `lists` are headings over several groups.

    Its country is that of its region or postcode, or else the default (alpha-2) if it has a place.
    """
    where = slot.where
    country = country_of(where.region)
    if not country and re.fullmatch(UK_CODE, where.postal_code):
        country = "GB"
    country = country or (default_country if where.is_door or where.city else "")
    spot = towns.spot(where.postal_code, country) if where.postal_code else None
    if spot is None and where.city:
        spot = towns.spot(", ".join(filter(None, (where.city, where.region))), country)
    words = clean(without_people(slot.entry.words[:_LONGEST_WORDS]), country=country or default_country).text
    return Draft(
        words=words,
        weekday=slot.weekday,
        start_minute=slot.minute,
        duration_minutes=slot.length,
        recurrence=slot.rule,
        where=Where(
            venue=clean(where.venue, country=country).text,
            street=where.street,
            city=where.city,
            region=where.region,
            postal_code=where.postal_code,
        ),
        country=country,
        latitude=spot.latitude if spot else None,
        longitude=spot.longitude if spot else None,
        timezone=spot.timezone if spot else "",
        attendance=slot.attendance,
        group=clean(without_people(own_name(slot, whose, lists)[:LONGEST_NAME])).text.strip(),
        fellowship=whose.for_slot(slot),
    )


def with_zone(draft: Draft, page: str) -> Draft:
    """Return a draft that has no place with the time zone that its words name."""
    return draft if draft.timezone else replace(draft, timezone=zone_told(draft.words, page=page))
