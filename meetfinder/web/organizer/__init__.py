"""For people who list a group: sending it in, and looking after it."""

from flask import Blueprint

from meetfinder.web.organizer import about, sending, submit, vocabulary

blueprint = Blueprint("organizer", __name__)
blueprint.context_processor(vocabulary.teach)
for method, rule, endpoint, view in (
    ("GET", "/submit", "submit", submit.submit),
    ("POST", "/submit", "begin", submit.begin),
    ("POST", "/submit/discard", "discard", submit.discard),
    ("GET", "/submit/<step>", "question", submit.question),
    ("POST", "/submit/<step>", "answer", submit.answer),
    ("GET", "/submit/<step>/<int:number>", "venue_question", submit.venue_question),
    ("POST", "/submit/<step>/<int:number>", "venue_answer", submit.venue_answer),
    ("POST", "/submit/another-place", "add_venue", submit.add_venue),
    ("POST", "/submit/remove-place/<int:number>", "remove_venue", submit.remove_venue),
    ("GET", "/submit/check", "check", sending.check),
    ("GET", "/submit/send", "last", sending.last),
    ("POST", "/submit/send", "send", sending.send),
    ("GET", "/submit/sent", "sent", sending.sent),
    ("GET", "/submit/about/<slug>", "suggest", about.suggest),
    ("POST", "/submit/about/<slug>", "begin_change", about.begin_change),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
