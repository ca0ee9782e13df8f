"""The fields of a meeting in the BMLT dialect: their order, who may see them, what they are called."""

from dataclasses import dataclass

MAIN = (
    "id_bigint",
    "worldid_mixed",
    "shared_group_id_bigint",
    "service_body_bigint",
    "service_body_name",
    "weekday_tinyint",
    "venue_type",
    "start_time",
    "duration_time",
    "time_zone",
    "formats",
    "lang_enum",
    "longitude",
    "latitude",
    "distance_in_km",
    "distance_in_miles",
    "email_contact",
    "published",
    "root_server_uri",
    "format_shared_id_list",
)
"""Every row begins with these, in this order; the rest are the fields that a server can add to."""
STOCK = (
    "meeting_name",
    "location_text",
    "location_info",
    "location_street",
    "location_city_subsection",
    "location_neighborhood",
    "location_municipality",
    "location_sub_province",
    "location_province",
    "location_postal_code_1",
    "location_nation",
    "comments",
    "train_lines",
    "bus_lines",
    "contact_phone_2",
    "contact_email_2",
    "contact_name_2",
    "contact_phone_1",
    "contact_email_1",
    "contact_name_1",
    "phone_meeting_number",
    "virtual_meeting_link",
    "virtual_meeting_additional_info",
    "admin_notes",
)
"""The fields that every server has behind the main ones."""
PRIVATE = frozenset(
    {"email_contact", "admin_notes"}
    | {f"contact_{what}_{number}" for what in ("phone", "email", "name") for number in (1, 2)}
)
"""Of the people behind a meeting: the names of these fields are told, their values never."""
COLUMNS = (
    "id_bigint",
    "worldid_mixed",
    "service_body_bigint",
    "weekday_tinyint",
    "venue_type",
    "start_time",
    "duration_time",
    "time_zone",
    "formats",
    "lang_enum",
    "longitude",
    "latitude",
)
"""The main fields by which clients may ask (`meeting_key`) and sort."""
HIDDEN_COLUMNS = ("published", "email_contact", "root_server_id", "source_id")
"""Main fields of a server that clients may name too, without learning anything from it."""
CHOOSABLE = (frozenset(MAIN) | frozenset(HIDDEN_COLUMNS)) - {"shared_group_id_bigint"}
"""Main fields that `data_field_key` can name."""
_PROMPTS = {
    "id_bigint": "ID",
    "worldid_mixed": "World ID",
    "service_body_bigint": "Service Body ID",
    "weekday_tinyint": "Weekday",
    "venue_type": "Venue Type",
    "start_time": "Start Time",
    "duration_time": "Duration",
    "time_zone": "Time Zone",
    "formats": "Formats",
    "lang_enum": "Language",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "meeting_name": "Meeting Name",
    "location_text": "Location Name",
    "location_info": "Additional Location Information",
    "location_street": "Street Address",
    "location_city_subsection": "Borough",
    "location_neighborhood": "Neighborhood",
    "location_municipality": "Town",
    "location_sub_province": "County",
    "location_province": "State",
    "location_postal_code_1": "Zip Code",
    "location_nation": "Nation",
    "comments": "Comments",
    "train_lines": "Train Lines",
    "bus_lines": "Bus Lines",
    "phone_meeting_number": "Phone Meeting Dial-in Number",
    "virtual_meeting_link": "Virtual Meeting Link",
    "virtual_meeting_additional_info": "Virtual Meeting Additional Info",
}


@dataclass(frozen=True, slots=True)
class FieldKey:
    """A field that a server has beside the main ones."""

    key: str
    description: str
    public: bool = True

    @classmethod
    def named(cls, key: str, description: str = "") -> "FieldKey":
        """Return the field of this key with its usual description."""
        words = description or _PROMPTS.get(key) or key.replace("_", " ").title()
        return cls(key, words, key not in PRIVATE)


STOCK_FIELDS = tuple(FieldKey.named(key) for key in STOCK)


def describe(fields: tuple[FieldKey, ...]) -> list[dict[str, str]]:
    """Answer GetFieldKeys: the fields by which one may ask."""
    known = [*(FieldKey.named(key) for key in COLUMNS), *(item for item in fields if item.public)]
    return [{"key": item.key, "description": item.description} for item in known]


def names(fields: tuple[FieldKey, ...]) -> frozenset[str]:
    """Return the keys by which GetFieldValues may be asked."""
    return frozenset(COLUMNS) | {item.key for item in fields if item.public}


def chosen(wanted: str | None, fields: tuple[FieldKey, ...]) -> frozenset[str] | None:
    """Return which keys `data_field_key` names; None: all of them, as when it names no field there is."""
    if wanted is None:
        return None
    known = CHOOSABLE | {item.key for item in fields}
    return (frozenset(wanted.split(",")) & known) or None
