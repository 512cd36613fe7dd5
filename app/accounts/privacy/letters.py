"""The letters about exports and leaving, as `accounts.letters.kinds` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.letters.mail import Mail
from app.accounts.people.queries import by_id
from app.accounts.privacy.exporting import Ready, export_path
from app.accounts.privacy.leaving import Farewell
from app.accounts.privacy.queries import export_by_id

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts
    from app.accounts.letters.queries import Letter


def export_ready(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To the owner of an export that is done. The link opens nothing without their session."""
    told = letter.read(Ready)
    user, export = by_id(db, told.user_id), export_by_id(db, told.export_id)
    if user is None or export is None or export.status != "done" or export.expires_at is None:
        return None
    return Mail(
        to=user.email,
        subject="Your data is ready",
        before=(f"The export of your data at {accounts.site} is done. Sign in there to download it.",),
        label="Download it",
        link=accounts.site + export_path(accounts, export.id),
        after=(
            f"It can be downloaded until {export.expires_at:%d %B %Y, %H:%M} UTC, by you alone.",
            "If you did not order it, set a new password: somebody is signed in to your account. "
            f"{accounts.site}/reset",
        ),
    )


def leaving(db: Database, accounts: Accounts, letter: Letter) -> Mail | None:
    """To a person who has deleted their account, while they can still keep it."""
    told = letter.read(Farewell)
    user = by_id(db, told.user_id)
    if user is None or user.delete_after is None:
        return None
    return Mail(
        to=user.email,
        subject="Your account is going to be deleted",
        before=(
            f"Your account at {accounts.site} is to be deleted: somebody signed in to it ordered that. "
            "Every other device was signed out, and its API keys have stopped working.",
            f"All of it is erased after {told.until:%d %B %Y, %H:%M} UTC. Until then you can keep it: "
            "sign in and choose “Keep my account”.",
        ),
        label="Keep my account",
        link=f"{accounts.site}/settings/privacy",
        after=(f"If that was not you, keep it and set a new password: {accounts.site}/reset",),
    )
