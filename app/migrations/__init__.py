"""Numbered, append-only migrations. A migration that has been released is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlite_utils import Migrations

from app.migrations import m0001_gallery, m0002_engine

if TYPE_CHECKING:
    from app.database import Store

MIGRATIONS = Migrations("tessera")
for _module in (m0001_gallery, m0002_engine):
    MIGRATIONS(name=_module.__name__.rpartition(".")[2])(_module.apply)


def migrate(store: Store) -> None:
    """Bring the store up to date, one transaction a migration.

    A second process that starts at the same moment waits, and then finds nothing left to do.
    """
    with store.alone() as db:
        MIGRATIONS.apply(db)
