"""Forms from other sites are refused, without a cookie."""

import pytest
from flask.testing import FlaskClient

FORM = {"place": "78610", "country": "US"}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost"},
        {"Origin": "http://localhost:80"},
        {"Origin": "https://localhost"},
    ],
)
def test_a_form_of_this_site_is_taken(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/find", data=FORM, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://localhost.elsewhere.example"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://[broken"},
    ],
)
def test_a_form_of_another_site_is_refused_in_words(client: FlaskClient, headers: dict[str, str]) -> None:
    response = client.post("/find", data=FORM, headers=headers)
    assert response.status_code == 403
    assert "another site" in response.text
    assert "Set-Cookie" not in response.headers
    assert "78610" not in response.text


def test_links_from_other_sites_work(client: FlaskClient) -> None:
    response = client.get(
        "/", headers={"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    )
    assert response.status_code == 200
