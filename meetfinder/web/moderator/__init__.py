"""The pages of moderators: what waits, what is needed to decide about it, and groups with their history."""

from flask import Blueprint

from meetfinder.web.moderator import (
    batches,
    deciding,
    editing,
    groups,
    merging,
    people,
    queue,
    redacting,
    review,
    stale,
    telephoning,
    vocabulary,
)

blueprint = Blueprint("moderator", __name__, url_prefix="/moderate")
blueprint.record(vocabulary.teach)
for method, rule, endpoint, view in (
    ("GET", "", "queue", queue.queue),
    ("POST", "/telephoned", "begin_telephoned", telephoning.begin_telephoned),
    ("POST", "/next", "next_submission", queue.next_submission),
    ("GET", "/submissions/<int:number>", "review_submission", review.review_submission),
    ("POST", "/submissions/<int:number>/claim", "claim_submission", deciding.claim_submission),
    ("POST", "/submissions/<int:number>/decide", "decide_submission", deciding.decide_submission),
    ("GET", "/submissions/<int:number>/edit", "edit_submission", editing.edit_submission),
    ("POST", "/submissions/<int:number>/edit", "save_submission", editing.save_submission),
    ("POST", "/decisions/<int:number>/undo", "undo_decision", deciding.undo_decision),
    ("GET", "/batches", "batches", batches.batches),
    ("GET", "/batches/<int:number>", "batch", batches.batch),
    ("POST", "/batches/<int:number>", "decide_batch", batches.decide_batch),
    ("GET", "/groups", "groups", groups.groups),
    ("POST", "/groups", "find_groups", groups.find_groups),
    ("GET", "/groups/<public_id>", "group", groups.group),
    ("POST", "/groups/<public_id>/revert", "revert_group", groups.revert_group),
    ("POST", "/groups/<public_id>/redact", "redact_group", redacting.redact_group),
    ("POST", "/groups/<public_id>/merge", "choose_merge", merging.choose_merge),
    ("GET", "/groups/<public_id>/merge/<other>", "merge", merging.merge),
    ("POST", "/groups/<public_id>/merge/<other>", "merge_groups", merging.merge_groups),
    ("GET", "/stale", "stale", stale.stale),
    ("POST", "/stale", "ask_stale", stale.ask_stale),
    ("POST", "/stale/<public_id>", "tend_group", stale.tend_group),
    ("GET", "/people", "people", people.people),
    ("POST", "/people", "invite", people.invite),
    ("POST", "/people/<int:number>/end-sessions", "end_sessions", people.end_sessions),
    ("POST", "/people/<int:number>/dismiss", "dismiss", people.dismiss),
):
    blueprint.add_url_rule(rule, endpoint, view, methods=[method])
