"""What readers of a list accept: links of services they know, web sites that a browser can read."""

import pytest

from meetfinder.exchange.meeting_guide.clients import accepted_link, accepted_site


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("https://us02web.zoom.us/j/8123456789?pwd=aB", "https://us02web.zoom.us/j/8123456789?pwd=aB"),
        ("Https://US02web.Zoom.us/j/8123456789?pwd=aB", "https://us02web.zoom.us/j/8123456789?pwd=aB"),
        ("https://zoom.us?confno=8123456789", "https://zoom.us/?confno=8123456789"),
        ("https://discord.gg#abc", "https://discord.gg/#abc"),
        ("https://signal.group/#CjQKIAbc", ""),
        ("https://teams.microsoft.com/l/meetup-join/abc", "https://teams.microsoft.com/l/meetup-join/abc"),
        ("https://zoom.us", "https://zoom.us"),
        ("https://zoom.us:8443/j/1", ""),
        ("https://me@zoom.us/j/1", ""),
        ("https://notzoom.us/j/1", ""),
        ("https://zoom.us.example.org/j/1", ""),
        ("ftp://zoom.us/j/1", ""),
        ("zoom.us/j/1", ""),
        ("https://[zoom.us/j/1", ""),
        ("", ""),
    ],
)
def test_links(given: str, shown: str) -> None:
    assert accepted_link(given) == shown


@pytest.mark.parametrize(
    "address",
    [
        "https://hope.example.org",
        "http://hope.example.org:8080/a?b#c",
        "https://hoffnung-köln.example.org/grüße",
        "https://example.org./",
        "HTTPS://Hope.Example.ORG/",
    ],
)
def test_sites_that_a_browser_reads(address: str) -> None:
    assert accepted_site(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "hope.example.org",
        "mailto:hope@example.org",
        "https://hope",
        "https://hope.example.org:99999/",
        "https://hope.2026",
        "https://hope example.org",
        "https://hope..org",
        "https://[hope.example.org",
        "",
    ],
)
def test_sites_that_none_reads(address: str) -> None:
    assert accepted_site(address) == ""
