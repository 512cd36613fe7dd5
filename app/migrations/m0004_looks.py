"""Looks: what a picture is like in colour, edges and texture, and a hash that its copies share.

A row for every render that is done; version 0 says that its picture is still to be looked at, and no look beside a
version that it could not be read. A look group is one style on one image model: the mean look of its newest public
renders, how many those are, and how far they are from their mean. `stale` is set by a trigger when one of them appears,
is hidden or goes, so that a group is never older than its renders; `changed` rises over the whole table with every
group that is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_STALE = """
INSERT INTO look_groups (style_id, model_key, stale)
SELECT ROW.style_id, ROW.model_key, 1 WHERE ROW.style_id IS NOT NULL AND ROW.seq IS NOT NULL
ON CONFLICT (style_id, model_key) DO UPDATE SET stale = 1;
"""
_OLD, _NEW = _STALE.replace("ROW", "OLD"), _STALE.replace("ROW", "NEW")

STATEMENTS = (
    """
    CREATE TABLE looks (
        id INTEGER PRIMARY KEY,
        render_id TEXT NOT NULL UNIQUE REFERENCES renders (id) ON DELETE CASCADE,
        version INTEGER NOT NULL DEFAULT 0,
        look BLOB,
        phash INTEGER,
        phash_a INTEGER GENERATED ALWAYS AS ((phash >> 48) & 65535) VIRTUAL,
        phash_b INTEGER GENERATED ALWAYS AS ((phash >> 32) & 65535) VIRTUAL,
        phash_c INTEGER GENERATED ALWAYS AS ((phash >> 16) & 65535) VIRTUAL,
        phash_d INTEGER GENERATED ALWAYS AS (phash & 65535) VIRTUAL
    ) STRICT
    """,
    "INSERT INTO looks (render_id) SELECT id FROM renders WHERE status = 'done' ORDER BY seq DESC",
    "CREATE INDEX looks_by_version ON looks (version)",
    "CREATE INDEX looks_by_phash_a ON looks (phash_a) WHERE phash_a IS NOT NULL",
    "CREATE INDEX looks_by_phash_b ON looks (phash_b) WHERE phash_b IS NOT NULL",
    "CREATE INDEX looks_by_phash_c ON looks (phash_c) WHERE phash_c IS NOT NULL",
    "CREATE INDEX looks_by_phash_d ON looks (phash_d) WHERE phash_d IS NOT NULL",
    """
    CREATE TABLE look_groups (
        style_id INTEGER NOT NULL REFERENCES styles (id),
        model_key TEXT NOT NULL,
        version INTEGER NOT NULL DEFAULT 0,
        members INTEGER NOT NULL DEFAULT 0,
        look BLOB,
        spread BLOB,
        stale INTEGER NOT NULL DEFAULT 0,
        changed INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (style_id, model_key)
    ) STRICT
    """,
    "CREATE INDEX look_groups_stale ON look_groups (stale) WHERE stale = 1",
    "CREATE INDEX look_groups_changed ON look_groups (changed)",
    """
    CREATE TRIGGER look_group_changed AFTER UPDATE OF status, public, deleted_at, hidden_at, style_id, model_key
    ON renders BEGIN
    """
    + _OLD
    + _NEW
    + " END",
    "CREATE TRIGGER look_group_lost AFTER DELETE ON renders BEGIN " + _OLD + " END",
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
