"""The ways into an account, of which the last one can't be given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import msgspec

from app.accounts.passkeys.queries import count_of
from app.errors import Conflict

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.people.user import User

WayIn = Literal["password", "google", "github", "passkey"]
NAMES: Final[dict[WayIn, str]] = {
    "password": "your password",
    "google": "Google",
    "github": "GitHub",
    "passkey": "this passkey",
}


class LastWayIn(Conflict):
    """What is to be removed is the only way into the account."""

    default_code = "last_way_in"


class WaysIn(msgspec.Struct, frozen=True, kw_only=True):
    """How a person can sign in. `passkeys` is how many they have; each of them is a way of its own."""

    password: bool
    google: bool
    github: bool
    passkeys: int

    @property
    def count(self) -> int:
        return self.password + self.google + self.github + self.passkeys


def ways_in(db: Database, user: User) -> WaysIn:
    """The ways that a person has now."""
    return WaysIn(
        password=user.has_password,
        google=user.google_sub is not None,
        github=user.github_id is not None,
        passkeys=count_of(db, user.id),
    )


def keep_one(db: Database, user: User, leaving: WayIn) -> None:
    """Raises LastWayIn when nothing would be left without `leaving`. Call it inside the write that removes it, with
    the person as they are in that write.
    """
    if ways_in(db, user).count <= 1:
        raise LastWayIn(
            f"Without {NAMES[leaving]} there would be no way into your account. "
            "Set a password or add a passkey first. Nothing was changed."
        )
