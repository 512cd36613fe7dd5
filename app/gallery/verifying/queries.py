"""The SQL of finding a picture's copies by its hash. `migrations/m0004_looks.py` says what looks are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.database import listed
from app.gallery.queries import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

NEAR = """
WITH near (id) AS (
    SELECT id FROM looks WHERE phash_a IN (SELECT value FROM json_each(:a))
    UNION SELECT id FROM looks WHERE phash_b IN (SELECT value FROM json_each(:b))
    UNION SELECT id FROM looks WHERE phash_c IN (SELECT value FROM json_each(:c))
    UNION SELECT id FROM looks WHERE phash_d IN (SELECT value FROM json_each(:d))
)
SELECT looks.render_id AS id, looks.phash AS phash FROM (SELECT id FROM near LIMIT :most) AS near
    JOIN looks ON looks.id = near.id
"""
SHOWN = f"""
SELECT renders.id AS id, image_path, iif(looks.version = :version, look, NULL) AS look
FROM renders LEFT JOIN looks ON looks.render_id = renders.id
WHERE renders.id IN (SELECT value FROM json_each(:ids)) AND image_path IS NOT NULL AND {SEEN}
"""


class Near(msgspec.Struct, frozen=True):
    """A render, whoever may see it, and the hash of its picture."""

    id: str
    phash: int


class Shown(msgspec.Struct, frozen=True):
    """A public render's file, and its look where that can be compared with today's."""

    id: str
    image_path: str
    look: bytes | None


def near(db: Database, bands: Sequence[Iterable[int]], most: int) -> list[Near]:
    """Renders whose hash has one of these values in one of its four bands of 16 bits: an index seek a value."""
    values: dict[str, object] = {name: listed(band) for name, band in zip("abcd", bands, strict=True)}
    return [Near(*row) for row in db.conn.execute(NEAR, values | {"most": most})]


def shown(db: Database, ids: Iterable[str], version: int) -> list[Shown]:
    """Those of these renders that everyone may see; `version` is that of today's looks."""
    values: dict[str, object] = {"ids": listed(ids), "version": version}
    return [Shown(*row) for row in db.conn.execute(SHOWN, values)]
