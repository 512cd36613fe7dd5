"""Numbered, append-only migrations. A migration that has been released is never edited."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from app.migrations import m0001_gallery, m0002_engine

if TYPE_CHECKING:
    from pathlib import Path

    from sqlite_utils import Database

MIGRATIONS = Migrations("tessera")
for _module in (m0001_gallery, m0002_engine):
    MIGRATIONS(name=_module.__name__.rpartition(".")[2])(_module.apply)


def apply_migrations(db: Database, path: Path) -> None:
    """Bring the database at `path` up to date, one transaction a migration.

    A lock beside the file makes a second process wait, and then find nothing left to do.
    """
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        MIGRATIONS.apply(db)
