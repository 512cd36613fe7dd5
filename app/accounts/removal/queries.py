"""The SQL of `files_to_remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.database import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

LIST = "INSERT INTO files_to_remove (path) SELECT value FROM json_each(:paths) WHERE true ON CONFLICT DO NOTHING"
NEXT = "SELECT path FROM files_to_remove WHERE path > :after ORDER BY path LIMIT :count"
FORGET = "DELETE FROM files_to_remove WHERE path IN (SELECT value FROM json_each(:paths))"


def list_files(db: Database, paths: Iterable[str]) -> None:
    """Paths relative to the data folder that are to be removed once this transaction stands."""
    db.conn.execute(LIST, {"paths": listed(paths)})


def next_files(db: Database, after: str, count: int) -> list[str]:
    """The next paths behind one, in their order."""
    return [row[0] for row in db.conn.execute(NEXT, {"after": after, "count": count})]


def forget_files(db: Database, paths: Iterable[str]) -> None:
    """These are gone."""
    db.conn.execute(FORGET, {"paths": listed(paths)})
