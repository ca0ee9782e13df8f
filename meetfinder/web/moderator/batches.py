"""Lists that were read without publishing: looked through by sample, then clean rows approved at once."""

from http import HTTPStatus

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest, NotFound
from werkzeug.wrappers import Response

from meetfinder import clock
from meetfinder.accounts.registry import Concern, may_moderate
from meetfinder.directory.proposal import Proposal, from_json
from meetfinder.moderation import batches as lists
from meetfinder.moderation.batches import WaitingBatch
from meetfinder.moderation.models import Submission
from meetfinder.web.edge import writes
from meetfinder.web.languages import lazy_gettext as _l
from meetfinder.web.moderator.here import me, signature
from meetfinder.web.parameters import BadParameter

SAMPLE = 10
MOST_SHOWN = 50
LAST_SEED = 10_000
TICK_FIRST = _l("Tick that you have looked at a sample.")


def batches() -> str:
    """Show the lists that wait."""
    return render_template("moderator/batches.html", batches=_mine())


def batch(number: int, *, problem: str = "", status: int = HTTPStatus.OK) -> tuple[str, int]:
    """Show a sample of a list's rows, and those in which something was found."""
    seed = _seed()
    page = render_template(
        "moderator/batch.html",
        batch=_batch(number),
        rows=_read(lists.sample(number, SAMPLE, seed=seed)),
        found=_read(lists.rows_with_findings(number, limit=MOST_SHOWN)),
        seed=seed,
        problem=problem,
    )
    return page, status


@writes
def decide_batch(number: int) -> Response | tuple[str, int]:
    """Approve the rows in which nothing was found, or decline all that wait."""
    _batch(number)
    act = {"approve": lists.approve_clean, "decline": lists.decline_batch}.get(request.form.get("do", ""))
    if act is None:
        raise BadRequest
    if not request.form.get("looked"):
        return batch(number, problem=str(TICK_FIRST), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    act(number, decided_by=signature(), now=clock.now())
    return redirect(url_for("moderator.batches"), 303)


def _mine() -> list[WaitingBatch]:
    return [
        item for item in lists.waiting_batches() if may_moderate(me(), Concern(fellowship=item.fellowship))
    ]


def _batch(number: int) -> WaitingBatch:
    found = next((item for item in _mine() if item.batch_id == number), None)
    if found is None:
        raise NotFound
    return found


def _read(submissions: list[Submission]) -> list[tuple[Submission, Proposal]]:
    return [(submission, from_json(submission.proposal)) for submission in submissions]


def _seed() -> int:
    text = request.args.get("sample", "1")
    if not text.isascii() or not text.isdigit() or int(text) > LAST_SEED:
        raise BadParameter("sample", "sample must be a number.")
    return int(text)
