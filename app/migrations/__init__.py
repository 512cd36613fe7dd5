"""Numbered, append-only migrations. A migration that has been released is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.migrations import m0001_gallery, m0002_engine

if TYPE_CHECKING:
    from app.database import Store

NUMBERED = (m0001_gallery, m0002_engine)


def migrate(store: Store) -> None:
    """Bring the store up to date, one transaction a migration.

    A second process that starts at the same moment waits, and then finds nothing left to do.
    """
    from sqlite_utils import Migrations

    migrations = Migrations("tessera")
    for module in NUMBERED:
        migrations(name=module.__name__.rpartition(".")[2])(module.apply)
    with store.alone() as db:
        migrations.apply(db)
