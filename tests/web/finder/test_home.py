"""The first page."""

from tests.builders import a_meeting, a_source
from tests.web.finder.conftest import Read
from tests.web.finder.help_builders import a_helpline


def test_home_has_one_box_a_country_and_a_choice_for_whom(read: Read) -> None:
    page = read("/")
    assert page.title
    assert page.title.text == "Meetfinder"
    assert len(page.select("input[type=text]")) == 1
    assert page.select_one("option[selected]")["value"] == "US"
    assert page.select_one("option[value='']").text.strip() == "Any country"
    assert len(page.select("select[name=country] option")) > 200
    assert [item["value"] for item in page.select("input[name=for]")] == ["me", "family"]
    assert page.select_one('a[href="/online"]')


def test_a_country_or_a_purpose_may_be_asked_for(read: Read) -> None:
    page = read("/?country=gb&for=family")
    assert page.select_one("option[selected]")["value"] == "GB"
    assert page.select_one("input[value=family]").has_attr("checked")
    assert read("/?country=nonsense").select_one("option[selected]")["value"] == ""


def test_home_shows_numbers_with_their_source_or_says_that_none_is_known(read: Read) -> None:
    assert "No helpline is known here for the United States" in read("/").main.text
    a_helpline(number="1-800 555-0100", sms="HOME to 741741")
    page = read("/")
    assert page.main.select_one('a[href="tel:18005550100"]')
    assert page.main.select_one('a[href="sms:741741?body=HOME"]')
    assert "Ministry of Lines, read on 20 November 2026." in page.main.text


def test_every_page_leads_to_help_and_names_the_urgent_numbers(read: Read) -> None:
    a_helpline(purpose="emergency", number="911", name="Emergency")
    a_helpline(purpose="crisis", number="988", name="Lifeline")
    strip = read("/about").select_one("aside.strip")
    assert [link["href"] for link in strip.select("a")] == ["/help-now", "tel:911", "tel:988"]


def test_the_demo_banner_stands_only_where_something_is_invented(read: Read) -> None:
    assert "invented" not in read("/privacy").text
    a_meeting(source=a_source(demo=True))
    assert "Demo: every meeting is invented." in read("/privacy").text
