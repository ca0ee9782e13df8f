"""A mail server, and a site that knows it."""

from collections.abc import Iterator

import pytest

from tests.mail.servers import Mailbox, mail_server


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mail_server() as running:
        yield running
