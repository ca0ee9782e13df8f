"""What a BMLT server says of itself: GetServerInfo, its fields, formats and service bodies, read loosely."""

from collections.abc import Iterable, Mapping
from typing import Any

from meetfinder.exchange.bmlt.bodies import Body
from meetfinder.exchange.bmlt.fields import COLUMNS, MAIN, STOCK_FIELDS, FieldKey
from meetfinder.exchange.bmlt.formats import FormatLabel
from meetfinder.exchange.bmlt.loose import integer

USUAL_LANGUAGE = "en"
VERSION = "4.2.7"
"""The version whose answers ours are."""
_VERSION_NUMBER = "4002007"
SECRETS = ("google_api_key",)
Object = Mapping[str, Any]


def version_text(version: str = VERSION) -> str:
    """Return the body of serverInfo.xml, which old clients ask for first."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<bmltInfo>\n  <serverVersion>\n'
        f"    <readableString>{version}</readableString>\n  </serverVersion>\n</bmltInfo>"
    )


def own_info() -> dict[str, Any]:
    """Return what the site's own face says of itself."""
    return {
        "version": VERSION,
        "versionInt": _VERSION_NUMBER,
        "langs": "en,es",
        "nativeLang": USUAL_LANGUAGE,
        "centerLongitude": "0",
        "centerLatitude": "0",
        "centerZoom": "2",
        "defaultDuration": "01:00",
        "regionBias": "",
        "charSet": "UTF-8",
        "distanceUnits": "mi",
        "semanticAdmin": "0",
        "changesPerMeeting": "0",
        "meeting_states_and_provinces": "",
        "meeting_counties_and_sub_provinces": "",
        "available_keys": ",".join(
            (
                *COLUMNS,
                *(item.key for item in STOCK_FIELDS if item.public),
                "root_server_uri",
                "format_shared_id_list",
            )
        ),
        "google_api_key": "",
        "dbVersion": "",
        "dbPrefix": "",
        "phpVersion": "",
        "auto_geocoding_enabled": False,
        "county_auto_geocoding_enabled": False,
        "zip_auto_geocoding_enabled": False,
        "commit": "",
        "default_closed_status": True,
        "aggregator_mode_enabled": False,
    }


def language_of(info: Object) -> str:
    """Return the language in which the server's meetings are written."""
    return _text(info, "nativeLang") or USUAL_LANGUAGE


def format_labels(objects: Iterable[Object]) -> list[FormatLabel]:
    """Read what GetFormats answered; what has no id is passed over."""
    found = [
        FormatLabel(
            id=integer(_text(item, "id")),
            key=_text(item, "key_string"),
            name=_text(item, "name_string"),
            description=_text(item, "description_string"),
            language=_text(item, "lang") or USUAL_LANGUAGE,
            world_id=_text(item, "world_id"),
            kind=_text(item, "format_type_enum"),
        )
        for item in objects
    ]
    return [label for label in found if label.id > 0]


def bodies(objects: Iterable[Object]) -> list[Body]:
    """Read what GetServiceBodies answered."""
    found = [
        Body(
            id=integer(_text(item, "id")),
            parent=integer(_text(item, "parent_id")),
            name=_text(item, "name"),
            description=_text(item, "description"),
            kind=_text(item, "type"),
            url=_text(item, "url"),
            helpline=_text(item, "helpline"),
            world_id=_text(item, "world_id"),
        )
        for item in objects
    ]
    return list({body.id: body for body in found if body.id > 0}.values())


def fields(row: Object, *, described: Iterable[Object]) -> tuple[FieldKey, ...]:
    """Return the fields that the rows have behind the main ones, with the descriptions of GetFieldKeys."""
    prompts = {_text(item, "key"): _text(item, "description") for item in described}
    own = [key for key in row if key not in MAIN and key != "root_server_id"]
    return tuple(FieldKey.named(key, prompts.get(key, "")) for key in own) or STOCK_FIELDS


def _text(item: Object, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
