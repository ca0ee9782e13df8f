"""The recorded data for the tests of addresses, too."""

from tests.exchange.bmlt.conftest import bmlt_site, own_site, recorded, recorded_folder

__all__ = ["bmlt_site", "own_site", "recorded", "recorded_folder"]
