"""What people type, and what it is taken for."""

import pytest

from meetfinder.places import Gazetteer


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("sw1a 1aa", "gb-sw1a"),
        ("SW1A1AA", "gb-sw1a"),
        ("SW1A", "gb-sw1a"),
        ("m1", "gb-m1"),
        ("EH1 1YZ", "gb-eh1"),
        ("JE2 3AB", "je-je2"),
        ("K1A 0B1", "ca-k1a"),
        ("k1a-0b1", "ca-k1a"),
        ("K1A", "ca-k1a"),
        ("D02 XE80", "ie-d02"),
        ("d02xe80", "ie-d02"),
        ("90210-1234", "us-90210"),
        ("902101234", "us-90210"),
        (" 90210 ", "us-90210"),
        ("(90210).", "us-90210"),
        ("９０２１０", "us-90210"),
        ("ＳＷ１Ａ　１ＡＡ", "gb-sw1a"),
        ("1012 JS", "nl-1012"),
        ("1012js", "nl-1012"),
        ("00901", "pr-00901"),
        ("D-10115", "de-10115"),
        ("LV-1010", "lv-1010"),
        ("L-6868", "lu-6868"),
        ("MLH 1234", "mt-mlh"),
        ("78610 Buda TX", "us-78610"),
        ("Buda, TX 78610", "us-78610"),
        ("12 Main Street, Buda, Texas 78610, USA", "us-78610"),
        ("Leeds LS6 1AA", "gb-ls6"),
        ("FL 33101", "us-33101"),
        ("DE 19901", "us-19901"),
        ("Buda, TX", "us-tx-buda"),
        ("Buda Texas", "us-tx-buda"),
        ('"buda, tx."', "us-tx-buda"),
        ("12 Main Street, Buda, TX", "us-tx-buda"),
        ("Springfield, IL, USA", "us-il-springfield"),
        ("springfield il usa", "us-il-springfield"),
        ("San José", "us-ca-san-jose"),
        ("san jose ca", "us-ca-san-jose"),
        ("SAN-JOSE, California", "us-ca-san-jose"),
        ("st. louis", "us-mo-st-louis"),
        ("Saint Louis MO", "us-mo-st-louis"),
        ("new york", "us-ny-new-york-city"),
        ("NYC", "us-ny-new-york-city"),
        ("washington dc", "us-dc-washington"),
        ("Washington, D.C.", "us-dc-washington"),
        ("thessaloniki", "gr-thessaloniki"),
        ("Θεσσαλονίκη", "gr-thessaloniki"),
        ("köln", "de-koln"),
        ("Koeln", "de-koln"),
        ("london ontario", "ca-on-london"),
        ("Leeds, West Yorkshire, UK", "gb-leeds"),
        ("Westminster, London", "gb-city-of-westminster"),
        ("sydney nsw", "au-nsw-sydney"),
        ("東京", "jp-tokyo"),
        ("O'Fallon, Illinois", "us-il-ofallon"),
        ("ofallon illinois", "us-il-ofallon"),
        ("30.09,-97.84", "@30.09,-97.84"),
        ("30.0912, -97.8399", "@30.09,-97.84"),
        ("(-33.87 151.21)", "@-33.87,151.21"),
        ("@30.09,-97.84", "@30.09,-97.84"),
        ("−0.001, 180", "@0.00,-180.00"),
    ],
)
def test_one_place_is_meant(gazetteer: Gazetteer, text: str, area: str) -> None:
    found = gazetteer.locate(text, "mt" if text == "MLH 1234" else "us")
    assert [place.area for place in found.places] == [area]
    assert found.typed == text


@pytest.mark.parametrize(
    ("text", "area"),
    [("leeds", "gb-leeds"), ("thessaloniki", "gr-thessaloniki"), ("rome", "it-rome"), ("cork", "ie-cork")],
)
def test_one_clear_namesake_without_a_country(gazetteer: Gazetteer, text: str, area: str) -> None:
    assert [place.area for place in gazetteer.locate(text).places] == [area]


def test_smaller_namesakes_are_elsewhere(gazetteer: Gazetteer) -> None:
    elsewhere = [place.area for place in gazetteer.locate("leeds").elsewhere]
    assert elsewhere[0] == "us-al-leeds"
    assert len(elsewhere) <= 5


def test_a_much_larger_namesake_abroad_is_a_choice(gazetteer: Gazetteer) -> None:
    areas = [place.area for place in gazetteer.locate("leeds", "US").places]
    assert areas[:2] == ["gb-leeds", "us-al-leeds"]
    areas = [place.area for place in gazetteer.locate("london", "US").places]
    assert areas[:3] == ["gb-london", "ca-on-london", "us-oh-london"]
    assert [place.area for place in gazetteer.locate("leeds", "GB").places] == ["gb-leeds"]
    assert gazetteer.locate("Paris", "US").places[0].area == "fr-paris"


def test_a_large_city_abroad_is_offered_by_its_other_name(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.locate("Hull", "US").places]
    assert names[:3] == ["Hull", "Kingston upon Hull", "Hull"]
    assert [place.name for place in gazetteer.locate("Hull", "GB").places] == ["Kingston upon Hull"]


@pytest.mark.parametrize(
    ("text", "country", "largest", "namesake"),
    [
        ("england", "US", "gb-london", "us-ar-england"),
        ("Wales", "US", "gb-cardiff", "us-wi-wales"),
        ("Peru", "US", "pe-lima", "us-in-peru"),
    ],
)
def test_a_country_does_not_lose_to_a_hamlet(
    gazetteer: Gazetteer, text: str, country: str, largest: str, namesake: str
) -> None:
    areas = [place.area for place in gazetteer.locate(text, country).places]
    assert areas[0] == largest
    assert areas[4] == namesake


@pytest.mark.parametrize(
    ("text", "country", "suggested"),
    [
        ("SW", "GB", ["SW1", "SW1A", "SW1E", "SW1H", "SW1P"]),
        ("bn", "GB", ["BN1", "BN2", "BN3", "BN5", "BN6"]),
        ("SW", "US", []),
        ("TX", "GB", []),
    ],
)
def test_the_code_of_a_region_abroad_is_no_place(
    gazetteer: Gazetteer, text: str, country: str, suggested: list[str]
) -> None:
    located = gazetteer.locate(text, country)
    assert not located.places
    assert [place.name for place in located.suggestions] == suggested


def test_the_code_of_a_region_at_home_and_a_word_for_a_country_are_places(gazetteer: Gazetteer) -> None:
    assert gazetteer.locate("TX", "US").places[0].area == "us-tx-houston"
    assert gazetteer.locate("TX").places[0].area == "us-tx-houston"
    assert gazetteer.locate("UK", "US").places[0].area == "gb-london"


def test_many_namesakes_are_a_choice_largest_first(gazetteer: Gazetteer) -> None:
    for country in (None, "US"):
        places = gazetteer.locate("Springfield", country).places
        assert len(places) == 12
        assert {"us-mo-springfield", "us-ma-springfield", "us-il-springfield"} <= {p.area for p in places}
        people = [place.population or 0 for place in places]
        assert people == sorted(people, reverse=True)


def test_a_code_of_several_countries_is_a_choice_until_the_country_is_known(gazetteer: Gazetteer) -> None:
    everywhere = gazetteer.locate("2000")
    assert {"AU", "ZA", "PH"} <= {place.country for place in everywhere.places}
    there = gazetteer.locate("2000", "au")
    assert [place.area for place in there.places] == ["au-2000"]
    assert 0 < len(there.elsewhere) <= 5
    assert all(place.country != "AU" for place in there.elsewhere)
    assert {place.country for place in gazetteer.locate("1012", "US").places} >= {"NL", "HU", "CH"}


def test_a_code_with_the_wrong_town_offers_both(gazetteer: Gazetteer) -> None:
    areas = {place.area for place in gazetteer.locate("Austin 90210", "US").places}
    assert {"us-90210", "us-tx-austin"} <= areas


def test_a_region_or_country_offers_its_largest_towns(gazetteer: Gazetteer) -> None:
    assert [place.name for place in gazetteer.locate("Texas", "US").places][:2] == ["Houston", "San Antonio"]
    assert gazetteer.locate("Ireland", "US").places[0].area == "ie-dublin"
    assert gazetteer.locate("Scotland", "GB").places[0].area == "gb-glasgow"
    assert [place.area for place in gazetteer.locate("New York", "US").places] == ["us-ny-new-york-city"]


@pytest.mark.parametrize(
    ("text", "country", "area"),
    [
        ("Budda", "US", "us-tx-buda"),
        ("budda tx", "US", "us-tx-buda"),
        ("lonndon", "GB", "gb-london"),
        ("Sprignfield", "US", "us-mo-springfield"),
        ("thesaloniki", None, "gr-thessaloniki"),
        ("Philadelph", "US", "us-pa-philadelphia"),
        ("1234567890", "US", "us-12345"),
        ("SW29 1AA", "GB", "gb-sw2"),
    ],
)
def test_a_slip_is_answered_with_what_may_be_meant(
    gazetteer: Gazetteer, text: str, country: str | None, area: str
) -> None:
    found = gazetteer.locate(text, country)
    assert found.places == ()
    assert area in [place.area for place in found.suggestions]
    assert len(found.suggestions) <= 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "xyzzyq plugh",
        "nonsense",
        "?",
        ",,,",
        "a" * 201,
        "Buda\x00TX",
        "Bu\nda",
        "'; DROP TABLE town;--",
    ],
)
def test_unknown_text_is_no_error(gazetteer: Gazetteer, text: str) -> None:
    found = gazetteer.locate(text, "US")
    assert found.typed == text
    assert found.places == ()


@pytest.mark.parametrize("country", ["", "xx", "usa", " us ", "Ü"])
def test_a_strange_country_is_no_error(gazetteer: Gazetteer, country: str) -> None:
    assert "us-90210" in [place.area for place in gazetteer.locate("90210", country).places]


def test_a_place_says_what_it_is(gazetteer: Gazetteer) -> None:
    code = gazetteer.locate("78610", "US").places[0]
    assert (code.kind, code.name, code.label) == ("postcode", "78610", "78610, Buda, Texas")
    assert (code.country, code.region, code.timezone) == ("US", "Texas", "America/Chicago")
    assert (code.precision, code.population) == ("approximate", None)
    town = gazetteer.locate("Buda, TX", "US").places[0]
    assert (town.kind, town.name, town.label, town.precision) == ("town", "Buda", "Buda, Texas", "area")
    assert town.population
    assert town.population > 5000
    point = gazetteer.locate("30.09,-97.84").places[0]
    assert (point.kind, point.label, point.precision) == ("point", "30.09,-97.84, Buda, Texas", "approximate")
    assert (point.country, point.timezone) == ("US", "America/Chicago")
    assert gazetteer.locate("100-0001", "JP").places[0].precision == "area"
    assert gazetteer.locate("SW1A 1AA").places[0].label == "SW1A, Westminster Abbey, London, England"


@pytest.mark.parametrize("text", ["GE CX", "gecx"])
def test_a_postcode_without_a_digit_is_found_at_home(gazetteer: Gazetteer, text: str) -> None:
    assert [place.area for place in gazetteer.locate(text, "BM").places] == ["bm-gecx"]
