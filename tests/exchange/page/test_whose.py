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
        ("Alcohólicos Anónimos: lunes a las 19 en Calle Mayor 4", "alcoholics-anonymous"),
        ("AA and Al Anon Support Groups meet Mondays at 10 am", ""),
        ("Lantern Group, open discussion AA, Mondays at 7 am", "alcoholics-anonymous"),
        ("Lantern Group of N.A., Mondays at 7 pm", "narcotics-anonymous"),
        ("The Elm Alcoholics Anonymous is back.\n\nThe group meets Mondays at 8 pm", "alcoholics-anonymous"),
        (
            "NAMI Elm runs support groups for family members.\n\nElm: Mondays at 7 pm",
            "nami-family-support-group",
        ),
        ("Alanon meetings on Mondays at 7 pm", "al-anon"),
    ],
)
def test_fellowships_that_go_by_their_initials(words: str, slug: str) -> None:
    assert [draft.fellowship for draft in drafts(words)] == [slug]


def test_a_fellowship_is_named_once_for_all_times_of_a_sentence() -> None:
    page = (
        "Alcoholics Anonymous meets daily at 8 p.m.; at 8 a.m. Monday and Friday; and at 6:30 p.m. Sunday. "
        "Narcotics Anonymous meets at noon Monday and at 2 p.m. Sunday."
    )
    found = [draft.fellowship for draft in drafts(page)]
    assert found == ["alcoholics-anonymous"] * 10 + ["narcotics-anonymous"] * 2


def test_each_sentence_names_its_own_fellowship() -> None:
    page = (
        "The Elm Family Al-Anon group meets on Fridays at 10 am. Release AA meets Saturdays at 9:30 am. "
        "Double Trouble in Recovery meets on Mondays at 5:30 pm. A walking group meets Sundays at 4 pm."
    )
    found = [draft.fellowship for draft in drafts(page)]
    assert found == ["al-anon", "alcoholics-anonymous", "double-trouble-in-recovery", ""]


@pytest.mark.parametrize(
    "page",
    [
        "We have AA meetings on Tuesdays at 7 pm and Al-Anon meetings on Mondays at 4:30 pm.",
        "AA meets on Tuesdays at 7 pm; Al-Anon meets on Mondays at 4:30 pm.",
        "Tuesdays at 7 pm AA meeting, Mondays at 4:30 pm Al-Anon meeting.",
    ],
)
def test_two_fellowships_of_one_sentence_have_each_their_days(page: str) -> None:
    assert [draft.fellowship for draft in drafts(page)] == ["alcoholics-anonymous", "al-anon"]


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("Elm Women's Peer Group, second and fourth Tuesdays at 7 pm", "Elm Women's Peer Group"),
        ("The Lantern Group meets on Tuesdays at 7 pm in Elm Hall", "Lantern Group"),
        ("Tuesday\n\n- Lantern Peer Group, weekly at 7:00 pm", "Lantern Peer Group"),
        ("Virtual Support Groups\n\nFamily & Friends Group, Tuesdays at 7 pm", "Family & Friends Group"),
        ("Unofficial Groups\n\nTuesdays at 7 pm, Elm Hall", ""),
        ("Peer Support Group, Tuesdays at 7 pm, Elm Hall", ""),
        ("We hold a support group every Tuesday at 7 pm", ""),
        ("Group Room, Elm Hall, Tuesdays at 7 pm", ""),
        ("Help with drugs: The Lantern Group of Narcotics Anonymous meets Mondays at 7 pm", "Lantern Group"),
        ("Happy to Be Here Group, open discussion AA, Mondays 8 pm, Larch Hall", "Happy to Be Here Group"),
        ("8 pm Lantern Group\nLarch Hall, 14 Larch Street", "Lantern Group"),
        ("Lantern Survivors\nLarch Hall, 14 Larch Street\n\n7 pm", "Lantern Survivors"),
        ("<p>Elm Survivors<br>Elm Hall, 9 Elm St</p><h2>Larch Hall, 14 Larch St</h2><p>Mondays 7 pm</p>", ""),
        ("Mother Lantern\nLarch Hall\n14 Larch Street\nAkron\n\n7 am C, DR,\nM", "Mother Lantern"),
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


@pytest.mark.parametrize(
    "heading",
    ["Find your local support group", "map_it_button", "Logo.png", "O = Open", "Addiction", "Grief and Loss",
     "Skip to content", "A Fern County group", "About", "Pastor Elm", "Help Needed",
     "Lantern group marks a third year",
     "Meant for parents of teens and young adults, but all parents are welcome and may come"],
)  # fmt: skip
def test_headings_of_articles_topics_and_sites_are_no_names(heading: str) -> None:
    page = f"<h2>{heading}</h2><p>Peer support for recovery, Mondays 7 pm, Larch Hall</p>"
    assert {draft.group for draft in drafts(page)} == {""}


def test_a_heading_over_several_places_is_no_name_unless_it_says_group() -> None:
    below = "<p>Mondays 7 pm, Larch Hall, 14 Larch Street</p><p>Fridays 7 pm, Elm Hall, 9 Elm Street</p>"
    assert {draft.group for draft in drafts(f"<h2>Lantern Lights</h2>{below}")} == {""}
    assert {draft.group for draft in drafts(f"<h2>Lantern Group</h2>{below}")} == {"Lantern Group"}


@pytest.mark.parametrize(
    "words", ["Alcoholics Anonymous Meeting", "AL-ANON", "AA Meetings", "Al Anon", "The DRA group"]
)
def test_a_fellowship_with_a_word_for_meetings_is_nobodys_own_name(words: str) -> None:
    assert [draft.group for draft in drafts(f"<h2>{words}</h2><p>Mondays 7 pm, Larch Hall</p>")] == [""]


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
