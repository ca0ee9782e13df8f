"""The character NUL, which no text of a directory holds and PostgreSQL cannot store or compare.

No keyboard types it. In an address it is refused by name; what a paste carries into a form is dropped, so
that nothing else that was typed is lost. A path with it leads nowhere.
"""

from flask import Flask, abort, request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict

from meetfinder.web.languages import gettext
from meetfinder.web.parameters import BadParameter

NUL = "\0"
BMLT = "bmlt"
"""The blueprint that answers odd values as BMLT does: with nothing."""


def register(app: Flask) -> None:
    """Look at every request before a view does."""
    app.before_request(_without_nul)


def _refuse(args: MultiDict[str, str]) -> None:
    for name, value in args.items(multi=True):
        if NUL in name + value:
            shown = name.replace(NUL, "")
            message = gettext("%(name)s has a character that no text holds: take %%00 out.", name=shown)
            raise BadParameter(shown, message)


def _without_nul() -> None:
    if NUL in request.path:
        abort(404)
    if request.blueprint != BMLT:
        _refuse(request.args)
    if any(NUL in value for value in request.form.values()):
        # Flask reads the form once and keeps it; this is what it keeps.
        request.form = ImmutableMultiDict(
            (name, value.replace(NUL, "")) for name, value in request.form.items(multi=True)
        )
