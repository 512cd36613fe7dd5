"""The SQL of one person's renders."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

_OWN = """id, status, public = 1 AS public, style_phrase, model_key, base_prompt, negative_prompt, operation, seed,
    steps, guidance, width, height, cost_credits, parent_id, error_code, image_path, input_image_path, created_at,
    published_at, deleted_at, hidden_at, render_metadata"""
OF_PERSON = f"SELECT {_OWN} FROM renders WHERE user_id = :user ORDER BY created_at, id"
FILES = "SELECT image_path, input_image_path FROM renders WHERE user_id = :user"
LEAVE_CHILDREN = """
UPDATE renders SET parent_id = NULL
WHERE parent_id IN (SELECT id FROM renders INDEXED BY renders_of_person WHERE user_id = :user AND seq IS NULL)
"""
DELETE_UNPUBLISHED = "DELETE FROM renders INDEXED BY renders_of_person WHERE user_id = :user AND seq IS NULL"
FORGET_LOOKS = "DELETE FROM looks WHERE render_id IN (SELECT id FROM renders WHERE user_id = :user)"
# A place in a set is never taken back: the row stays with its number and its lanes, and tells nothing of the picture.
BURY = """
UPDATE renders SET status = 'failed', error_code = 'erased', deleted_at = coalesce(deleted_at, :at), user_id = NULL,
    parent_id = NULL, style_phrase = iif(style_id IS NULL, '', style_phrase), base_prompt = '', negative_prompt = '',
    seed = 0, steps = NULL, guidance = NULL, recipe_hash = '', image_path = NULL, thumb_path = NULL,
    input_image_path = NULL, cost_credits = 0, render_metadata = '{}', stripe_event_id = NULL, curated_rank = NULL
WHERE user_id = :user
"""


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A person's render as it is exported; `render_metadata` is JSON and holds the recipe."""

    id: str
    status: str
    public: bool
    style_phrase: str
    model_key: str
    base_prompt: str
    negative_prompt: str
    operation: str
    seed: int
    steps: int | None
    guidance: float | None
    width: int
    height: int
    cost_credits: int
    parent_id: str | None
    error_code: str | None
    image_path: str | None
    input_image_path: str | None
    created_at: datetime
    published_at: datetime | None
    deleted_at: datetime | None
    hidden_at: datetime | None
    render_metadata: str


def renders_of(db: Database, user_id: str) -> Iterator[Held]:
    """A person's renders, the oldest first, those in the trash too; one by one."""
    return (msgspec.convert(row, Held, strict=False) for row in db.query(OF_PERSON, {"user": user_id}))


def files_of(db: Database, user_id: str) -> list[tuple[str | None, str | None]]:
    """(image_path, input_image_path) of a person's renders."""
    return [(row[0], row[1]) for row in db.conn.execute(FILES, {"user": user_id})]


def erase_renders(db: Database, user_id: str, at: datetime) -> int:
    """Delete what was never published, and leave a tombstone for what was; how many renders that were in all."""
    given = {"user": user_id, "at": at.isoformat()}
    db.conn.execute(FORGET_LOOKS, given)
    db.conn.execute(LEAVE_CHILDREN, given)
    deleted = db.conn.execute(DELETE_UNPUBLISHED, given).rowcount
    return int(deleted + db.conn.execute(BURY, given).rowcount)
