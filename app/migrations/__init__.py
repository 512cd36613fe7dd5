"""Numbered, append-only migrations. A migration that has been released is never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import Unavailable
from app.migrations import (
    m0001_gallery,
    m0002_engine,
    m0003_lanes,
    m0004_looks,
    m0005_tallies,
    m0006_names,
    m0007_accounts,
)

if TYPE_CHECKING:
    from types import ModuleType

    from app.database import Store

NUMBERED = (
    m0001_gallery,
    m0002_engine,
    m0003_lanes,
    m0004_looks,
    m0005_tallies,
    m0006_names,
    m0007_accounts,
)


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def migrate(store: Store) -> None:
    """Bring the store up to date, one transaction a migration.

    A second process that starts at the same moment waits, and then finds nothing left to do. Raises Unavailable for a
    store that a newer version of the program has written.
    """
    from sqlite_utils import Migrations

    migrations = Migrations("tessera")
    for module in NUMBERED:
        migrations(name=_name(module))(module.apply)
    known = {_name(module) for module in NUMBERED}
    with store.alone() as db:
        newer = {migration.name for migration in migrations.applied(db)} - known
        if newer:
            raise Unavailable(
                f"{store.path} was written by a newer version of Tessera. Run that version or a later one."
            )
        migrations.apply(db)
