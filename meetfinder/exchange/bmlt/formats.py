"""The formats of a server: a name in every language, and which ones a request wants."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from meetfinder.exchange.bmlt.loose import Parameters
from meetfinder.exchange.bmlt.request import Choice
from meetfinder.exchange.bmlt.words import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatLabel:
    """A format in one language."""

    id: int
    key: str
    name: str
    description: str
    language: str
    world_id: str
    kind: str
    """FC1 (of the meeting), FC2 (of the place), FC3 (whom it is for), O (open or closed), LANG or empty."""

    def write(self, base: str) -> dict[str, str]:
        """Return the object that GetFormats lists; `base` is the server's address."""
        return {
            "key_string": self.key,
            "name_string": self.name,
            "description_string": self.description,
            "lang": self.language,
            "id": str(self.id),
            "world_id": self.world_id,
            "format_type_enum": self.kind,
            "root_server_uri": base,
        }


def answer(
    labels: Iterable[FormatLabel], parameters: Parameters, *, used: AbstractSet[int], language: str
) -> list[FormatLabel]:
    """Answer GetFormats: those in use (or all), in the languages and with the ids and keys asked for."""
    choice = Choice.of(parameters.integers("format_ids"))
    keys = {fold(key) for key in parameters.array("key_strings") or ()}
    every_key = not parameters.has("key_strings")
    languages = parameters.array("lang_enum") or [] if parameters.has("lang_enum") else [language]
    everything = parameters.is_one("show_all")
    found = [
        label
        for label in in_languages(labels, languages)
        if choice.allows(label.id)
        and (everything or label.id in used)
        and (every_key or fold(label.key) in keys)
    ]
    # Asked for keys, the servers' database walks along their index.
    return found if every_key else sorted(found, key=lambda label: fold(label.key))


def in_languages(labels: Iterable[FormatLabel], languages: Iterable[str]) -> list[FormatLabel]:
    """Return the labels in these languages, in the order of the server."""
    wanted = {fold(language) for language in languages}
    return [label for label in labels if fold(label.language) in wanted]
