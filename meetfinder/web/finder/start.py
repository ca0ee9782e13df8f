"""How to start a group where there is none."""

from flask import render_template

from meetfinder.directory import catalogue, fellowship_reading


def start() -> str:
    """Show each fellowship's own guide for those who start a group, dual diagnosis first."""
    known = [item for item in fellowship_reading.all_fellowships() if item.start_url]
    ranked = sorted(known, key=lambda item: catalogue.KINDS.index(item.card.kind))
    return render_template("finder/start.html", kits=ranked)
