"""For people who list a group: sending it in, and looking after it."""

from flask import Blueprint

from meetfinder.web.account.sign_in import AFTER_CONFIRMING, ASKED
from meetfinder.web.organizer import (
    about,
    groups,
    home,
    own_data,
    page,
    page_drafts,
    reporting,
    sending,
    sheet,
    submit,
    vocabulary,
)

blueprint = Blueprint("organizer", __name__)
blueprint.context_processor(vocabulary.teach)
blueprint.url_value_preprocessor(page.allow_large_form)
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
    ("GET", "/submit/sheet", "sheet", sheet.ask),
    ("POST", "/submit/sheet", "take_sheet", sheet.take),
    ("GET", "/submit/sheet/preview", "look_at_sheet", sheet.look),
    ("GET", "/submit/page", "page", page.page),
    ("POST", "/submit/page", "read_page", page.read_page),
    ("GET", "/submit/page/drafts", "page_drafts", page_drafts.page_drafts),
    ("POST", "/submit/page/take", "take_page_draft", page_drafts.take_page_draft),
    ("POST", "/submit/page/leave", "leave_page_draft", page_drafts.leave_page_draft),
    ("GET", "/meetings/<slug>/report", "ask_report", reporting.ask),
    ("POST", "/meetings/<slug>/report", "report", reporting.report),
    ("GET", "/reported", "reported", reporting.reported),
    ("GET", "/my", "home", home.home),
    ("GET", "/my/submissions/<int:number>", "submission", home.submission),
    ("POST", "/my/submissions/<int:number>/answer", "answer_question", home.answer_question),
    ("POST", "/my/submissions/<int:number>/withdraw", "withdraw", home.withdraw),
    ("POST", "/my/submissions/<int:number>/appeal", "appeal", home.appeal),
    ("GET", "/my/submissions/<int:number>/second", "second_page", home.second_page),
    ("POST", "/my/submissions/<int:number>/second", "second", home.second),
    ("GET", "/my/groups/<public_id>", "my_group", groups.show),
    ("POST", "/my/groups/<public_id>/confirm", "confirm_group", groups.confirm),
    ("POST", "/my/groups/<public_id>/edit", "edit_group", groups.edit),
    ("POST", "/my/groups/<public_id>/close", "close_group", groups.close),
    ("POST", "/my/groups/<public_id>/invite", "invite", groups.invite),
    ("POST", "/my/groups/<public_id>/leave", "leave", groups.leave),
    ("POST", "/my/meetings/<public_id>/pause", "pause", groups.pause),
    ("POST", "/my/meetings/<public_id>/resume", "resume", groups.resume),
    ("POST", "/my/meetings/<public_id>/cancel-date", "cancel_date", groups.cancel_date),
    ("POST", "/my/meetings/<public_id>/remove-link", "remove_link", groups.remove_link),
    ("GET", "/my/export.<form>", "export", own_data.export),
    ("GET", "/my/account", "leaving", own_data.leaving),
    ("POST", "/my/account/address", "change_address", own_data.change_address),
    ("POST", "/my/account/erase", "erase", own_data.erase),
    ("GET", "/erased", "erased", own_data.erased),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
AFTER_CONFIRMING.update(
    submission=home.mail_confirmed, group=home.to_group, address=own_data.address_confirmed
)
ASKED.update(group=home.asked_of_group)
