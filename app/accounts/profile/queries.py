"""The SQL of profiles: the columns of `users` that their owners set for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.database import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from app.accounts.people.user import Theme

SET_PROFILE = """
UPDATE users SET name = :name, theme = :theme, default_model = :model, default_size = :size, default_public = :public
WHERE id = :id
"""
SET_THEME = "UPDATE users SET theme = :theme WHERE id = :id"
SET_PICTURE = "UPDATE users SET picture_path = :path WHERE id = :id"
SET_MAILS = "UPDATE users SET mails = :kinds WHERE id = :id"
HAS_PICTURE = "SELECT EXISTS (SELECT 1 FROM users WHERE id = :id AND picture_path = :path)"


def set_profile(
    db: Database, user_id: str, *, name: str, theme: Theme, model: str | None, size: str | None, public: bool
) -> None:
    """What the profile's form holds."""
    values = {"id": user_id, "name": name, "theme": theme, "model": model, "size": size, "public": public}
    db.conn.execute(SET_PROFILE, values)


def set_theme(db: Database, user_id: str, theme: Theme) -> None:
    db.conn.execute(SET_THEME, {"id": user_id, "theme": theme})


def set_picture(db: Database, user_id: str, path: str | None) -> bool:
    """Where the person's picture is, relative to the data folder; false when there is no such person any more."""
    return db.conn.execute(SET_PICTURE, {"id": user_id, "path": path}).rowcount > 0


def set_mails(db: Database, user_id: str, off: Iterable[str]) -> None:
    """Which kinds of mails the person has switched off."""
    db.conn.execute(SET_MAILS, {"id": user_id, "kinds": listed(sorted(off))})


def has_picture(db: Database, user_id: str, path: str) -> bool:
    """Whether a file is this person's picture."""
    return bool(db.conn.execute(HAS_PICTURE, {"id": user_id, "path": path}).fetchone()[0])
