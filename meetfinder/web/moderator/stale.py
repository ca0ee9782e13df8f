"""What grows old: who is asked again, and what is taken down because nobody meets there any more."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts import stewardship
from meetfinder.mail import outbox
from meetfinder.moderation import standing
from meetfinder.moderation.models import Verdict
from meetfinder.moderation.stale import StaleGroup, stale_groups
from meetfinder.moderation.writing import decided
from meetfinder.web import throttle
from meetfinder.web.edge import writes
from meetfinder.web.finder.vocabulary import now
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.languages import ngettext
from meetfinder.web.moderator.here import group_of, me, signature
from meetfinder.web.site import settings

ASKED_AGAIN, ASKED_OF_DOUBT = "confirm_due", "reported"
"""Names of letters."""
ONCE = "1 per day"
NOBODY = _l("Nobody could be asked: it has no organizer with a mailbox, or they were asked today.")


def stale() -> str:
    """Show what grows old, the most harmful first."""
    return _page()


@writes
def ask_stale() -> str | tuple[str, int]:
    """Ask the organizers of everything on the page."""
    asked = sum(_ask(entry) for entry in stale_groups(me(), now=clock.now()))
    if not asked:
        return _page(problem=str(NOBODY)), HTTPStatus.CONFLICT
    return _page(done=ngettext("%(num)s letter was sent.", "%(num)s letters were sent.", asked))


@writes
def tend_group(public_id: str) -> Response | tuple[str, int]:
    """Ask the organizers of one group, or close it because nobody meets there any more."""
    group, act = group_of(public_id), request.form.get("do", "")
    if act == "close":
        decision = decided(Verdict.WITHDRAW, decided_by=signature(), reason="stale", now=clock.now())
        standing.close(group, decision, now=clock.now())
        return redirect(url_for("moderator.group", public_id=public_id), 303)
    if act != "ask":
        raise BadRequest
    found = [item for item in stale_groups(me(), now=clock.now()) if item.group_id == group.id]
    if not sum(_ask(entry) for entry in found):
        return _page(problem=str(NOBODY)), HTTPStatus.CONFLICT
    return redirect(url_for("moderator.stale"), 303)


def _ask(entry: StaleGroup) -> int:
    """Queue a letter to each organizer who can be reached, once a day, and return how many."""
    if not entry.reachable or not throttle.is_allowed(ONCE, "ask group", str(entry.group_id)):
        return 0
    asked = 0
    today = clock.now().date()
    for account in stewardship.stewards_of(entry.group_id):
        if account.disabled_at is None and account.mail_dead_at is None:
            days = (today - entry.last_good).days if entry.last_good and not entry.doubted_on else 0
            context = {"account": account.id, "group": entry.group_id, "days": days}
            letter = ASKED_OF_DOUBT if entry.doubted_on else ASKED_AGAIN
            outbox.queue(
                letter, to=account.email, context=context, language=settings().language, now=clock.now()
            )
            asked += 1
    return asked


def _page(*, problem: str = "", done: str = "") -> str:
    return render_template(
        "moderator/stale.html", found=stale_groups(me(), now=now()), problem=problem, done=done
    )
