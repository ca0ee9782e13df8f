"""No draft shows a person: neither in its words nor as the name of a group."""

import pytest

from tests.exchange.page.test_pages import drafts

_AT = "Mondays 7 pm, Birch Hall, 9 Birch Road, Akron, OH 44304"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (f"{_AT}. Doreen 509-555-0155", ["Doreen", "0155"]),
        (f"{_AT}. Call 555-0155, Doreen or Ivo", ["Doreen", "Ivo", "0155"]),
        (f"Evergreen Group\n(607) 555-0156\n{_AT}", ["0156"]),
        (f"{_AT}\nQuestions? Ivo @ 607.555.0173", ["Ivo", "0173"]),
        (f"Bookings: Doreen, parish office\n{_AT}", ["Doreen"]),
        (f"Informes con el Hno. Fabio\n{_AT}", ["Fabio"]),
        (f"Peer Support Group (with Ivo)\n{_AT}", ["Ivo"]),
        (f"Peer Support Group (led by Doreen and Ivo)\n{_AT}", ["Doreen", "Ivo"]),
        (f"Doreen Falk ▸ Birch Board\n{_AT}", ["Doreen", "Falk"]),
        (f'{_AT}. "You are not alone," said Doreen Falk, who began it.', ["Doreen", "Falk"]),
        (f"{_AT}. Ivo Harker gave his testimony.", ["Ivo", "Harker"]),
        (f"{_AT} with Doreen Falk as the facilitator.", ["Doreen", "Falk"]),
        (f"{_AT}. Contact us on 1800 555 268 or phone a line on 131 114.", ["555 268", "131 114"]),
    ],
)
def test_a_draft_shows_no_person(text: str, people: list[str]) -> None:
    found = drafts(text)

    assert found
    shown = "\n".join(f"{draft.words}\n{draft.group}" for draft in found)
    assert [one for one in people if one in shown] == []


@pytest.mark.parametrize(
    "kept", ["Ithaca Bipolar Support Group", "Manic Depression Group", "Harbor Dual Diagnosis Group"]
)
def test_the_name_of_a_group_stays(kept: str) -> None:
    assert any(kept in f"{draft.words}\n{draft.group}" for draft in drafts(f"{kept}\n{_AT}"))


def test_times_and_streets_are_no_numbers_of_people() -> None:
    text = "Mondays on 1830-2000, Birch Hall, 9 Birch Road, Akron, OH 44304"

    assert [draft.words for draft in drafts(text)] == [text]
