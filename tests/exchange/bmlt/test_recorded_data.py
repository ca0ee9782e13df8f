"""How many of the recorded server's meetings a search finds, for what no recorded answer asks.

The numbers were counted by asking a MariaDB of the recorded version, filled with the same meetings.
"""

import pytest
from flask import Flask


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("SearchString=%22methodist%20church%22", 110),
        ("SearchString=methodist%20church", 652),
        ("SearchString=%22church%20of%22", 34),
        ("SearchString=%22church%20of%20christ%22", 6),
        ("SearchString=%22church%20christ%22", 0),
        ("SearchString=%22in%20the%20basement%22", 72),
        ("SearchString=%22first%20floor%22%20hope", 72),
        ("SearchString=bay", 28),
        ("SearchString=%C3%A9%C3%A9", 1513),
        ("services=1&recursive=1", 625),
        ("services=-2&recursive=1", 1272),
        ("services=1,-1001&recursive=1", 625),
        ("formats=17,29,-4&formats_comparison_operator=OR", 872),
        ("formats[0]=17&formats[0]=29", 135),
        ("weekdays=%C2%A02%C2%A0", 229),
        ("weekdays=-1,-7", 1109),
        ("weekdays=0x1", 1513),
        ("StartsAfterH=12&StartsBeforeH=17", 148),
        ("MinDurationM=90", 1513),
        ("MaxDurationM=99", 0),
        ("meeting_key=start_time&meeting_key_value=190000", 390),
        ("meeting_key=Location_Sub_Province&meeting_key_value=kings", 155),
        ("meeting_key=weekday_tinyint&meeting_key_value[]=3", 188),
        ("meeting_key=location_municipality&meeting_key_value[]=Albany&meeting_key_value[]=troy", 34),
        ("lat_val=42.65&long_val=-73.75&geo_width=0.6", 5),
        ("lat_val=42.65&long_val=-73.75&geo_width_km=-25&weekdays=2", 39),
        ("lat_val=40.75&long_val=-73.98&geo_width=-20&SearchString=church", 20),
        ("lat_val=40.75&long_val=-73.98&geo_width=-500&formats=10", 5),
        ("page_size=10&page_num=152&sort_keys=id_bigint", 3),
        ("page_size=1e1&page_num=2&sort_keys=id_bigint", 10),
    ],
)
def test_as_many_are_found_as_on_such_a_server(bmlt_site: Flask, query: str, count: int) -> None:
    address = f"/from/bmlt/client_interface/json/?switcher=GetSearchResults&data_field_key=id_bigint&{query}"
    assert len(bmlt_site.test_client().get(address).get_json()) == count
