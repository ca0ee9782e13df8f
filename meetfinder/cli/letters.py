"""Makes letters from `templates/email/<kind>.txt`: the first line is the subject, the rest is the text.

Subject and first line are read on locked screens by whoever stands near, so they name no condition and no
group. What must be looked up or minted when a letter is sent is done by the kind's entry in PREPARERS.
"""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, render_template
from flask_babel import refresh

from meetfinder.cli.site import local_address, settings
from meetfinder.mail.letter import Letter, Sender
from meetfinder.mail.models import OutboxMessage

Preparer = Callable[[OutboxMessage], Mapping[str, Any] | None]
"""Returns what a template needs beyond the message's context; None when there is nothing left to say."""
PREPARERS: dict[str, Preparer] = {}


def render(message: OutboxMessage) -> Letter | None:
    """Return the letter of a message; None when it has nothing left to say."""
    prepare = PREPARERS.get(message.kind)
    more = {} if prepare is None else prepare(message)
    if more is None:
        return None
    base_url, query = settings().base_url or local_address(), {"lang": message.language}
    with current_app.test_request_context(base_url=base_url, query_string=query):
        refresh()  # The letter before may have been in another language.
        words = render_template(f"email/{message.kind}.txt", **{**message.context, **more})
    subject, _, text = words.strip().partition("\n")
    return Letter(subject.strip(), text.strip() + "\n")


def sender() -> Sender:
    """Return who signs the site's mail: its contact, else a name at its own host."""
    site = settings()
    host = urlsplit(site.base_url).hostname or "localhost"
    return Sender(site.site_name, site.contact or f"meetings@{host}")
