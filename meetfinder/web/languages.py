"""The languages of the pages: which one an address asks for, its catalog, and how our links keep it.

The language stands in the address (`lang=es`) and nowhere else: no cookie, and not the browser's own wish,
so that a link shows everybody the same page. Catalogs are text in git and are compiled in memory.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

from babel import Locale
from babel.messages import mofile, pofile
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, request
from flask_babel import Babel, Domain, get_domain, get_locale, refresh
from flask_babel.speaklater import LazyString
from markupsafe import escape

from meetfinder.config import LANGUAGES, ROOT
from meetfinder.web.site import settings

CATALOGS = ROOT / "meetfinder" / "translations"
OWN_NAMES = {"en": "English", "es": "Español"}
"""What each language calls itself."""
_LOCALES = {"en": Locale("en", "GB"), "es": Locale("es")}
"""How dates, numbers, countries and languages are written: the day before the month in both."""
WITHOUT_PAGES = frozenset({"api", "bmlt", "feeds", "health", "static"})
"""Blueprints (and the endpoint of static files) whose addresses take no `lang`."""


class LazyText(LazyString):  # type: ignore[misc]  # Flask-Babel comes without types.
    """A sentence that is translated where it is shown; unlike Flask-Babel's own, escaped in HTML."""

    def __html__(self) -> str:
        return str(escape(str(self)))


def gettext(message: str, **values: object) -> str:
    """Return a sentence in the language of the page; `values` stand for its `%(name)s`."""
    return str(get_domain().gettext(message, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return the sentence that fits a number, which is its `%(num)s` unless `values` has others."""
    return str(get_domain().ngettext(one, many, num, **values))


def lazy_gettext(message: str, **values: object) -> LazyText:
    """Return a sentence for the language of whoever will read it, for constants outside of a request."""
    return LazyText(gettext, message, **values)


class _TextCatalogs(Domain):  # type: ignore[misc]
    """Reads the catalogs as they stand in git."""

    def get_translations(self) -> NullTranslations:
        locale = get_locale()
        return catalog(locale.language if locale else "en")


class _Babel(Babel):  # type: ignore[misc]
    domain_instance = _TextCatalogs()


@cache
def catalog(language: str) -> NullTranslations:
    """Return the messages of a language; none for English, in which they are written."""
    file = CATALOGS / language / "LC_MESSAGES" / "messages.po"
    return _compiled(file, language) if file.is_file() else NullTranslations()


def _compiled(file: Path, language: str) -> Translations:
    with file.open("rb") as text:
        messages = pofile.read_po(text, locale=language)
    compiled = BytesIO()
    mofile.write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


def register(app: Flask) -> None:
    """Let templates and code speak the language that an address asks for."""
    _Babel(app, locale_selector=language)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(_l=lazy_gettext, language=language, language_links=language_links)
    app.before_request(refresh)
    app.url_defaults(_keep_language)


def language() -> str:
    """Return the language of this answer: that of the address, else that of the site."""
    asked = request.args.get("lang", "").split("-")[0].lower() if has_request_context() else ""
    return asked if asked in LANGUAGES else settings().language


def locale() -> Locale:
    """Return the ways of writing of the language in which the present words are; English without a site."""
    speaking = get_locale()
    return _LOCALES[speaking.language if speaking else "en"]


def language_links() -> tuple[tuple[str, str, str], ...]:
    """Return code, own name and address of this page in each language that is not the present one."""
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return tuple(
        (code, OWN_NAMES[code], "?" + urlencode([*kept, ("lang", code)]))
        for code in LANGUAGES
        if code != language()
    )


def _keep_language(endpoint: str, values: dict[str, object]) -> None:
    """Add the language to an address of a page of ours, unless it is the one that the site speaks anyway."""
    if "lang" in values or not has_request_context() or endpoint.split(".", maxsplit=1)[0] in WITHOUT_PAGES:
        return
    if language() != settings().language:
        values["lang"] = language()
