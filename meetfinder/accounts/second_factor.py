"""The second factor: a code from an authenticator (RFC 6238), or one of ten codes on paper."""

import secrets
from datetime import datetime

import pyotp
from sqlalchemy import String, delete, func, or_, select, type_coerce, update
from sqlalchemy.orm.attributes import flag_modified

from meetfinder.accounts.hashing import hash_of
from meetfinder.accounts.models import Account, RecoveryCode
from meetfinder.accounts.sealing import SEALED_LENGTH
from meetfinder.db import db

STEP_SECONDS = 30
_SECRET_LENGTH = 32
RECOVERY_CODES = 10
_SECRETS = (Account.totp_secret, Account.totp_pending)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper."""
_CODE_LENGTH, _GROUP = 12, 4


def begin_enrolment(account: Account) -> str:
    """Give an account a new secret and return it; it counts only after `enrol_totp`."""
    account.totp_pending = pyotp.random_base32(_SECRET_LENGTH)
    db.session.flush()
    return account.totp_pending


def provisioning_uri(account: Account, *, issuer: str) -> str:
    """Return what an authenticator reads from a code: the pending secret; raise LookupError without one."""
    if account.totp_pending is None:
        raise LookupError("no second factor is being set up")
    return pyotp.TOTP(account.totp_pending).provisioning_uri(name=account.email, issuer_name=issuer)


def enrol_totp(account: Account, code: str, *, now: datetime) -> list[str] | None:
    """Set the pending secret to work when `code` is its present one, and return ten new recovery codes.

    Returns None for a wrong code. A former secret and former recovery codes are worthless afterwards.
    """
    if account.totp_pending is None:
        return None
    step = _step(account.totp_pending, code, now=now)
    if step is None:
        return None
    account.totp_secret, account.totp_pending, account.totp_last_step = account.totp_pending, None, step
    return _new_recovery_codes(account)


def check_totp(account: Account, code: str, *, now: datetime) -> bool:
    """Say whether a code is right and was not used before; a neighbouring half minute is let pass."""
    if account.totp_secret is None:
        return False
    step = _step(account.totp_secret, code, now=now)
    if step is None:
        return False
    won = db.session.execute(
        update(Account)
        .where(Account.id == account.id, Account.totp_last_step < step)
        .values(totp_last_step=step)
        .returning(Account.id)
    ).all()
    db.session.refresh(account)
    return bool(won)


def use_recovery_code(account: Account, code: str, *, now: datetime) -> bool:
    """Say whether a recovery code is right, and make it worthless."""
    won = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.account_id == account.id,
            RecoveryCode.code_hash == hash_of(_plain(code)),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCode.id)
    ).all()
    return bool(won)


def seal_plain() -> int:
    """Seal the secrets that were stored before secrets were sealed, and return how many accounts had one."""
    plain = or_(*(func.length(type_coerce(item, String)) < SEALED_LENGTH for item in _SECRETS))
    found = db.session.scalars(select(Account).where(plain)).all()
    for account in found:
        for name in ("totp_secret", "totp_pending"):
            flag_modified(account, name)
    db.session.flush()
    return len(found)


def _step(secret: str, code: str, *, now: datetime) -> int | None:
    """Return the step whose code this is, among the present one and its neighbours."""
    digits = "".join(code.split())
    present = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    # Every step is compared, so that the time taken tells nothing.
    fitting = [step for step in (present - 1, present, present + 1) if _same(totp, step, digits)]
    return max(fitting, default=None)


def _same(totp: pyotp.TOTP, step: int, digits: str) -> bool:
    return secrets.compare_digest(totp.generate_otp(step).encode(), digits.encode())


def _new_recovery_codes(account: Account) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(account_id=account.id, code_hash=hash_of(_plain(code))) for code in codes)
    db.session.flush()
    return codes


def _new_code() -> str:
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _CODE_LENGTH, _GROUP))


def _plain(code: str) -> str:
    return "".join(filter(str.isalnum, code.lower()))
