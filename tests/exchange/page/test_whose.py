"""Whose a meeting of a hand-made page is: its fellowship, and its group."""

import pytest

from meetfinder.exchange.page.draft import Draft
from meetfinder.exchange.page.reader import read
from meetfinder.exchange.page.topics import is_recovery
from meetfinder.moderation.lint import clean
from tests.exchange.page.test_pages import FewTowns

FELLOWSHIPS = {
    "alcoholics-anonymous": "Alcoholics Anonymous",
    "narcotics-anonymous": "Narcotics Anonymous",
    "al-anon": "Al-Anon Family Groups",
    "double-trouble-in-recovery": "Double Trouble in Recovery",
    "dual-recovery-anonymous": "Dual Recovery Anonymous",
    "smart-recovery": "SMART Recovery",
    "depression-and-bipolar-support-alliance": "Depression and Bipolar Support Alliance",
    "nami-connection-recovery-support-group": "NAMI Connection Recovery Support Group",
    "nami-family-support-group": "NAMI Family Support Group",
}


def drafts(text: str) -> tuple[Draft, ...]:
    return read(text, towns=FewTowns(), fellowships=FELLOWSHIPS, default_country="US")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        (
            [
                "SMART Recovery - Tuesdays 6 pm, Fern Library",
                "Dual Diagnosis peer group - Thursdays 5 pm",
                "NA - Fridays 7.30pm, Larch Hall",
            ],
            ["smart-recovery", "", "narcotics-anonymous"],
        ),
        (
            [
                "<h2>Alcoholics Anonymous</h2><p>Mondays 8 pm, Elm Hall</p>",
                "<h2>Gamblers Support Group</h2><p>Tuesdays 6 pm</p>",
            ],
            ["alcoholics-anonymous", ""],
        ),
        (
            ["Double Trouble in Recovery", "Mondays 6 pm, Elm Hall", "Kinship Program: Thursdays 7 pm"],
            ["double-trouble-in-recovery", ""],
        ),
        (
            ["Thanks.", "Alcoholics Anonymous, Sundays 7 pm, Elm Hall", "Breathing group, Mondays 6 pm"],
            ["alcoholics-anonymous", ""],
        ),
        (
            ["Alcoholics Anonymous (AA), Sundays 7 pm, Elm Hall", "Another AA meeting, Mondays 6 pm"],
            ["alcoholics-anonymous", "alcoholics-anonymous"],
        ),
    ],
)
def test_a_fellowship_is_not_carried_to_a_group_of_another_kind(
    blocks: list[str], expected: list[str]
) -> None:
    assert [draft.fellowship for draft in drafts("\n\n".join(blocks))] == expected


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("AA - Mondays 7 pm, Larch Hall", "alcoholics-anonymous"),
        ("- NA: Mondays 7 pm, Larch Hall", "narcotics-anonymous"),
        ("DRA\n\nMondays 7 pm, Larch Hall", "dual-recovery-anonymous"),
        ("<h3>Al-Anon</h3><p>Mondays 7 pm, Larch Hall</p>", "al-anon"),
        ("OA - Mondays 7 pm, Larch Hall", ""),
        ("Mondays 7 pm at the AA office, 4 Elm Street", ""),
        ("DDA - Mondays 7 pm, Larch Hall", ""),
    ],
)
def test_short_names_at_the_start_of_a_line(words: str, slug: str) -> None:
    assert [draft.fellowship for draft in drafts(words)] == [slug]


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("The DBSA group meets every Monday at 7 pm", "depression-and-bipolar-support-alliance"),
        ("DBSA Elm County Chapter\n\nPeer group, Mondays at 7 pm", "depression-and-bipolar-support-alliance"),
        ("Join our weekly AA speaker meeting, Mondays at 7 pm", "alcoholics-anonymous"),
        ("This is not an AA meeting. Mondays at 7 pm, Elm Hall", ""),
        ("AA and NA meetings, Mondays at 7 pm, Elm Hall", ""),
        ("AA members are welcome, Mondays at 7 pm, Elm Hall", ""),
        ("Mondays at 7 pm, Elm Hall. Write to DRA@elm.example.org", ""),
        ("NAMI Connections, Mondays at 7 pm, Elm Hall", "nami-connection-recovery-support-group"),
        ("NAMI Elm County\n\nFamily Support Group: Mondays at 7 pm", "nami-family-support-group"),
        ("Elm Hospital\n\nFamily Support Group: Mondays at 7 pm", ""),
    ],
)
def test_fellowships_that_go_by_their_initials(words: str, slug: str) -> None:
    assert [draft.fellowship for draft in drafts(words)] == [slug]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("Elm Women's Peer Group, second and fourth Tuesdays at 7 pm", "Elm Women's Peer Group"),
        ("The Lantern Group meets on Tuesdays at 7 pm in Elm Hall", "The Lantern Group"),
        ("Tuesday\n\n- Lantern Peer Group, weekly at 7:00 pm", "Lantern Peer Group"),
        ("Virtual Support Groups\n\nFamily & Friends Group, Tuesdays at 7 pm", "Family & Friends Group"),
        ("Unofficial Groups\n\nTuesdays at 7 pm, Elm Hall", ""),
        ("Peer Support Group, Tuesdays at 7 pm, Elm Hall", ""),
        ("We hold a support group every Tuesday at 7 pm", ""),
        ("Group Room, Elm Hall, Tuesdays at 7 pm", ""),
    ],
)
def test_the_name_of_a_group_before_its_day(page: str, name: str) -> None:
    assert [draft.group for draft in drafts(page)] == [name]


@pytest.mark.parametrize(
    "heading",
    ["Today", "Standing dates", "This week's schedule", "Good evening everyone,",
     "Hi all,", "Dear friends of the house,", "Meeting Times", "Evening Groups",
     "The following groups are open to everyone", "ST ODA - HALL BOOKINGS", "Schedule (click a day)"],
)  # fmt: skip
def test_headings_of_lists_are_no_names(heading: str) -> None:
    page = f"<h2>{heading}</h2><p>Peer support for recovery, Mondays 7 pm, Larch Hall</p>"
    assert {draft.group for draft in drafts(page)} == {""}


@pytest.mark.parametrize("name", ["Hope Today", "Friday Night Lights", "Evening Star Group", "Noonday Peers"])
def test_names_with_words_of_lists_stay(name: str) -> None:
    page = f"<h2>{name}</h2><p>Peer support for recovery, Mondays 7 pm, Larch Hall</p>"
    assert {draft.group for draft in drafts(page)} == {name}


@pytest.mark.parametrize(
    "words",
    ["Contact Elmton Bipolar Support Group", "Manic Depression, (212) 555", "Ask for Larch Anxiety Peers"],
)
def test_an_illness_is_no_surname(words: str) -> None:
    assert clean(words).text == words
    assert clean("Contact Elma Birch for help").text == "Contact Elma B. for help"


def test_the_name_above_is_not_that_of_a_group_of_another_fellowship() -> None:
    page = "Narcotics Anonymous of Elm County\n\nMondays 7 pm, Elm Hall\n\nAl-Anon: Tuesdays 7 pm, Elm Hall"
    assert [draft.group for draft in drafts(page)] == ["Narcotics Anonymous of Elm County", ""]


@pytest.mark.parametrize(
    "link", ["Click for a list of phone and internet AA meetings", "See the list of online groups"]
)
def test_a_way_to_other_meetings_says_no_mode(link: str) -> None:
    page = (
        f"Meetings\nMondays 7 pm, Larch Hall, 14 Larch Street\nFridays 7 pm, Elm Hall, 9 Elm Street\n{link}"
    )
    assert [draft.attendance for draft in drafts(page)] == ["in_person", "in_person"]


def test_initials_of_fellowships_are_capitals() -> None:
    assert not any(map(is_recovery, ("We grow beans", "Smart phones for all", "Ha ha", "ca. 20 people")))
    assert all(map(is_recovery, ("GROW", "SMART", "HA", "C.A.", "Dual diagnosis", "al-anon")))
