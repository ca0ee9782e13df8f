"""What was read of a page: each group beside its words, completed and sent like any other.

A group that is taken becomes an ordinary draft of this browser, whose questions are filled in as far as the
words are clear.
"""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts.models import Role
from meetfinder.moderation import drafts
from meetfinder.moderation.drafts import Draft
from meetfinder.web import signed_in
from meetfinder.web.edge import writes
from meetfinder.web.finder.labels import fellowship_names
from meetfinder.web.languages import gettext as _
from meetfinder.web.organizer import drafting, page_store
from meetfinder.web.organizer.page_items import Item


def page_drafts() -> str | Response:
    """Show what was read, each group beside the words it was read from."""
    items = page_store.items()
    if not items:
        return redirect(url_for("organizer.page"), 303)
    names = fellowship_names({item["answers"]["fellowship"] for item in items})
    return render_template("organizer/page_drafts.html", items=items, names=names)


@writes
def take_page_draft() -> Response:
    """Go on with one group: its questions, filled in as far as the words are clear."""
    item = _item()
    if item is None:
        return _gone()
    account = signed_in.current_account()
    begun = drafting.current()
    if begun is not None and begun.account_id == account.id and _is_of(begun, item):
        return redirect(url_for("organizer.check"), 303)
    answers = {
        **item["answers"],
        "from_page": item["id"],
        "words": item["words"],
        # Who decides about listings seldom leads the group, and then it is not the group that says it.
        "by_visitor": account.role != Role.ORGANIZER,
    }
    secret = drafts.begin(answers, account_id=account.id, now=clock.now())
    return drafting.hand_out(redirect(url_for("organizer.check"), 303), secret)


@writes
def leave_page_draft() -> Response:
    """Take one group off what was read, or all of it."""
    if request.form.get("item") == "all":
        page_store.discard()
        flash(_("It is thrown away."))
        return redirect(url_for("organizer.page"), 303)
    item = _item()
    if item is None:
        return _gone()
    page_store.remove(item["id"])
    return redirect(url_for("organizer.page_drafts"), 303)


def sent_from_page(draft: Draft) -> bool:
    """Take what was just sent off what was read of a page; say whether there is more to go on with."""
    number = draft.answers.get("from_page")
    if number is None or draft.account_id is None:
        return False
    return page_store.remove(number, draft.account_id)


def _is_of(begun: Draft, item: Item) -> bool:
    answers = begun.answers
    return bool(answers.get("from_page") == item["id"] and answers.get("words") == item["words"])


def _item() -> Item | None:
    """Return the group that a form names; None where it was sent or left out meanwhile."""
    wanted = request.form.get("item", "")
    return next((item for item in page_store.items() if str(item["id"]) == wanted), None)


def _gone() -> Response:
    flash(_("This group was sent or left out already."))
    return redirect(url_for("organizer.page_drafts"), 303)
