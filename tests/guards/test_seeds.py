"""The facts in seeds/ keep their promises: strict keys, a source and a date for each, codes mapped once."""

import re
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from meetfinder import clock

SEEDS = Path(__file__).parents[2] / "seeds"

# The 87 codes of the Meeting Guide specification.
SPEC_CODES = """
11 12x12 A ABSI AF AL AL-AN AM AR ASL B BA BE BG BI BRK C CAN CF D DA DB DD DE DR EL EN FA FF FI
FR G GR H HE HI HR HU IS ITA JA KA KOR L LGBTQ LIT LS LT M MED ML MT N NB NDG NE NL NO O OUT P POA
POC POL POR PUN RUS S SEN SK SL SM SP ST SV T TC TH TL TR TUR UK W X XB XT Y
"""

# The codes of each program of 12-step-meeting-list, without ONL, TC and the shared language codes.
PROGRAM_CODES = """
aa: 11 12x12 A ABSI AL AL-AN ASL B BA BE BI BRK C CAN CF D DB DD DR FF G GR H L LGBTQ LIT LS M MED
  N NB NDG O OUT P POA POC SEN SM SP ST T TR W X XB XT Y
aca: A ANH ASL AV B BEG C CAP CC COS D FF G LGBTQ LLW LPG M NS O POC S SM SMR ST T TEEN TR W WOR X
  Y YA
al-anon: A AA AC AL ASL BA BE C FF G L LGBTQIA M O POA POC SM SP ST T W X Y YA
ca: 11 12x12 A ABSI AL AL-AN ASL B BA BE BRK BUS C CAN CF D DD DR FF G GR H L LGBTQ LIT LS M MED N
  O SM SP ST T TR W X XT Y
cea-how: 12x12 AACOA ABSI B BOOK CEA-HOW CTB D DR HJF LS MAINT MED PROM RANDR SP ST
cma: ASL BE C LGBTQ LIT M O OUT POC SM SP ST T W X XB Y
coda: A AL AL-AN ASL B BA BE C CAN CF D DLY FF G GR H L LGBTQ LIT M MED O QA READ SHARE SM SP ST T
  TEEN TR W WRITE X XT Y
da: AB AR B C CL M N O P SP ST TI TO V W X
daa: 12x12 B BA C D M O SS ST W YP
eda: 11 12x12 A B BA BEG C CC CF LGBTQ LIT M MED NDG O OUT POC RF SEN SP ST T TO TR W WR X XB Y
ga: 20 ASL B BA BE C CAN CF COM CRC D DR GAA GAM LGBTQ LIT M MED O PAR SM SP ST TOP TR W X Y
ha: BEG BT C CAN CPT CW DISC GL IP IW JFT LC LIT M MED NS O QA RA SMOK SPK STEP SWG TOP TRAD VAR W
  X Y
ma: BB BE CCAP D H LGBTQI+ M MED NB O OUT POC SP T W X Y
na: BEG BT C CAN CPT CW DISC GL IP IW JFT LC LIT M MED NS O QA RA SMOK SPAD SPK STEP SWG TOP TRAD
  VAR W X Y
oa: 11TH 90D AA12 AIB B BE D DOC FT HOW LI LIS LIT MAIN MED MISC NEWB OA23 PROM RELA SD SP SPIR
  SSP ST TEEN TOOL VOR WORK WRIT
pal:
rca: C O SP
rd: 8F BB BE C CC DF IS IW LGBTQ M MI O PR W WA
rr: 8F BB BE C CC DF IS IW LGBTQ M MI O PR W WA
sa: B BE C M MED MI O PP SP ST W
saa: C LGBTQ M O ST W
sca: BE C COURT D GL H O SP ST
sg:
sia: 12x12 ASL B BE C FF GQ LGBTQ LIT M N NDG O OSH POC RIT SP ST STW T W X XB
slaa: 12x12 A ALLG AN ASOG B BA BDSM C CAM D FF FTSY GC H HOW HR LEG LGBTQ LIT M MED MULT NC NEUR
  O POA POC PRI S123 SCRE SEN SP SPEC SPON ST SWKR TOPL TR TRMA VFOR W WDRL X XT Y
ua: BIPOC M ST T W
va: 12x12 BE C O
"""

# The codes that every program has for languages (several programs write a longer one for some).
LANGUAGE_CODES = """
AF AM AR BG DA DE EL EN ES FA FI FR HE HI HR HU IS IT JA KA KO LT ML MT NE NL NO PA PL PT RU SK SL SV TH
TL TR UK S ITA KOR PUN POL POR RUS TUR
"""

FELLOWSHIPS = """
dual-recovery-anonymous dual-anon double-trouble-in-recovery dual-diagnosis-anonymous
dual-diagnosis-anonymous-uk dual-diagnosis-anonymous-california dual-disorders-anonymous
medication-assisted-recovery-anonymous emotions-anonymous depressed-anonymous dep-anon
nami-connection-recovery-support-group nami-family-support-group
depression-and-bipolar-support-alliance recovery-international survivors-of-incest-anonymous
adult-children-of-alcoholics social-anxiety-anonymous workaholics-anonymous alcoholics-anonymous
narcotics-anonymous cocaine-anonymous crystal-meth-anonymous marijuana-anonymous heroin-anonymous
drug-addicts-anonymous pills-anonymous nicotine-anonymous gamblers-anonymous overeaters-anonymous
eating-disorders-anonymous debtors-anonymous underearners-anonymous
compulsive-eaters-anonymous-how sex-addicts-anonymous sexaholics-anonymous
sex-and-love-addicts-anonymous sexual-compulsives-anonymous recovering-couples-anonymous
co-dependents-anonymous violence-anonymous al-anon alateen nar-anon families-anonymous co-anon
gam-anon parents-of-addicted-loved-ones smart-recovery-family-and-friends smart-recovery
recovery-dharma refuge-recovery lifering-secular-recovery women-for-sobriety celebrate-recovery
"""

KINDS = {"dual-diagnosis", "substance", "behaviour", "mental-health", "family"}
CATEGORIES = {"access", "content", "audience", "language", "accessibility", "practical", "venue", "other"}
PURPOSES = {
    "crisis",
    "overdose-poison",
    "emergency",
    "substance",
    "mental-health",
    "family",
    "youth",
    "violence",
}
TOPICS = {"danger", "withdrawal-emergency", "overdose", "suicide", "keep-medicine", "relapse"}

Schema = dict[str, tuple[type, bool]]

FELLOWSHIP: Schema = {
    "slug": (str, True),
    "name": (str, True),
    "short_name": (str, True),
    "kind": (str, True),
    "twelve_step": (bool, True),
    "for_family": (bool, True),
    "read_on": (date, True),
    "countries": (list, False),
    "meeting_guide_program": (str, False),
    "site": (str, False),
    "site_source": (str, False),
    "finder": (str, False),
    "finder_source": (str, False),
    "position_psychiatric": (dict, False),
    "position_moud": (dict, False),
    "start_a_group": (dict, False),
}
POSITION: Schema = {
    "text": (str, True),
    "source": (str, True),
    "source_title": (str, True),
    "read_on": (date, True),
}
START: Schema = {"url": (str, True), "source": (str, True), "read_on": (date, True)}
FORMAT: Schema = {
    "slug": (str, True),
    "name": (str, True),
    "names_es": (str, True),
    "category": (str, True),
    "youth": (bool, False),
    "language": (str, False),
    "meeting_guide": (str, False),
    "any_program": (list, False),
    "programs": (dict, False),
    "bmlt": (list, False),
    "bmlt_world": (str, False),
}
SIGNAL: Schema = {"system": (str, True), "code": (str, True), "meaning": (str, True)}
HELPLINE: Schema = {
    "country": (str, True),
    "name": (str, True),
    "for": (str, True),
    "number": (str, False),
    "sms": (str, False),
    "url": (str, False),
    "hours": (str, False),
    "languages": (list, False),
    "free": (bool, False),
    "source": (str, True),
    "source_title": (str, True),
    "read_on": (date, True),
}
GUIDANCE: Schema = {
    "slug": (str, True),
    "topic": (str, True),
    "order": (int, True),
    "text": (str, True),
    "text_es": (str, True),
    "source": (str, True),
    "source_title": (str, True),
    "read_on": (date, True),
}


def load(name: str, tables: set[str]) -> dict[str, Any]:
    content = tomllib.loads((SEEDS / name).read_text(encoding="utf-8"))
    assert set(content) == tables
    return content


@pytest.fixture(scope="module")
def fellowships() -> list[dict[str, Any]]:
    return list(load("fellowships.toml", {"fellowship"})["fellowship"])


@pytest.fixture(scope="module")
def formats() -> list[dict[str, Any]]:
    return list(load("formats.toml", {"meta", "signal", "format"})["format"])


@pytest.fixture(scope="module")
def signals() -> list[dict[str, Any]]:
    return list(load("formats.toml", {"meta", "signal", "format"})["signal"])


@pytest.fixture(scope="module")
def helplines() -> list[dict[str, Any]]:
    return list(load("helplines.toml", {"helpline"})["helpline"])


@pytest.fixture(scope="module")
def guidance() -> list[dict[str, Any]]:
    return list(load("guidance.toml", {"guidance"})["guidance"])


def check_schema(entry: dict[str, Any], schema: Schema) -> None:
    """Fail for an unknown or missing key, a wrong type, an empty text, a bad address or a future date."""
    assert not set(entry) - set(schema), f"unknown keys in {entry}"
    assert not {key for key, (_, required) in schema.items() if required} - set(entry), f"missing in {entry}"
    for key, value in entry.items():
        assert type(value) is schema[key][0], f"{key} of {entry}"
        assert value not in ("", [], {}), f"{key} of {entry} is empty"
        if isinstance(value, str):
            assert value == value.strip()
        if key in {"site", "finder", "url"}:
            assert_address(value)
        if isinstance(value, date):
            assert date(2020, 1, 1) <= value <= clock.now().date()


def assert_address(value: str) -> None:
    assert re.fullmatch(r"https?://[a-z0-9.-]+\.[a-z]{2,}(/\S*)?", value, re.IGNORECASE), value
    assert len(value) <= 300


def repeated(values: list[Any]) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]


def program_codes() -> dict[str, set[str]]:
    joined = re.sub(r"\n  ", " ", PROGRAM_CODES.strip())
    return {name: set(codes.split()) for name, codes in (line.split(":") for line in joined.splitlines())}


def test_fellowships_are_complete_and_strict(fellowships: list[dict[str, Any]]) -> None:
    for entry in fellowships:
        check_schema(entry, FELLOWSHIP)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["slug"])
        assert entry["kind"] in KINDS
        assert entry["kind"] != "family" or entry["for_family"]
        assert len(entry["name"]) <= 160
        assert len(entry["short_name"]) <= 40
        assert all(re.fullmatch(r"[A-Z]{2}", country) for country in entry.get("countries", ()))
        for address in ("site", "finder"):
            assert (address in entry) == (f"{address}_source" in entry), f"{entry['slug']}: {address}"
    assert {entry["slug"] for entry in fellowships} >= set(FELLOWSHIPS.split())
    assert not repeated([entry["slug"] for entry in fellowships])
    assert "independent" not in {entry["slug"] for entry in fellowships}


def test_every_position_has_its_source_and_date(fellowships: list[dict[str, Any]]) -> None:
    for entry in fellowships:
        for key in ("position_psychiatric", "position_moud"):
            if key in entry:
                check_schema(entry[key], POSITION)
                assert_address(entry[key]["source"])
                assert len(entry[key]["text"]) <= 600
        if "start_a_group" in entry:
            check_schema(entry["start_a_group"], START)


def test_a_fellowship_is_never_known_by_an_acronym(fellowships: list[dict[str, Any]]) -> None:
    for entry in fellowships:
        short = re.sub(r"[^a-z]", "", entry["short_name"].lower())
        spelled_out = len(short) > 6 or short in {"dualanon", "depanon", "alanon"}
        assert entry["slug"] != short or spelled_out, f"{entry['slug']} is an acronym"


def test_a_program_belongs_to_one_fellowship(fellowships: list[dict[str, Any]]) -> None:
    programs = [entry["meeting_guide_program"] for entry in fellowships if "meeting_guide_program" in entry]
    assert not repeated(programs)
    # `sg` is "Support Groups": a shelf of that software, not a body.
    assert set(programs) == set(program_codes()) - {"sg"}


def test_formats_are_strict(formats: list[dict[str, Any]]) -> None:
    for entry in formats:
        check_schema(entry, FORMAT)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry["slug"])
        assert entry["category"] in CATEGORIES
        assert set(entry.get("programs", ())) <= set(program_codes())
        if "language" in entry:
            assert entry["category"] == "language"
            assert re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", entry["language"])
    assert not repeated([entry["slug"] for entry in formats])
    assert not repeated([entry["name"] for entry in formats])


def test_all_spec_codes_are_mapped_once(formats: list[dict[str, Any]], signals: list[dict[str, Any]]) -> None:
    codes = [entry["meeting_guide"] for entry in formats if "meeting_guide" in entry]
    codes += [signal["code"] for signal in signals if signal["system"] == "meeting-guide"]
    assert not repeated(codes)
    assert len(SPEC_CODES.split()) == 87
    assert set(codes) == {*SPEC_CODES.split(), "ONL"}


def test_all_program_codes_are_mapped_once(formats: list[dict[str, Any]]) -> None:
    assert len(program_codes()) == 27
    for program, expected in program_codes().items():
        mapped = [entry for entry in formats if program in entry.get("programs", {})]
        codes = [entry["programs"][program] for entry in mapped]
        assert not repeated(codes), program
        extra = {entry["programs"][program] for entry in mapped if "language" in entry} - expected
        assert set(codes) - extra == expected, program


def test_language_codes_are_mapped_once(formats: list[dict[str, Any]]) -> None:
    codes = [code for entry in formats for code in entry.get("any_program", ())]
    assert not repeated(codes)
    assert set(codes) == set(LANGUAGE_CODES.split())
    assert all("language" in entry for entry in formats if "any_program" in entry)


def test_bmlt_codes_are_mapped_once(formats: list[dict[str, Any]], signals: list[dict[str, Any]]) -> None:
    keys = [key for entry in formats for key in entry.get("bmlt", ())]
    keys += [signal["code"] for signal in signals if signal["system"] == "bmlt"]
    worlds = [entry["bmlt_world"] for entry in formats if "bmlt_world" in entry]
    worlds += [signal["code"] for signal in signals if signal["system"] == "bmlt-world"]
    assert not repeated(keys)
    assert not repeated(worlds)
    for signal in signals:
        check_schema(signal, SIGNAL)
        assert signal["meaning"] in {"online", "hybrid", "closed-for-now"}


def test_codes_that_mean_different_things_stay_apart(formats: list[dict[str, Any]]) -> None:
    meaning = {
        (program, code): entry["slug"]
        for entry in formats
        for program, code in entry.get("programs", {}).items()
    }
    assert meaning["aa", "POA"] == "proof-of-attendance"
    assert meaning["al-anon", "POA"] == "parents-of-alcoholics"
    assert meaning["aca", "S"] == "speaker"
    assert meaning["aca", "A"] == "age-restricted-18"
    assert meaning["al-anon", "Y"] == "alateen"
    assert meaning["aca", "Y"] == "yellow-workbook"
    assert {program for (program, code), slug in meaning.items() if slug == "dual-diagnosis-tagged"} == {
        "aa",
        "ca",
    }


def test_only_formats_for_minors_are_marked_youth(formats: list[dict[str, Any]]) -> None:
    assert {entry["slug"] for entry in formats if entry.get("youth")} == {"alateen", "teens"}


def test_helplines_are_strict_and_sourced(helplines: list[dict[str, Any]]) -> None:
    for entry in helplines:
        check_schema(entry, HELPLINE)
        assert_address(entry["source"])
        assert re.fullmatch(r"[A-Z]{2}", entry["country"])
        assert entry["for"] in PURPOSES
        assert "number" in entry or "sms" in entry
        assert re.fullmatch(r"\*?[0-9][0-9 -]{1,18}", entry.get("number", "112")), entry
        assert re.fullmatch(r"([A-Za-z ]+ to )?[0-9][0-9 ]{1,14}", entry.get("sms", "988")), entry
        assert all(re.fullmatch(r"[a-z]{2,3}", tag) for tag in entry.get("languages", ()))
        assert len(entry["name"]) <= 160
        assert len(entry["source_title"]) <= 300
    assert not repeated([(entry["country"], entry["name"]) for entry in helplines])
    numbers = [(entry["country"], entry["number"]) for entry in helplines if "number" in entry]
    # 111 leads to a different service in England, Scotland and Wales.
    assert repeated(numbers) == [("GB", "111")]


@pytest.mark.parametrize("country", ["US", "GB", "IE", "CA", "AU", "NZ"])
def test_the_first_countries_have_emergency_and_crisis_numbers(
    helplines: list[dict[str, Any]], country: str
) -> None:
    purposes = {entry["for"] for entry in helplines if entry["country"] == country}
    assert purposes >= {"emergency", "crisis"}


def test_guidance_is_strict_and_covers_every_topic(guidance: list[dict[str, Any]]) -> None:
    for entry in guidance:
        check_schema(entry, GUIDANCE)
        assert_address(entry["source"])
        assert entry["topic"] in TOPICS
        assert len(entry["text"]) <= 300, "short: it is read in distress"
        assert entry["text"] != entry["text_es"]
    assert {entry["topic"] for entry in guidance} == TOPICS
    assert not repeated([entry["slug"] for entry in guidance])
    assert not repeated([(entry["topic"], entry["order"]) for entry in guidance])
