"""Recovery codes: ten secrets on paper, each good for one second step."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, ClassVar, Final

from app.accounts.second import queries
from app.accounts.tokens import hash_code
from app.web.view import View

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts

ALPHABET: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""Base32 without the letters that are read as others (D. Crockford, 2002): a code has 50 random bits."""
READ_AS: Final = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", "\u2010": "", "\u2011": "", "\u2013": ""})
CODES: Final = 10
HALF: Final = 5
LONGEST: Final = 100


class RecoveryCodes(View, kw_only=True):
    """New recovery codes, shown this once. `text` is the same as a file to keep."""

    template: ClassVar[str] = "accounts/recovery_codes.html"

    codes: tuple[str, ...]
    text: str


def renew_codes(db: Database, accounts: Accounts, user_id: str, email: str) -> RecoveryCodes:
    """Ten new codes in the place of those there were, inside a write."""
    codes = tuple(f"{_half()}-{_half()}" for _ in range(CODES))
    queries.forget_codes(db, user_id)
    queries.insert_codes(db, user_id, (_kept(accounts, user_id, code) for code in codes))
    head = f"Recovery codes for {email} at {accounts.site}\nMade {accounts.now():%Y-%m-%d}. Each is good once.\n\n"
    return RecoveryCodes(codes=codes, text=head + "\n".join(codes) + "\n")


def use_code(db: Database, accounts: Accounts, user_id: str, typed: str) -> bool:
    """Whether this is a code of the person's that was not used before; it is from now on. Inside a write.

    Case, spaces and hyphens do not count, and letters that look like a digit are read as it.
    """
    return queries.use_code(db, user_id, _kept(accounts, user_id, typed), accounts.now())


def _half() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(HALF))


def _kept(accounts: Accounts, user_id: str, typed: str) -> bytes:
    plain = "".join(typed[:LONGEST].split()).lower().translate(READ_AS)
    return hash_code(accounts.secret, user_id, plain)
