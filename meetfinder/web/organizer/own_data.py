"""One's own data: taken out, moved to another address, erased."""

import json
from typing import Any

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import sessions, stewardship
from meetfinder.accounts.models import Account, Role
from meetfinder.accounts.registry import find_account, normalised
from meetfinder.db import db
from meetfinder.directory.models import Meeting
from meetfinder.directory.proposal import to_json
from meetfinder.directory.reading import listings
from meetfinder.exchange.csv import writer
from meetfinder.exchange.publisher import Publisher
from meetfinder.mail import outbox
from meetfinder.moderation import forms, reducing
from meetfinder.moderation.errors import AlreadyDecided
from meetfinder.moderation.live import proposal_of
from meetfinder.web import signed_in
from meetfinder.web.edge import writes
from meetfinder.web.languages import gettext as _
from meetfinder.web.languages import language
from meetfinder.web.organizer.home import groups_of
from meetfinder.web.site import base_url, settings

WRONG = 422
LONGEST_ADDRESS = 110
"""So that it fits beside the purpose of the link that proves it."""


def export(form: str) -> FlaskResponse:
    """Send one's listings as a table that this site reads back, or all that is kept of one as JSON."""
    account = signed_in.current_account()
    if form not in {"csv", "json"}:
        abort(404)
    if form == "csv":
        return _file("".join(_table(account)), "text/csv", "my-groups.csv")
    text = json.dumps(_everything(account), ensure_ascii=False, indent=1)
    return _file(text, "application/json", "my-data.json")


def _table(account: Account) -> list[str]:
    wanted = [group.id for group in groups_of(account)]
    ids = db.session.scalars(select(Meeting.id).where(Meeting.group_id.in_(wanted)))
    site = settings()
    publisher = Publisher(name=site.site_name, base_url=base_url(), contact=site.contact)
    return list(writer.write(listings(list(ids), now=clock.now()).values(), publisher))


def _everything(account: Account) -> dict[str, Any]:
    return {
        "email": account.email,
        "groups": [json.loads(to_json(proposal_of(group))) for group in groups_of(account)],
        "sent": [
            {
                "sent": item.submitted_at.isoformat(),
                "status": item.status,
                "proposal": json.loads(item.proposal),
            }
            for item in forms.submissions_of(account.id)
        ],
    }


def _file(text: str, mimetype: str, name: str) -> FlaskResponse:
    response = FlaskResponse(text, mimetype=mimetype)
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def leaving() -> str:
    """Ask what is to be erased, and whether the address is to be another one."""
    return _page(signed_in.current_account())


@writes
def change_address() -> Response | tuple[str, int]:
    """Send a link to the new address: it counts when the link is used there."""
    account = signed_in.current_account()
    try:
        wanted = normalised(request.form.get("email", "")[:LONGEST_ADDRESS])
    except ValueError:
        error = _("Type one mail address, such as group@example.org.")
        return _page(account, errors={"email": error}), WRONG
    if find_account(wanted) is None:
        context = {"account": account.id}
        outbox.queue("confirm_address", to=wanted, context=context, language=language(), now=clock.now())
    # The same is said of an address that has an account, so that nobody learns which ones have.
    flash(_("A link is on its way to the new address. It counts when you have used the link."))
    return redirect(url_for("organizer.home"), 303)


def address_confirmed(wanted: str, account: Account) -> str:
    """Give an account its new address, unless it was taken meanwhile; return where to go on."""
    if find_account(wanted) is None:
        account.email = wanted
        flash(_("Your address is changed."))
    return url_for("organizer.home")


@writes
def erase() -> Response | tuple[str, int]:
    """Erase the account and, where that is wished, close the groups that nobody else looks after."""
    account = signed_in.current_account()
    if request.form.get("sure") != "yes":
        return _page(account, errors={"sure": _("Tick the box if everything is to be erased.")}), WRONG
    if account.role != Role.ORGANIZER:
        return _page(account, errors={"sure": _("Moderators are removed by an administrator first.")}), WRONG
    _take_back_all(account)
    if request.form.get("groups") == "yes":
        for group in groups_of(account):
            if len(stewardship.stewards_of(group.id)) == 1:
                reducing.close(group, account_id=account.id, now=clock.now())
    signed_in.sign_out()
    db.session.flush()
    sessions.forget(account)
    return redirect(url_for("organizer.erased"), 303)


def erased() -> str:
    """Say that it is done."""
    return render_template("organizer/erased.html")


def _take_back_all(account: Account) -> None:
    for item in forms.submissions_of(account.id):
        try:
            forms.withdraw_submission(item, account_id=account.id)
        except AlreadyDecided:
            continue


def _page(account: Account, *, errors: dict[str, str] | None = None) -> str:
    alone = [group for group in groups_of(account) if len(stewardship.stewards_of(group.id)) == 1]
    return render_template(
        "organizer/leaving.html",
        account=account,
        alone=alone,
        errors=errors or {},
        typed=request.form if errors else {},
    )
