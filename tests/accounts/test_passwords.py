"""What may be a password, and how one is kept."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from app.accounts.passwords import WeakPassword, check_password, fits, hash_password, is_outdated

GOOD = "seven grey herons"


@pytest.mark.parametrize("password", ["ninechars", "qwertyuiop", "QwertyUiop", "aaaaaaaaaaaa", "a" * 600 + "b" * 600])
def test_a_password_that_falls_at_once_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        check_password(password)


def test_ones_own_address_is_no_password() -> None:
    with pytest.raises(WeakPassword):
        check_password("Ada.Lovelace@example.org", email="ada.lovelace@example.org")


def test_a_few_words_are_a_password() -> None:
    check_password(GOOD, email="ada@example.org", name="Ada")
    assert fits(GOOD, hash_password(GOOD))


def test_only_the_password_itself_fits_what_was_kept() -> None:
    kept = hash_password(GOOD)
    assert (fits(GOOD, kept), fits(GOOD + " ", kept)) == (True, False)


def test_nothing_fits_where_no_password_was_kept() -> None:
    assert not fits("nobody has this password, ever", None)


def test_letters_count_the_same_however_they_are_composed() -> None:
    assert fits("cafe\u0301 au lait", hash_password("caf\u00e9 au lait"))


def test_what_was_made_with_other_parameters_is_outdated() -> None:
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(GOOD)
    assert (is_outdated(weaker), is_outdated(hash_password(GOOD)), fits(GOOD, weaker)) == (True, False, True)
