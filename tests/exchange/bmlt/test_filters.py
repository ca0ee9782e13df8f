"""GetSearchResults, parameter by parameter, on rows made for it (reference/bmlt.md §1.2 and §4)."""

import pytest

from tests.exchange.bmlt.rows_of_tests import AREA, REGION, ZONE, a_face, a_row, ids


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", [1, 2, 3]),
        ("meeting_ids[]=99", []),
        ("meeting_ids=1,-2", [1]),
        ("meeting_ids=%201,%202", [1, 2]),
        ("meeting_ids[]=1&meeting_ids[]=3", [1, 3]),
        ("meeting_ids=-1", [2, 3]),
        ("meeting_ids=abc", [1, 2, 3]),
        ("meeting_ids=1abc", [1]),
        ("meeting_ids=1e0,0x3", [1]),
        ("page_size=1e30", [1, 2, 3]),
        ("meeting_ids[ ]=1&meeting_ids[ ]=2", [1, 2]),
        ("SearchString=1", [1]),
        ("SearchString=1,3", [1, 3]),
        ("SearchString=2&meeting_ids=1", []),
        ("SearchString=ab", [1, 2, 3]),
        ("SearchString=%C3%A9%C3%A9", [1, 2, 3]),
        ("SearchString=%C3%A9%C3%A9%C3%A9", []),
        ("meeting_ids=%C2%A01%C2%A0", [1]),
        ("meeting_ids=%D9%A1", [1, 2, 3]),
        ("meeting_ids[0]=1&meeting_ids[0]=2", [2]),
        ("meeting_ids[a]=1&meeting_ids[b]=2&meeting_ids[]=3", [1, 2, 3]),
        ("SearchString=123,", []),
        ("SearchString=%201%20,%202", [1, 2]),
        ("SearchString[]=1", [1, 2, 3]),
        ("meeting_ids[]=1,2", [1]),
        ("meeting_ids[]=", [1, 2, 3]),
        ("meeting_ids=1&meeting_ids=2", [2]),
        ("meeting_ids[]=1&meeting_ids[]=-1", []),
        ("root_server_ids[]=7", [1, 2, 3]),
        ("SearchString=the", []),
    ],
)
def test_ids(query: str, wanted: list[int]) -> None:
    assert ids(a_face(a_row(1), a_row(2), a_row(3)), query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("weekdays=6", [5]),
        ("weekdays=1", [0]),
        ("weekdays[]=-6&weekdays[]=-4", [0, 1, 2, 4, 6]),
        ("weekdays=-6,-4", [0, 1, 2, 4, 6]),
        ("weekdays=8", []),
        ("weekdays=1,-1", []),
        ("weekdays=", [0, 1, 2, 3, 4, 5, 6]),
        ("weekdays=0", [0, 1, 2, 3, 4, 5, 6]),
        ("weekdays=sunday", [0, 1, 2, 3, 4, 5, 6]),
        ("weekdays=8,2", [1]),
        ("weekdays=-8", [0, 1, 2, 3, 4, 5, 6]),
        ("weekdays=2,3,-3", [1]),
        ("meeting_key=weekday_tinyint&meeting_key_value=7", [6]),
        ("meeting_key=weekday_tinyint&meeting_key_value[]=3&meeting_key_value[]=2", [0]),
    ],
)
def test_weekdays(query: str, wanted: list[int]) -> None:
    face = a_face(*(a_row(day + 1, weekday=day) for day in range(7)))
    assert [number - 1 for number in ids(face, query)] == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("venue_types=1,2", [1, 2]),
        ("venue_types=%201,%202", [1, 2]),
        ("venue_types[]=-1&venue_types[]=-2", [3]),
        ("venue_types=-1", [2, 3]),
        ("venue_types=4", []),
        ("venue_types=0", [1, 2, 3, 4]),
        ("venue_types=1,2,-2", [1]),
        ("meeting_key=venue_type&meeting_key_value=3", [3]),
    ],
)
def test_venue_types(query: str, wanted: list[int]) -> None:
    face = a_face(*(a_row(venue, venue=venue) for venue in (1, 2, 3)), a_row(4, venue=None))
    assert ids(face, query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        (f"services={ZONE}", [1]),
        (f"services={ZONE}&recursive=1", [1, 2, 3]),
        (f"services={ZONE}&recursive=true", [1]),
        (f"services={REGION}&recursive=1", [2, 3]),
        (f"services=-{REGION}&recursive=1", [1]),
        (f"services=-{REGION}", [1, 3]),
        (f"services={ZONE},-{AREA}&recursive=1", [1, 2]),
        ("services=77&recursive=1", []),
        (f"services={REGION}&recursive=1.0", [2, 3]),
        (f"services={REGION}&recursive=", [2]),
        (f"services={ZONE},-{REGION}&recursive=1", [1]),
        (f"services=-{ZONE}&recursive=1", []),
        ("services=abc&recursive=1", [1, 2, 3]),
    ],
)
def test_services(query: str, wanted: list[int]) -> None:
    face = a_face(*(a_row(body, body=body) for body in (ZONE, REGION, AREA)))
    assert ids(face, query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("formats=901", [1, 2, 3, 4]),
        ("formats=90", []),
        ("formats[]=901&formats[]=902", [2, 3, 4]),
        ("formats=901,903", [4]),
        ("formats=902,903&formats_comparison_operator=OR", [2, 3, 4]),
        ("formats=902,903&formats_comparison_operator=whatever", [2, 3, 4]),
        ("formats=902,903&formats_comparison_operator=and", [4]),
        ("formats=902,903&formats_comparison_operator=", [2, 3, 4]),
        ("formats=902,903&formats_comparison_operator[]=OR", [2, 3, 4]),
        ("formats=902,903,-901&formats_comparison_operator=OR", []),
        ("formats=0", [1, 2, 3, 4, 5, 6]),
        ("formats=-902", [1, 5]),
        ("formats=901,-902", [1]),
    ],
)
def test_formats(query: str, wanted: list[int]) -> None:
    lists = [(901,), (901, 902), (902, 901), (903, 901, 902), (), None]
    face = a_face(*(a_row(number, formats=formats) for number, formats in enumerate(lists, start=1)))
    assert ids(face, query) == wanted


@pytest.mark.parametrize(
    ("start", "duration", "query", "hit"),
    [
        ("16:00:00", "01:00:00", "StartsAfterH=15", True),
        ("16:00:00", "01:00:00", "StartsAfterH=16", False),
        ("16:15:00", "01:00:00", "StartsAfterH=16&StartsAfterM=14", True),
        ("16:15:00", "01:00:00", "StartsAfterH=16&StartsAfterM=15", False),
        ("16:15:00", "01:00:00", "StartsAfterM=30", True),
        ("23:15:00", "01:00:00", "StartsAfterH=99", True),
        ("16:00:00", "01:00:00", "StartsAfterH=-5", True),
        ("00:00:00", "01:00:00", "StartsAfterH=x&StartsAfterM=y", True),
        ("16:00:00", "01:00:00", "StartsBeforeH=16", False),
        ("16:00:00", "01:00:00", "StartsBeforeH=17", True),
        ("16:15:00", "01:00:00", "StartsBeforeH=16&StartsBeforeM=16", True),
        ("16:00:00", "01:00:00", "EndsBeforeH=16", False),
        ("16:00:00", "01:00:00", "EndsBeforeH=17", True),
        ("16:00:00", "01:15:00", "EndsBeforeH=17&EndsBeforeM=14", False),
        ("16:00:00", "01:15:00", "EndsBeforeH=17&EndsBeforeM=15", True),
        ("19:30:00", "01:30:00", "EndsBeforeH=21", True),
        ("19:30:00", "01:45:00", "EndsBeforeH=21", False),
        ("23:30:00", "01:30:00", "EndsBeforeH=23&EndsBeforeM=59", False),
        ("16:00:00", "01:00", "EndsBeforeH=17", True),
        ("16:00:00", "01:30:00", "MinDurationH=1&MinDurationM=30", True),
        ("16:00:00", "01:29:00", "MinDurationH=1&MinDurationM=30", False),
        ("16:00:00", "01:00:00", "MinDurationM=90", True),
        ("16:00:00", "01:30:00", "MaxDurationH=1&MaxDurationM=30", True),
        ("16:00:00", "01:31:00", "MaxDurationH=1&MaxDurationM=30", False),
        ("16:00:00", "01:00", "MinDurationM=1", False),
        ("16:00:00", "01:00", "MaxDurationH=5", False),
        ("16:00:00", "24:00:00", "MinDurationH=99", True),
        ("16:30:00", "01:00:00", "StartsAfterH=16&StartsAfterM=x", True),
        ("16:30:00", "01:00:00", "StartsAfterH=16&StartsBeforeH=17", True),
        ("00:30:00", "01:00:00", "StartsAfterH=23&StartsBeforeH=1", False),
        ("16:30:00", "01:00:00", "StartsAfterH[]=17", True),
        ("16:30:00", "01:00:00", "StartsAfterH=1.6e1&StartsAfterM=29.9", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=02:00:00", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=2:0", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=blah", False),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=02", False),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=20000", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=015960", False),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=0020000", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=%2B20000.5", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=20000abc", True),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=abc20000", False),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=12020000", False),
        ("02:00:00", "01:00:00", "meeting_key=start_time&meeting_key_value=a:b", False),
        ("23:59:00", "01:00:00", "meeting_key=start_time&meeting_key_value=99:99", True),
        ("02:00:00", "01:00:00", "meeting_key=duration_time&meeting_key_value=01:00", True),
    ],
)
def test_times(start: str, duration: str, query: str, hit: bool) -> None:
    assert ids(a_face(a_row(1, start=start, duration=duration)), query) == ([1] if hit else [])


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("meeting_key=id_bigint", []),
        ("meeting_key=id_bigint&meeting_key_value=2", [2]),
        ("meeting_key=id_bigint&meeting_key_value=2nd", [2]),
        ("meeting_key=id_bigint&meeting_key_value[]=1&meeting_key_value[]=3&weekdays=2", [1, 3]),
        ("meeting_key=id_bigint&meeting_key_value=second", []),
        ("meeting_key=lang_enum&meeting_key_value=EN", [1, 2, 3]),
        ("meeting_key=service_body_name&meeting_key_value=Body%203", []),
        ("meeting_key_value=Edmonds", [1, 2, 3]),
        ("meeting_key=formats&meeting_key_value=17", []),
        ("meeting_key=latitude&meeting_key_value=36.065752051707", []),
        ("meeting_key=longitude&meeting_key_value=-79.793701171875", []),
        ("meeting_key=location_municipality&meeting_key_value[]=Edmonds&meeting_key_value[]=Everett", [1, 2]),
        ("meeting_key=location_municipality&meeting_key_value[]=", []),
        ("meeting_key=location_municipality&meeting_key_value=", []),
        ("meeting_key=location_municipality&meeting_key_value=EDMONDS", [1]),
        ("meeting_key=location_municipality&meeting_key_value=everett%20", [2]),
        ("meeting_key=location_municipality&meeting_key_value=montreal", [3]),
        ("meeting_key=location_municipality&meeting_key_value=Edm", []),
        ("meeting_key=Location_Municipality&meeting_key_value=Edmonds", [1]),
        ("meeting_key=ID_BIGINT&meeting_key_value=2", []),
        ("meeting_key=nosuch&meeting_key_value=1", []),
        ("meeting_key=service_body_bigint&meeting_key_value=3", [1, 2, 3]),
        ("meeting_key=published&meeting_key_value=0", []),
        ("meeting_key=contact_name_1&meeting_key_value=Jo", []),
        ("meeting_key=worldid_mixed&meeting_key_value=g001", [1]),
    ],
)
def test_meeting_key(query: str, wanted: list[int]) -> None:
    face = a_face(
        a_row(1, location_municipality="Edmonds", worldid_mixed="G001", contact_name_1="Jo"),
        a_row(2, location_municipality="Everett"),
        a_row(3, location_municipality="Montréal"),
    )
    assert ids(face, query) == wanted


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SearchString=blah%20test", [1, 2, 5]),
        ("SearchString=BLAH", [1, 2]),
        ("SearchString=bla", []),
        ("SearchString=%22test%20blah%22", []),
        ("SearchString=%22blah%20test%22", [2]),
        ("SearchString=%22is%20Blah%22", [1, 2]),
        ("SearchString=%22test%20is%20blah%22", [1]),
        ("SearchString=%22test%20is%22", [1]),
        ("SearchString=%22blah%20test%22%20andrew", [2, 4]),
        ("SearchString=%22is%20it%22", []),
        ("SearchString=%22test%20blah", [1, 2, 5]),
        ("SearchString=1452,test", [1, 2, 5]),
        ("SearchString=andrew", [4]),
        ("SearchString=this%20that", []),
        ("SearchString=cafe", [6]),
        ("SearchString=Main", []),
    ],
)
def test_text_search(query: str, wanted: list[int]) -> None:
    face = a_face(
        a_row(1, comments="this test is blah"),
        a_row(2, meeting_name="Blah-test"),
        a_row(3, meeting_name="should not match"),
        a_row(4, location_text="St. Andrew's"),
        a_row(5, location_info="A test"),
        a_row(6, comments="Café"),
        a_row(7, worldid_mixed="Main"),
    )
    assert ids(face, query) == wanted


def test_three_meetings_of_one_name_are_all_found() -> None:
    face = a_face(*(a_row(number, meeting_name="Never Alone") for number in (1, 2, 3)))
    assert ids(face, "SearchString=alone") == [1, 2, 3]


@pytest.mark.parametrize(("value", "wanted"), [("1", [1]), ("0", [1]), ("-1", []), ("", []), ("2", [])])
def test_drafts_are_shown_to_nobody(value: str, wanted: list[int]) -> None:
    assert ids(a_face(a_row(1)), f"advanced_published={value}") == wanted
