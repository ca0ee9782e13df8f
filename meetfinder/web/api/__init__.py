"""The API for programs: the same searches as the finder's, with names in clear (design §8)."""

from flask import Blueprint

from meetfinder.web.api import lists, openapi, searches

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
for rule, endpoint, view in (
    ("/meetings", "meetings", searches.meetings),
    ("/meetings/<slug>", "meeting", searches.meeting),
    ("/answer", "answer", searches.answer),
    ("/groups", "groups", lists.groups),
    ("/fellowships", "fellowships", lists.fellowships),
    ("/places", "places", lists.places_named),
    ("/openapi.json", "openapi", openapi.describe),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=["GET"])
