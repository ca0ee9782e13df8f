"""What comes of what somebody typed."""

import pytest
from flask.testing import FlaskClient

from tests.web.finder.conftest import Read
from tests.web.finder.help_builders import a_helpline


@pytest.mark.parametrize(
    ("form", "address"),
    [
        ({"place": "78610"}, "/near/us-78610"),
        ({"place": " sw1a 1aa ", "country": "gb"}, "/near/gb-sw1a"),
        ({"place": "K1A 0B1", "country": "CA"}, "/near/ca-k1a"),
        ({"place": "30.0852,-97.8403"}, "/near/@30.09,-97.84"),
        ({"place": "78610", "for": "me", "when": ""}, "/near/us-78610"),
        ({"place": "78610", "for": "family", "when": "tonight"}, "/near/us-78610?for=family&when=tonight"),
    ],
)
def test_one_place_leads_to_its_area_and_keeps_the_filters(
    client: FlaskClient, form: dict[str, str], address: str
) -> None:
    response = client.post("/find", data=form)
    assert (response.status_code, response.headers["Location"]) == (303, address)


def test_several_places_are_offered_and_nothing_typed_is_in_an_address(read: Read) -> None:
    page = read("/find", place="Springfield", country="US", within="10")
    links = [link["href"] for link in page.main.select(".lines a")]
    assert len(links) > 3
    assert all(link.startswith("/near/") and link.endswith("?within=10") for link in links)
    assert links[0].startswith("/near/us-")
    assert len({link.text for link in page.main.select(".lines a")}) == len(links)
    assert page.select_one("#place")["value"] == "Springfield"
    assert page.select_one("input[name=within]")["value"] == "10"


@pytest.mark.parametrize(("typed", "area"), [("123", "is-123"), ("99999", "fi-99999")])
def test_digits_of_another_country_are_a_question(read: Read, typed: str, area: str) -> None:
    page = read("/find", place=typed, country="US")
    assert "In the United States no place is known by that." in page.main.text
    assert page.select_one(f'a[href="/near/{area}"]')


@pytest.mark.parametrize(
    ("typed", "country", "area"),
    [
        ("SW1A 1AA", "US", "gb-sw1a"),
        ("K1A 0B1", "US", "ca-k1a"),
        ("99999", "FI", "fi-99999"),
        ("00901", "US", "pr-00901"),
        ("99999", "", "fi-99999"),
    ],
)
def test_a_code_that_cannot_be_mistaken_leads_straight_on(
    client: FlaskClient, typed: str, country: str, area: str
) -> None:
    response = client.post("/find", data={"place": typed, "country": country})
    assert (response.status_code, response.headers["Location"]) == (303, f"/near/{area}")


def test_an_empty_country_means_any(read: Read) -> None:
    page = read("/find", place="10115", country="")
    links = [link["href"] for link in page.main.select(".lines a")]
    assert {"/near/de-10115", "/near/us-10115"} <= set(links)


def test_unknown_text_is_kept_and_suggestions_help(read: Read) -> None:
    a_helpline()
    page = read("/find", 422, place="Springfeild <b>", country="US")
    field = page.select_one("#place")
    assert field["value"] == "Springfeild <b>"
    assert field["aria-invalid"] == "true"
    assert "Check the spelling" in page.select_one("#place-error").text
    assert page.main.select_one('a[href="/online"]')
    assert page.main.select_one('a[href="tel:5550100"]')


def test_a_misspelt_town_is_suggested_by_links(read: Read) -> None:
    page = read("/find", 422, place="Austinn", country="US")
    assert any("Austin" in link.text for link in page.main.select(".lines a[href^='/near/us-']"))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"place": ""}, "Type a postcode or a town."),
        ({"place": "   "}, "Type a postcode or a town."),
        ({"place": "x" * 201}, "at most 200 characters"),
        ({"place": "78610", "country": "ZZ"}, "Choose a country from the list"),
        ({"place": "78610", "within": "near"}, "within must be"),
        ({"place": "78610", "when": "later"}, "when must be"),
        ({"place": "78610", "n": "zzzzz"}, "n has a filter that is not known"),
        ({"place": "\x00\x1b[31m"}, "Check the spelling"),
        ({"place": "'; DROP TABLE meeting; --"}, "Check the spelling"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_lost(read: Read, form: dict[str, str], said: str) -> None:
    page = read("/find", 422, **form)
    assert said in page.select_one("#place-error").text
    assert len(str(page.select_one("#place")["value"])) >= len(form["place"].strip("\x00 \x1b"))


def test_reloading_the_address_of_the_form_leads_to_the_box(client: FlaskClient) -> None:
    response = client.get("/find")
    assert (response.status_code, response.headers["Location"]) == (303, "/")


def test_a_form_of_another_site_is_refused(client: FlaskClient) -> None:
    response = client.post("/find", data={"place": "78610"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
