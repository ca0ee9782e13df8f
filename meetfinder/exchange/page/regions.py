"""States and provinces by name and code, as addresses end with them."""

import re

_TABLE = """
AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|
DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|
KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|
MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|
NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|
PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|
TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|
AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|
NS Nova Scotia|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan
"""
_PAIRS = [entry.strip().split(" ", 1) for entry in _TABLE.replace("\n", "").split("|")]
CANADIAN = frozenset({"AB", "BC", "MB", "NB", "NL", "NS", "ON", "PE", "QC", "SK"})
CODE_OF = {name.lower(): code for code, name in _PAIRS} | {code.lower(): code for code, _ in _PAIRS}
REGION = "(?:{}|{})".format(
    "|".join(code for code, _ in _PAIRS), "|".join(re.escape(name) for _, name in _PAIRS)
)
"""A pattern of codes in capitals and of names."""


def country_of(region: str) -> str:
    """Return the country of a state or province, or an empty text."""
    code = CODE_OF.get(region.lower(), "")
    return ("CA" if code in CANADIAN else "US") if code else ""
