"""Passwords: Argon2id (A. Biryukov, D. Dinu, D. Khovratovich, 2015; RFC 9106), with OWASP's least memory.

19 MiB and two passes take about 30 ms of one core. At most `AT_ONCE` are computed at a time, and what computes them
runs in the threads of `HASHING`, so that a crowd at the door takes neither the memory nor the pages of a small host.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from app.errors import BadRequest, FieldError
from app.web.crew import Crew

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PASSES, MEMORY_KIB, LANES = 2, 19456, 1
LEAST, MOST = 10, 1024
AT_ONCE: Final = 2
HASHING: Final = Crew("passwords", AT_ONCE, waiting=100)
_turns = threading.BoundedSemaphore(AT_ONCE)


class WeakPassword(BadRequest):
    """A password that can't be taken; its field error says why."""

    default_code = "weak_password"


@lru_cache(1)
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES)


@lru_cache(1)
def _commonest() -> frozenset[str]:
    """The commonest passwords that are long enough to be typed here (zxcvbn's list, D. L. Wheeler, 2016)."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word.lower() for word in FREQUENCY_LISTS["passwords"] if len(word) >= LEAST)


@lru_cache(1)
def _nobodys() -> str:
    """A hash that no password fits, to be checked where there is none."""
    return hash_password("nobody has this password, ever")


def check_password(password: str, *, email: str = "", name: str = "", field: str = "password") -> None:
    """Raises WeakPassword for one that is too short, too long, among the commonest, or the person's own name."""
    text = normalize("NFC", password)
    plain = text.casefold().strip()
    if len(text) < LEAST:
        raise _weak(field, f"Take at least {LEAST} characters. A few words in a row do well.")
    if len(text) > MOST:
        raise _weak(field, f"Take at most {MOST:,} characters.")
    if plain in _commonest() or len(set(plain)) < 3:
        raise _weak(field, "This is among the first that are tried. Take another.")
    if plain in {email.casefold(), email.partition("@")[0].casefold(), name.casefold().strip()}:
        raise _weak(field, "This is your own name or address. Take another.")


def _weak(field: str, why: str) -> WeakPassword:
    return WeakPassword(why, errors=(FieldError(field, why),))


def hash_password(password: str) -> str:
    """What is kept of a password, with its parameters and salt."""
    with _turns:
        return _hasher().hash(normalize("NFC", password))


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is the one that was kept; as slow when none was. One beyond `MOST` fits nothing."""
    from argon2.exceptions import InvalidHashError, VerificationError

    given, nobodys = normalize("NFC", password[: MOST + 1]), _nobodys()
    with _turns:
        try:
            _hasher().verify(kept or nobodys, given)
        except (VerificationError, InvalidHashError):
            return False
    return kept is not None and len(given) <= MOST


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other parameters than today's."""
    return _hasher().check_needs_rehash(kept)
