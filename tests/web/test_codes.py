import tomllib

from meetfinder.config import ROOT
from meetfinder.directory import catalogue
from meetfinder.web import codes


def seeded_values() -> list[tuple[str, str]]:
    fellowships = tomllib.loads((ROOT / "seeds" / "fellowships.toml").read_text())["fellowship"]
    formats = tomllib.loads((ROOT / "seeds" / "formats.toml").read_text())["format"]
    return [
        *(("kind", kind) for kind in catalogue.KINDS),
        *(("fellowship", row["slug"]) for row in fellowships),
        *(("format", row["slug"]) for row in formats),
        *(("attribute", need) for need in catalogue.needs()),
        *(("focus", condition) for condition in catalogue.CONDITIONS),
    ]


def test_no_two_values_of_the_seeds_share_a_code() -> None:
    values = seeded_values()
    assert len(values) > 350
    assert len({codes.encode(*pair) for pair in values}) == len(values)


def test_every_code_leads_back_to_its_value() -> None:
    values = seeded_values()
    for pair in values[::7]:
        assert codes.decode(codes.encode(*pair), values) == pair


def test_a_code_is_short_and_says_nothing() -> None:
    for field, value in seeded_values():
        code = codes.encode(field, value)
        assert len(code) == codes.LENGTH
        assert code.isascii()
        assert code.isalnum()
        assert not set(code) & set("aeiou"), "a code without vowels spells no word"


def test_codes_never_change() -> None:
    assert codes.encode("kind", "dual-diagnosis") == "7bp4g"
    assert codes.encode("focus", "bipolar") == "jqmw5"


def test_a_code_that_nobody_gave_out_is_not_guessed() -> None:
    assert codes.decode("zzzzz", seeded_values()) is None
