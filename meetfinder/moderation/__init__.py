"""How a listing gets in and stays true: one door, `submit` and `decide`, and nothing unapproved is ever seen.

Everything happens in the caller's transaction: functions flush, the request edge or command commits (see
`db.writing`). Accounts are given by id. Whoever decides signs as `who.moderator(id)` or `who.organizer(id)`.
Nothing here returns sentences: states, kinds, verdicts and findings are codes.

From organizers
    `live.proposal_of(group)` what is listed, to fill a form with · `listing_lint.lint_proposal(proposal)` ·
    `postcode.lint_places(proposal)` · `forms.submit_form(proposal, kind=, account_id=, now=, group=, base=,
    proven=)` · `forms.confirm_mail(account_id, now=)` after the address is proven ·
    `forms.submissions_of(account_id)` · `forms.withdraw_submission` · `messages.messages_of`,
    `messages.answer` · `reducing.pause`, `cancel_date`, `remove_link`, `close`, `resume` (at once) ·
    `confirming.confirm(group, account_id=, now=)` · `seconding.second(submission, account_id=, now=)` ·
    `revisions.history_of(group)` (dates and names of fields, never values).
From moderators
    `queue.waiting(scope, account_id=, now=, page=)` · `claims.claim` (409: `errors.ClaimedByOther`) ·
    `difference.difference(submission)` · `duplicates.candidates_for(submission)` · `record.record_of` ·
    `postcode.distance_km` · `door.decide`, `door.edit_and_approve`, `messages.ask`, `forms.looked_at` ·
    `batches.waiting_batches`, `sample`, `approve_clean`, `decline_batch` · `undo.undo(decision)`,
    `undo.revert(group, number)` · `merging.merge(keep, other, proposal)` · `redaction.redact_value`,
    `redact_field`.
From visitors
    `reports.report(group, kind=, text=, now=)`.
From time
    `freshness.refresh(now)`, `freshness.due_mails(now)`, `freshness.mark_asked(due)`, `reports.purge(now)`.

States of a submission (`models.SubmissionStatus`): AWAITING_MAIL → PENDING ⇄ ASKED → APPROVED | DECLINED |
WITHDRAWN | SUPERSEDED. It stands in the queue while `case.harm` is set. The errors are in `errors`.
"""
