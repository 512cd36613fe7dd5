"""Letters to the owner about what guards their account: whoever has stolen a session can't change it unnoticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.letters.kinds import Notice
from app.accounts.letters.queue import post

if TYPE_CHECKING:
    from sqlite_utils import Database

    from app.accounts.accounts import Accounts


def tell_owner(db: Database, accounts: Accounts, email: str, subject: str, happened: str) -> None:
    """Post a notice, in the write of what `happened`: a sentence that goes on with where and when."""
    now = accounts.now()
    lines = (
        f"{happened} at {accounts.site} on {now:%d %B %Y} at {now:%H:%M} UTC.",
        "If that was you, there is nothing to do. If not, set a new password, and look at how your account is entered.",
    )
    told = Notice(subject=subject, lines=lines, label="See how you sign in", path="/settings/security")
    post(db, accounts, "notice", email, told)
