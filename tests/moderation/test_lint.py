"""What exposes a person is taken out of public words, and nothing else is."""

from dataclasses import replace

import pytest

from meetfinder.moderation.lint import clean, clean_link
from meetfinder.moderation.listing_lint import lint_proposal
from tests.moderation.people import a_form


@pytest.mark.parametrize(
    ("text", "cleaned", "codes"),
    [
        ("Contact John Smith for info", "Contact John S. for info", ("surname",)),
        ("Call Mary Beth Jones Monday", "Call Mary Beth J. Monday", ("surname",)),
        ("Secretary: Anne O'Brien", "Secretary: Anne O.", ("surname",)),
        ("John Smith chairs", "John S. chairs", ("surname",)),
        ("At the home of John Smith, back door", "At the home of John S., back door", ("surname",)),
        ("Jane Miller's house", "Jane M.'s house", ("surname",)),
        ("Jane Miller 714-606-2345", "Jane M.", ("phone", "surname")),
        ("Write to john.smith@gmail.com today", "Write to today", ("private_mail",)),
        ("j.smith@oc-aa.example.org", "", ("private_mail",)),
        ("Call (714) 555-0123", "Call", ("phone",)),
        ("ring +44 1273 203343", "ring", ("phone",)),
        ("Ring 01273 203343 first", "Ring first", ("phone",)),
        ("text 606-2345 now", "text now", ("phone",)),
        ("Tap +16699006833,,339639515#,,,,0#,,891647# US", "Tap US", ("phone",)),
        ("Meeting ID: 839 8503 5184 Passcode: 123456", "Meeting ID: 839 8503 5184", ("passcode",)),
        ("Zoom ID 659106801 pw=serenity Open", "Zoom ID 659106801 Open", ("passcode",)),
        ("The password is sunshine.", "The", ("passcode",)),
        ("Join https://zoom.us/j/580?pwd=abC1 now", "Join https://zoom.us/j/580 now", ("passcode",)),
        (
            "Contact Ann Lee Smith at 555-123-4567 or ann.smith@aol.com, passcode 1234",
            "Contact Ann Lee S. at or",
            ("passcode", "phone", "private_mail", "surname"),
        ),
    ],
)
def test_what_exposes_a_person_is_taken_out(text: str, cleaned: str, codes: tuple[str, ...]) -> None:
    found = clean(text, country="US")
    assert found.text == cleaned
    assert found.codes == codes


@pytest.mark.parametrize(
    "text",
    [
        "Contact Jane D. for the room",
        "Call Mary Beth for location",
        "Bill W. and the Big Book",
        "St. John Smith Hall, 18 Olive Ave, Rehoboth Beach, DE 19971",
        "Contact Central Office",
        "Email info@oc-aa.example.org or district25@al-anon.example.org",
        "Contact Laguna Beach Alano Club",
        "10:00-11:00, from 5/12/2022 to 6/12/2022",
        "ZIP 92648-1234, GSO #123610, 2021-06-21 03:25:44",
        "Meeting ID 839 850 3518",
        "No password needed",
        "Password required: please email us",
        "Passcode [removed] Phone: [number removed]",
        "Enter through the red door. Call if the door is locked",
        "Wake Up Call Step Online",
        "Third Tradition: Monday Miracles",
        "https://www.google.com/maps/place/429+Cypress+Dr/@33.5427,-117.7854",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert clean(text, country="US").text == text
    assert clean(text, country="US").codes == ()


def test_a_passcode_stays_where_it_belongs_to_the_link() -> None:
    assert clean("Passcode: 1234", keep_passcodes=True).text == "Passcode: 1234"


def test_a_group_link_loses_its_passcode() -> None:
    assert clean_link("https://zoom.us/j/1?pwd=x&a=b").text == "https://zoom.us/j/1?a=b"
    assert clean_link("https://example.org/a?b=c").codes == ()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Susan Miller's Tuesday Group", "Susan M.'s Tuesday Group"),
        ("John Smith\u2019s meeting", "John S.\u2019s meeting"),
        ("St. Mark Lutheran's Group", "St. Mark Lutheran's Group"),
        ("St. Mark's Church group", "St. Mark's Church group"),
        ("Bill W's Group", "Bill W's Group"),
        ("King's Cross Meeting", "King's Cross Meeting"),
        ("Mother Teresa's Group", "Mother Teresa's Group"),
        ("Martin Luther's Church", "Martin Luther's Church"),
        ("Glenn Men's Group", "Glenn Men's Group"),
        ("Mark Women's Group", "Mark Women's Group"),
    ],
)
def test_the_surname_of_somebodys_own_group(text: str, left: str) -> None:
    assert clean(text, country="US").text == left


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"notes": "Call 1-800-555-0199 any time"}, {"phone", "toll_free"}),
        ({"notes": "Call (888) 555-0199"}, {"phone", "toll_free"}),
        ({"website": "https://www.sunny-rehab.example.com/x"}, {"treatment_domain"}),
        ({"notes": "See www.luxury-detox.example.org."}, {"treatment_domain"}),
        ({"website": "https://findtreatment.gov"}, set()),
        ({"website": "https://hope.example.org/800-555-0199"}, set()),
        ({"notes": "Room 800, 555 people"}, set()),
    ],
)
def test_sales_lines_and_treatment_centres_are_flagged(facts: dict[str, str], codes: set[str]) -> None:
    group = replace(a_form().group, **facts)
    assert {item.code for item in lint_proposal(replace(a_form(), group=group)).findings} == codes
