"""Second factors are sealed in the table, plain for the site alone, and worth nothing under another key."""

import pyotp
from flask import Flask
from sqlalchemy import select, text

from meetfinder import keys
from meetfinder.accounts import second_factor
from meetfinder.accounts.models import Account
from meetfinder.db import db
from tests.conftest import NOW
from tests.people import a_moderator, code_of


def stored() -> str:
    return str(db.session.execute(text("SELECT totp_secret FROM account")).scalar())


def test_the_table_holds_no_secret(app: Flask) -> None:
    account = a_moderator()
    secret = account.totp_secret or ""
    first = stored()
    assert (len(first), secret in first) == (64, False)
    db.session.expire_all()
    assert account.totp_secret == secret
    assert second_factor.check_totp(account, code_of(secret, NOW), now=NOW)


def test_a_secret_from_before_works_and_is_sealed(app: Flask) -> None:
    account, secret = a_moderator(), pyotp.random_base32()
    db.session.execute(text("UPDATE account SET totp_secret = :secret"), {"secret": secret})
    db.session.expire_all()
    assert account.totp_secret == secret
    assert (second_factor.seal_plain(), second_factor.seal_plain()) == (1, 0)
    assert len(stored()) == 64
    db.session.expire_all()
    assert account.totp_secret == secret


def test_another_key_opens_nothing_and_lets_nobody_in(app: Flask) -> None:
    account = a_moderator()
    secret = account.totp_secret or ""
    keys.configure(db.engine, "another secret key")
    try:
        db.session.expire_all()
        assert db.session.scalars(select(Account.totp_secret)).one() is None
        assert not second_factor.check_totp(account, code_of(secret, NOW), now=NOW)
    finally:
        keys.configure(db.engine, "t" * 32)


def test_the_same_secret_looks_different_every_time(app: Flask) -> None:
    account = a_moderator()
    before = stored()
    account.totp_pending = account.totp_secret
    db.session.flush()
    assert str(db.session.execute(text("SELECT totp_pending FROM account")).scalar()) != before
