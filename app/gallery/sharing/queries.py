"""The SQL of sharing. Each query is bounded however many renders there are: it reads lanes, tallies or a stretch of
sequence numbers.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.database import listed
from app.gallery.queries import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

_PICTURE = """renders.id, image_path, width, height, json_extract(render_metadata, '$.colour') AS colour,
    renders.style_id, renders.subject_id, renders.model_key"""

STYLE_PICTURES = f"""
SELECT {_PICTURE} FROM styles
    JOIN lanes ON lanes.style_id = styles.id AND lanes.model_key = '' AND lanes.subject_id = 0
    JOIN places ON places.lane = lanes.id
    JOIN renders ON renders.seq = places.seq
WHERE styles.slug = :slug AND renders.subject_id IS NOT NULL AND {SEEN}
ORDER BY places.seq LIMIT :most
"""
ONE_PICTURE = f"SELECT {_PICTURE} FROM renders WHERE id = :id AND {SEEN}"
CHOSEN_PICTURES = f"""
SELECT {_PICTURE} FROM json_each(:ids) AS chosen CROSS JOIN renders ON renders.id = chosen.value
WHERE {SEEN} ORDER BY chosen.key
"""
FIRST_SUBJECT = """
SELECT id FROM subjects
WHERE current = 1 AND EXISTS (SELECT 1 FROM tallies WHERE model_key = '' AND subject_id = subjects.id AND done > 0)
ORDER BY position, id LIMIT 1
"""
FIRST_STYLES = """
SELECT style_id FROM tallies JOIN styles ON styles.id = style_id
    LEFT JOIN json_each(:families) AS family ON family.value = styles.family
WHERE model_key = :model AND subject_id = :subject AND style_id > 0 AND done > 0
ORDER BY current DESC, row_number() OVER (PARTITION BY current, styles.family ORDER BY position, style_id),
    family.key IS NULL, family.key
LIMIT :most
"""
WALL_PICTURES = f"""
SELECT {_PICTURE} FROM json_each(:styles) AS style CROSS JOIN renders
WHERE style_id = style.value AND subject_id = :subject AND {SEEN}
ORDER BY style.key, model_key
"""
MODEL_PICTURES = f"""
SELECT {_PICTURE} FROM json_each(:styles) AS style CROSS JOIN renders
WHERE style_id = style.value AND model_key = :model AND subject_id IS NOT NULL AND {SEEN}
ORDER BY style.key, subject_id
"""
NEW_STYLES = """
SELECT lanes.id AS lane, slug, phrase, family, note, first.published_at FROM lanes
    JOIN styles ON styles.id = lanes.style_id JOIN renders AS first ON first.seq = lanes.first_seq
    JOIN tallies ON tallies.model_key = '' AND tallies.subject_id = 0 AND tallies.style_id = lanes.style_id
WHERE lanes.style_id > 0 AND lanes.model_key = '' AND lanes.subject_id = 0 AND tallies.done > 0
ORDER BY lanes.first_seq DESC LIMIT :most
"""
FIRST_OF_LANE = f"""
SELECT {_PICTURE} FROM places JOIN renders ON renders.seq = places.seq
WHERE lane = :lane AND subject_id IS NOT NULL AND {SEEN} ORDER BY places.seq LIMIT :most
"""
LISTED_STYLES = """
SELECT slug AS name, (SELECT published_at FROM renders WHERE seq = (SELECT max(seq) FROM places WHERE lane = lanes.id))
    AS changed
FROM lanes JOIN styles ON styles.id = lanes.style_id
    JOIN tallies ON tallies.model_key = '' AND tallies.subject_id = 0 AND tallies.style_id = lanes.style_id
WHERE lanes.style_id > 0 AND lanes.model_key = '' AND lanes.subject_id = 0 AND tallies.done > 0
ORDER BY lanes.style_id
"""
LISTED_MODELS = """
SELECT model_key AS name,
    (SELECT published_at FROM renders WHERE seq = (SELECT max(seq) FROM places WHERE lane = lanes.id)) AS changed
FROM lanes WHERE style_id = 0 AND model_key <> '' AND subject_id = 0
    AND EXISTS (SELECT 1 FROM tallies WHERE tallies.model_key = lanes.model_key AND tallies.style_id = 0 AND done > 0)
ORDER BY model_key
"""
LISTED_SUBJECTS = """
SELECT slug AS name,
    (SELECT published_at FROM renders WHERE seq = (SELECT max(seq) FROM places WHERE lane = lanes.id)) AS changed
FROM subjects JOIN lanes ON lanes.subject_id = subjects.id AND lanes.style_id = 0 AND lanes.model_key = ''
WHERE current = 1 AND EXISTS (SELECT 1 FROM tallies WHERE model_key = '' AND subject_id = subjects.id AND done > 0)
ORDER BY position, subjects.id
"""
LAST_CHANGE = f"""
SELECT published_at FROM renders WHERE seq BETWEEN :first AND :last AND {SEEN} ORDER BY seq DESC LIMIT 1
"""
LISTED_RENDERS = f"""
SELECT id, image_path, published_at AS changed FROM renders WHERE seq BETWEEN :first AND :last AND {SEEN} ORDER BY seq
"""


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """A finished render that everyone may see, as far as a card or a feed needs it."""

    id: str
    image_path: str
    width: int
    height: int
    colour: str | None
    style_id: int | None
    subject_id: int | None
    model_key: str


class NewStyle(msgspec.Struct, frozen=True, kw_only=True):
    """A style and when its first render was published."""

    lane: int
    slug: str
    phrase: str
    family: str
    note: str
    published_at: datetime


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A slug or a key, and when the newest picture behind it was published."""

    name: str
    changed: str | None


class ListedRender(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    image_path: str
    changed: str | None


def style_pictures(db: Database, slug: str, most: int) -> list[Picture]:
    """The first pictures of a style, in the order of publication."""
    return msgspec.convert(list(db.query(STYLE_PICTURES, {"slug": slug, "most": most})), list[Picture])


def model_pictures(db: Database, key: str, families: Iterable[str], most: int) -> list[Picture]:
    """Every picture of `most` styles of an image model, chosen as by `first_styles`."""
    styles = first_styles(db, families, most, model=key)
    return msgspec.convert(list(db.query(MODEL_PICTURES, {"styles": listed(styles), "model": key})), list[Picture])


def first_styles(
    db: Database, families: Iterable[str], most: int, *, model: str = "", subject_id: int = 0
) -> list[int]:
    """`most` styles with pictures by an image model, or of a subject: the first of each family, then the second;
    `families` in their order, and styles that have left the catalogue last.
    """
    values = {"families": listed(families), "model": model, "subject": subject_id, "most": most}
    return [row[0] for row in db.conn.execute(FIRST_STYLES, values)]


def picture(db: Database, render_id: str) -> Picture | None:
    """A finished render that everyone may see."""
    rows = list(db.query(ONE_PICTURE, {"id": render_id}))
    return msgspec.convert(rows[0], Picture) if rows else None


def chosen_pictures(db: Database, render_ids: Iterable[str]) -> list[Picture]:
    """Those of these renders that everyone may see, in this order."""
    return msgspec.convert(list(db.query(CHOSEN_PICTURES, {"ids": listed(render_ids)})), list[Picture])


def first_subject(db: Database) -> int | None:
    """The first subject of the catalogue that has pictures."""
    row = db.conn.execute(FIRST_SUBJECT).fetchone()
    return row[0] if row else None


def wall_pictures(db: Database, subject_id: int, families: Iterable[str], most: int) -> list[Picture]:
    """Every picture of `most` styles on a subject's wall, chosen as by `first_styles`."""
    styles = first_styles(db, families, most, subject_id=subject_id)
    rows = db.query(WALL_PICTURES, {"styles": listed(styles), "subject": subject_id})
    return msgspec.convert(list(rows), list[Picture])


def new_styles(db: Database, most: int) -> list[NewStyle]:
    """The styles that were published last, newest first, without those that have no picture to show."""
    return msgspec.convert(list(db.query(NEW_STYLES, {"most": most})), list[NewStyle])


def first_of_lane(db: Database, lane: int, most: int) -> list[Picture]:
    """The first pictures of a lane."""
    return msgspec.convert(list(db.query(FIRST_OF_LANE, {"lane": lane, "most": most})), list[Picture])


def listed_styles(db: Database) -> list[Listed]:
    """Every style with pictures, by slug."""
    return msgspec.convert(list(db.query(LISTED_STYLES)), list[Listed])


def listed_models(db: Database) -> list[Listed]:
    """Every image model with pictures, by key."""
    return msgspec.convert(list(db.query(LISTED_MODELS)), list[Listed])


def listed_subjects(db: Database) -> list[Listed]:
    """Every subject with pictures, by slug."""
    return msgspec.convert(list(db.query(LISTED_SUBJECTS)), list[Listed])


def last_change(db: Database, first: int, last: int) -> str | None:
    """When the newest picture between these sequence numbers was published; None where there is none to be seen."""
    row = db.conn.execute(LAST_CHANGE, {"first": first, "last": last}).fetchone()
    return row[0] if row else None


def listed_renders(db: Database, first: int, last: int) -> list[ListedRender]:
    """Every picture that everyone may see, between these sequence numbers."""
    rows = db.query(LISTED_RENDERS, {"first": first, "last": last})
    return msgspec.convert(list(rows), list[ListedRender])
