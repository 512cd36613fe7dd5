"""What families, subjects and image models are called, as search knows them.

A name stays what it was when the first render came out, so that a set that was shared finds the same for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE names (
        axis TEXT NOT NULL CHECK (axis IN ('family', 'subject', 'model')),
        key TEXT NOT NULL,
        words TEXT NOT NULL,
        PRIMARY KEY (axis, key)
    ) STRICT, WITHOUT ROWID
    """,
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
