"""The seeds and an operator's own files: loaded, changed, hidden, refused, and twice without effect."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from meetfinder.config import ROOT
from meetfinder.db import db
from meetfinder.directory import seeding
from meetfinder.directory.help import helplines_of
from meetfinder.directory.models import Fellowship, Format, Guidance, Helpline
from meetfinder.directory.seeding import SeedError, SeedReport
from tests.builders import a_group, a_meeting

FILES = ("fellowships.toml", "formats.toml", "helplines.toml", "guidance.toml")
FELLOWSHIP = """
[[fellowship]]
slug = "example-fellowship"
name = "Example Fellowship"
short_name = "EF"
kind = "dual-diagnosis"
twelve_step = true
for_family = false
read_on = 2026-11-01
countries = ["GB"]

[fellowship.position_moud]
text = "It says so."
source = "https://example.org/position"
source_title = "Position"
read_on = 2026-10-30
"""
HELPLINE = """
[[helpline]]
country = "ZZ"
name = "Example line"
for = "crisis"
number = "0000 000"
source = "https://example.org/line"
source_title = "Example"
read_on = 2026-11-01
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """Small files of ours."""
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "fellowships.toml").write_text(FELLOWSHIP)
    (folder / "helplines.toml").write_text(HELPLINE)
    for name in ("formats.toml", "guidance.toml"):
        (folder / name).write_text("")
    return folder


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    folder = tmp_path / "instance"
    (folder / "seeds").mkdir(parents=True)
    return folder


def load(seeds: Path, instance: Path) -> SeedReport:
    report = seeding.load(seeds=seeds, instance=instance)
    db.session.expire_all()
    return report


def changes(report: SeedReport) -> dict[str, tuple[int, int, int]]:
    return {
        table.file: (table.added, table.changed, table.removed)
        for table in report.tables
        if not table.is_loaded
    }


def test_our_own_seeds_are_loaded_whole_and_once(app: Flask, instance: Path) -> None:
    before = load(ROOT / "seeds", instance)
    assert {table.file for table in before.tables} == set(FILES)
    for table, model in zip(before.tables, (Fellowship, Format, Helpline, Guidance), strict=True):
        assert table.total == db.session.scalar(select(func.count()).select_from(model)) > 10
    again = load(ROOT / "seeds", instance)
    assert changes(again) == {}
    assert changes(seeding.compare(seeds=ROOT / "seeds", instance=instance)) == {}
    dra = db.session.scalars(select(Fellowship).filter_by(slug="dual-recovery-anonymous")).one()
    assert dra.psychiatric_position is not None
    assert dra.psychiatric_source == "http://draonline.qwknetllc.com/welcome_tri_contents.html"
    assert dra.psychiatric_read_on == date(2026, 11, 23)
    assert dra.moud_position is None
    alateen = db.session.scalars(select(Format).filter_by(slug="alateen")).one()
    assert alateen.youth
    assert helplines_of("US")[0].number == "911"


def test_every_column_is_written(app: Flask, seeds: Path, instance: Path) -> None:
    load(seeds, instance)
    row = db.session.scalars(select(Fellowship).filter_by(slug="example-fellowship")).one()
    assert (row.name, row.short_name, row.kind, row.twelve_step) == (
        "Example Fellowship", "EF", "dual-diagnosis", True,
    )  # fmt: skip
    assert (row.countries, row.for_family, row.site) == (["GB"], False, None)
    assert (row.moud_position, row.moud_source, row.moud_source_title, row.moud_read_on) == (
        "It says so.", "https://example.org/position", "Position", date(2026, 10, 30),
    )  # fmt: skip


def test_a_changed_file_changes_its_row_only(app: Flask, seeds: Path, instance: Path) -> None:
    load(seeds, instance)
    file = seeds / "helplines.toml"
    file.write_text(HELPLINE.replace("0000 000", "0000 111"))
    assert changes(load(seeds, instance)) == {"helplines.toml": (0, 1, 0)}
    assert db.session.scalars(select(Helpline.number)).all() == ["0000 111"]


def test_compare_says_what_would_change_and_changes_nothing(app: Flask, seeds: Path, instance: Path) -> None:
    found = seeding.compare(seeds=seeds, instance=instance)
    assert changes(found) == {"fellowships.toml": (1, 0, 0), "helplines.toml": (1, 0, 0)}
    assert db.session.scalar(select(func.count()).select_from(Fellowship)) == 0


def test_what_left_the_file_is_deleted_unless_something_is_listed_of_it(
    app: Flask, seeds: Path, instance: Path
) -> None:
    second = FELLOWSHIP.replace("example-fellowship", "used-fellowship")
    (seeds / "fellowships.toml").write_text(FELLOWSHIP + second)
    (seeds / "formats.toml").write_text(
        "".join(
            f'[[format]]\nslug = "{slug}"\nname = "N"\nnames_es = "N"\ncategory = "access"\n'
            for slug in ("free", "used")
        )
    )
    load(seeds, instance)
    used = db.session.scalars(select(Fellowship).filter_by(slug="used-fellowship")).one()
    a_meeting(group=a_group(fellowship=used), formats=["used"])
    for name in FILES:
        (seeds / name).write_text("")
    report = load(seeds, instance)
    assert changes(report) == {
        "fellowships.toml": (0, 0, 1), "formats.toml": (0, 0, 1), "helplines.toml": (0, 0, 1),
    }  # fmt: skip
    assert [table.kept for table in report.tables] == [("used-fellowship",), ("used",), (), ()]
    assert db.session.scalars(select(Fellowship.slug)).all() == ["used-fellowship"]
    assert db.session.scalars(select(Format.slug)).all() == ["used"]


def test_an_operator_adds_replaces_and_hides(app: Flask, seeds: Path, instance: Path) -> None:
    own = instance / "seeds"
    (own / "fellowships.toml").write_text('[[fellowship]]\nslug = "example-fellowship"\nremove = true\n')
    (own / "helplines.toml").write_text(
        HELPLINE.replace("0000 000", "1111").replace("example.org", "operator.example.org")
        + HELPLINE.replace("Example line", "Another line")
    )
    load(seeds, instance)
    assert db.session.scalars(select(Fellowship)).all() == []
    lines = helplines_of("ZZ")
    assert [(line.name, line.number) for line in lines] == [
        ("Example line", "1111"), ("Another line", "0000 000"),
    ]  # fmt: skip
    assert lines[0].source == "https://operator.example.org/line"


def test_an_operators_check_is_shown_until_the_entry_is_read_anew(
    app: Flask, seeds: Path, instance: Path
) -> None:
    key = '[[helpline]]\ncountry = "ZZ"\nname = "Example line"\n'
    (instance / "seeds" / "helplines.toml").write_text(key + "checked_by_operator_on = 2026-11-02\n")
    load(seeds, instance)
    assert [(line.number, line.checked_by_operator_on) for line in helplines_of("ZZ")] == [
        ("0000 000", date(2026, 11, 2))
    ]
    (seeds / "helplines.toml").write_text(HELPLINE.replace("2026-11-01", "2026-11-20").replace("0000", "9"))
    report = load(seeds, instance)
    assert [table.outdated_checks for table in report.tables] == [(), (), ("ZZ Example line",), ()]
    assert [line.checked_by_operator_on for line in helplines_of("ZZ")] == [None]


def test_the_report_says_when_searches_need_a_new_index(app: Flask, seeds: Path, instance: Path) -> None:
    assert not load(seeds, instance).search_is_stale
    (seeds / "fellowships.toml").write_text(FELLOWSHIP.replace('name = "Ex', 'name = "Another Ex'))
    assert not load(seeds, instance).search_is_stale
    (seeds / "fellowships.toml").write_text(FELLOWSHIP.replace("dual-diagnosis", "family"))
    assert load(seeds, instance).search_is_stale


MISTAKES = [
    (
        "fellowships.toml",
        FELLOWSHIP.replace('kind = "dual-diagnosis"', 'kind = "club"'),
        "kind must be one of",
    ),
    ("fellowships.toml", FELLOWSHIP.replace('name = "Example Fellowship"', ""), "name is missing"),
    (
        "fellowships.toml",
        FELLOWSHIP.replace("example-fell", "Example fell"),
        "slug must be small letters",
    ),
    (
        "fellowships.toml",
        FELLOWSHIP.replace('source = "https', 'source = "ftp'),
        "source must be an address",
    ),
    ("fellowships.toml", FELLOWSHIP.replace('"GB"', '"gb"'), "countries holds 'gb'"),
    ("fellowships.toml", FELLOWSHIP.replace("twelve_step = true", "twelve_step = 1"), "true or false"),
    ("fellowships.toml", FELLOWSHIP.replace("2026-11-01", "2031-11-01"), "read_on lies in the future"),
    ("fellowships.toml", FELLOWSHIP.replace("2026-11-01", '"yesterday"'), "read_on must be a date"),
    ("fellowships.toml", FELLOWSHIP.replace("short_name", "colour"), "colour is not a field"),
    ("fellowships.toml", FELLOWSHIP + FELLOWSHIP, "two entries"),
    ("fellowships.toml", FELLOWSHIP.replace('"EF"', '"' + "x" * 41 + '"'), "41 characters, more than 40"),
    (
        "fellowships.toml",
        FELLOWSHIP.replace("[[fellowship]]", "[[fellow]]"),
        r"begin with \[\[fellowship\]\]",
    ),
    ("fellowships.toml", FELLOWSHIP.replace("[[fellowship]]", "[fellowship]"), "two brackets"),
    ("fellowships.toml", "slug = ", "cannot be read"),
    ("fellowships.toml", '[[fellowship]]\nname = "x"\n', "slug is missing"),
    ("fellowships.toml", '[[fellowship]]\nslug = "x"\nremove = 1\n', "remove must be true or false"),
    ("helplines.toml", HELPLINE.replace('number = "0000 000"', ""), "number or sms is missing"),
    ("helplines.toml", HELPLINE + 'checked_by_operator_on = "soon"\n', "must be a date"),
    ("helpline.toml", HELPLINE, "not one of the seed files"),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=[words for _, _, words in MISTAKES])
def test_a_mistake_is_named_and_nothing_is_changed(
    app: Flask, seeds: Path, instance: Path, mistake: tuple[str, str, str]
) -> None:
    file, content, words = mistake
    (instance / "seeds" / file).write_text(content)
    with pytest.raises(SeedError, match=words) as caught:
        load(seeds, instance)
    assert str(instance / "seeds" / file) in str(caught.value)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)
    assert db.session.scalar(select(func.count()).select_from(Fellowship)) == 0


def test_bytes_that_are_no_text_are_refused(app: Flask, seeds: Path, instance: Path) -> None:
    (instance / "seeds" / "guidance.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SeedError, match="cannot be read"):
        load(seeds, instance)


def test_a_missing_file_of_ours_is_refused(app: Flask, seeds: Path, instance: Path) -> None:
    shutil.rmtree(seeds)
    with pytest.raises(SeedError, match=r"fellowships\.toml cannot be read"):
        load(seeds, instance)


def test_texts_as_long_as_allowed_fit_their_columns(app: Flask, seeds: Path, instance: Path) -> None:
    long = FELLOWSHIP.replace('"Example Fellowship"', f'"{"n" * 160}"').replace('"EF"', f'"{"s" * 40}"')
    (seeds / "fellowships.toml").write_text(long.replace('"It says so."', f'"{"t" * 600}"'))
    load(seeds, instance)
    assert len(db.session.scalars(select(Fellowship.name)).one()) == 160
