"""The finder: the pages for people who look for a meeting, for themselves or for someone they care about."""

from flask import Blueprint

from meetfinder.web.finder import (
    coverage,
    fellowships,
    find,
    groups,
    guides,
    help_now,
    home,
    meetings,
    near,
    near_map,
    online,
    pages,
    plan,
    plan_choice,
    start,
    vocabulary,
)

blueprint = Blueprint("finder", __name__)
blueprint.record(vocabulary.teach)
blueprint.add_app_template_global(near_map.venue_map)
blueprint.add_app_template_global(plan.share_code)
for method, rule, endpoint, view in (
    ("GET", "/", "home", home.home),
    ("POST", "/find", "find", find.find),
    ("GET", "/find", "find_again", find.find_again),
    ("GET", "/near/<area>", "near", near.near),
    ("GET", "/near/<area>/map", "near_map", near_map.near_map),
    ("GET", "/meetings/<slug>", "meeting", meetings.meeting),
    ("GET", "/m/<public_id>", "meeting_by_id", meetings.meeting_by_id),
    ("GET", "/groups/<slug>", "group", groups.group),
    ("GET", "/fellowships", "fellowships", fellowships.fellowships),
    ("GET", "/fellowships/<slug>", "fellowship", fellowships.fellowship),
    ("GET", "/online", "online", online.online),
    ("GET", "/help-now", "help_now", help_now.help_now),
    ("GET", "/start", "start", start.start),
    ("GET", "/coverage", "coverage", coverage.coverage),
    ("GET", "/coverage/<country>", "coverage_of", coverage.coverage_of),
    ("GET", "/coverage/<country>.csv", "coverage_table", coverage.coverage_table),
    ("GET", "/plan", "plan", plan.plan),
    ("GET", "/plan/choose", "plan_choice", plan_choice.choose),
    ("GET", "/plan/calendar.ics", "plan_calendar", plan.plan_calendar),
    ("GET", "/privacy", "privacy", pages.privacy),
    ("GET", "/about", "about", pages.about),
    ("GET", "/service-worker.js", "service_worker", pages.service_worker),
    ("GET", "/guides", "guides", guides.guides),
    ("GET", "/guides/<slug>", "guide", guides.guide),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
