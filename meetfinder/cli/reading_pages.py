"""`flask read-page`: drafts of the meetings that a hand-made page tells, each beside its words."""

import dataclasses
import json
import sys
from pathlib import Path

import click
from sqlalchemy import select

from meetfinder.cli.import_words import UNREADABLE
from meetfinder.cli.site import NOTHING_DONE, Refusal, settings
from meetfinder.db import db
from meetfinder.directory.models import Fellowship
from meetfinder.exchange.page.draft import Draft
from meetfinder.exchange.plain_words import DAYS, clock
from meetfinder.intake import pages
from meetfinder.intake.fetch import Unreadable

_NTHS = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 5: "5th", -1: "last"}


@click.command("read-page")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--fellowship", default="", metavar="SLUG", help="Whose meetings, where the page does not say.")
@click.option("--json", "as_json", is_flag=True, help="Write the drafts as JSON.")
def read_page(*, file: Path, fellowship: str, as_json: bool) -> None:
    """Show what is read of a text or a saved web page, and change nothing.

    What the words do not tell clearly is left blank. Exit code 2: no meeting was found.
    """
    if fellowship and db.session.scalar(select(Fellowship).where(Fellowship.slug == fellowship)) is None:
        raise Refusal(f"There is no fellowship {fellowship}: see the slugs in the README.")
    try:
        text = pages.text_of(file)
    except Unreadable as problem:
        raise Refusal(UNREADABLE[problem.code].format(address=file, detail=problem.detail)) from None
    drafts = pages.drafts(text, default_country=settings().country, fellowship=fellowship)
    if as_json:
        click.echo(json.dumps([_plain(draft) for draft in drafts], ensure_ascii=False, indent=1))
    else:
        for number, draft in enumerate(drafts, start=1):
            _tell(number, draft)
        click.echo(f"{len(drafts)} drafts; nothing was changed.")
    if not drafts:
        sys.exit(NOTHING_DONE)


def _tell(number: int, draft: Draft) -> None:
    where = draft.where
    place = (where.venue, where.street, where.city, f"{where.region} {where.postal_code}".strip())
    facts = {
        "day": "" if draft.weekday is None else DAYS[draft.weekday],
        "time": "" if draft.start_minute is None else clock(draft.start_minute),
        "minutes": str(draft.duration_minutes or ""),
        "weeks": weeks(draft),
        "place": ", ".join(filter(None, place)),
        "mode": draft.attendance,
        "group": draft.group,
        "fellowship": draft.fellowship,
    }
    click.echo(f"--- {number}")
    for name, value in facts.items():
        click.echo(f"{name:<11}{value or '?'}")
    for line in draft.words.split("\n"):
        click.echo(f"  | {line}")


def weeks(draft: Draft) -> str:
    """Return in which weeks a draft is held, or an empty text where the words do not tell."""
    rule = draft.recurrence
    if rule is None:
        return ""
    if rule.kind == "monthly":
        return " and ".join(_NTHS[nth] for nth in rule.nths) + " of the month"
    return f"every {rule.interval} weeks" if rule.kind == "every_n_weeks" else "every week"


def _plain(draft: Draft) -> dict[str, object]:
    facts = dataclasses.asdict(draft)
    facts["where"] = {name: value for name, value in facts["where"].items() if value}
    rule = draft.recurrence
    facts["recurrence"] = rule and {"kind": rule.kind, "interval": rule.interval, "nths": list(rule.nths)}
    return facts
