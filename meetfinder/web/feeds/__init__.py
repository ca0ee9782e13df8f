"""The directory as lists for other programs: whole, by fellowship or by source (design §8, Feeds)."""

from flask import Blueprint

from meetfinder.web.feeds import changes, markup, meeting_guide, meetings, sitemap

blueprint = Blueprint("feeds", __name__)
blueprint.add_app_template_global(markup.json_ld, "json_ld")
for rule, endpoint, view in (
    ("/feeds/meeting-guide.json", "meeting_guide", meeting_guide.meeting_guide),
    ("/feeds/meeting-guide-types.json", "meeting_guide_types", meeting_guide.types),
    ("/from/<source>/feeds/meeting-guide.json", "meeting_guide_of_source", meeting_guide.of_source),
    ("/feeds/meetings.<form>", "meetings", meetings.meetings),
    ("/meetings/<slug>.ics", "calendar_of_meeting", meetings.calendar_of_meeting),
    ("/feeds/changes.atom", "changes", changes.changes),
    ("/sitemap.xml", "sitemap", sitemap.index),
    ("/sitemaps/<part>.xml", "sitemap_part", sitemap.part),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=["GET"])
blueprint.add_url_rule(
    "/wp-admin/admin-ajax.php", "admin_ajax", meeting_guide.admin_ajax, methods=["GET", "POST"]
)
