"""The SQL of hiding."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from sqlite_utils import Database

SET_HIDDEN = "UPDATE renders SET hidden_at = iif(:at IS NULL, NULL, coalesce(hidden_at, :at)) WHERE id = :id"
CELL_IS_TAKEN = """
SELECT EXISTS (SELECT 1 FROM renders AS own JOIN renders AS other USING (subject_id, style_id, model_key)
WHERE own.id = :id AND own.user_id IS NULL AND other.id <> :id AND other.user_id IS NULL AND other.status <> 'failed'
    AND other.deleted_at IS NULL AND other.hidden_at IS NULL)
"""


def set_hidden(db: Database, render_id: str, at: datetime | None) -> None:
    """Since when a render is hidden by the operator; None shows it. One that is hidden already keeps its time."""
    db.conn.execute(SET_HIDDEN, {"id": render_id, "at": at.isoformat() if at else None})


def cell_is_taken(db: Database, render_id: str) -> bool:
    """Whether another render of the operator's wall hangs in this one's cell, or is on its way there."""
    return bool(db.conn.execute(CELL_IS_TAKEN, {"id": render_id}).fetchone()[0])
