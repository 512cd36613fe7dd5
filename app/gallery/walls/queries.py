"""The SQL of walls, styles and image models. Each query costs what its answer shows, however many renders there are.

`migrations/m0005_tallies.py` says what tallies are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.database import listed
from app.gallery.queries import CELL, PUBLIC, RENDER, RENDER_JOINS, SEEN, cells_from
from app.gallery.rows import render_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from app.gallery.rows import CellRow, RenderRow

_UNSTYLED = f"style_id IS NULL AND subject_id IS NOT NULL AND user_id IS NULL AND {SEEN}"

STYLE_NUMBER = "SELECT number FROM style_changes"
HUNG = """
SELECT json_group_array(style_id) FROM tallies
WHERE model_key = :model AND subject_id = :subject AND style_id > 0 AND hung > 0
"""
VERSIONS = """
SELECT style_id, version FROM json_each(:styles) AS wanted CROSS JOIN tallies
WHERE model_key = :model AND subject_id = :subject AND style_id = wanted.value
"""
DONE = "SELECT style_id, done FROM tallies WHERE model_key = '' AND subject_id = 0 AND style_id > 0 AND done > 0"
DONE_OF = """
SELECT style_id, done FROM json_each(:styles) AS wanted CROSS JOIN tallies
WHERE model_key = '' AND subject_id = 0 AND style_id = wanted.value AND done > 0
"""
WALLS = "SELECT model_key, subject_id, hung, done, filling FROM tallies WHERE style_id = 0"
WALL = f"{WALLS} AND subject_id = :subject"

CELLS_ON_SUBJECT = f"""
SELECT {CELL} FROM json_each(:styles) AS wanted CROSS JOIN renders INDEXED BY renders_of_subject
WHERE subject_id = :subject AND style_id = wanted.value AND {PUBLIC}
"""
CELLS_ON_MODEL = f"""
SELECT {CELL} FROM json_each(:styles) AS style CROSS JOIN json_each(:subjects) AS subject
    CROSS JOIN renders INDEXED BY renders_of_subject
WHERE subject_id = subject.value AND style_id = style.value AND model_key = :model AND {PUBLIC}
"""
UNSTYLED = f"SELECT DISTINCT subject_id, model_key FROM renders INDEXED BY renders_unstyled WHERE {_UNSTYLED}"
UNSTYLED_AT = f"""
SELECT {CELL} FROM json_each(:places) AS place CROSS JOIN renders INDEXED BY renders_unstyled
WHERE subject_id = json_extract(place.value, '$[0]') AND model_key = json_extract(place.value, '$[1]') AND {_UNSTYLED}
"""
# The first picture that came out on the first subject with one; a style's truthful preview.
PREVIEWS = f"""
SELECT {CELL} FROM json_each(:styles) AS wanted CROSS JOIN renders
WHERE renders.rowid = (
    SELECT renders.rowid FROM lanes CROSS JOIN places CROSS JOIN renders
    WHERE lanes.style_id = wanted.value AND lanes.model_key = '' AND places.lane = lanes.id
        AND lanes.subject_id = (
            SELECT subject_id FROM tallies INDEXED BY tallies_of_style
            WHERE style_id = wanted.value AND subject_id > 0 AND done > 0 ORDER BY subject_id LIMIT 1
        )
        AND renders.seq = places.seq AND {SEEN}
    ORDER BY places.seq LIMIT 1
)
"""
COUNT_CURATED = f"""
SELECT count(*) FROM renders INDEXED BY renders_by_hand WHERE curated_rank IS NOT NULL AND {SEEN}
"""
CURATED = f"""
SELECT {RENDER} FROM (
    SELECT rowid AS chosen FROM renders INDEXED BY renders_by_hand WHERE curated_rank IS NOT NULL AND {SEEN}
    ORDER BY curated_rank, seq LIMIT :count OFFSET :start
) CROSS JOIN {RENDER_JOINS} WHERE renders.rowid = chosen ORDER BY curated_rank, seq
"""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """One image model on one subject: public renders in any state, pictures among them, and those on their way."""

    model_key: str
    subject_id: int
    hung: int
    done: int
    filling: int


def style_number(db: Database) -> int:
    """A number that rises when what styles are called, or how they stand, changes."""
    return int(db.conn.execute(STYLE_NUMBER).fetchone()[0])


def hung_text(db: Database, *, subject_id: int = 0, model_key: str = "") -> str:
    """As `hung`, as one text that costs little to read and to compare."""
    return str(db.conn.execute(HUNG, {"model": model_key, "subject": subject_id}).fetchone()[0])


def hung(db: Database, *, subject_id: int = 0, model_key: str = "") -> list[int]:
    """The styles that have a public render, in whatever state, on a subject or on an image model."""
    return msgspec.json.decode(hung_text(db, subject_id=subject_id, model_key=model_key), type=list[int])


def versions(db: Database, styles: Iterable[int], *, subject_id: int = 0, model_key: str = "") -> dict[int, int]:
    """Style → a number that rises with every change of its renders on a subject or on an image model."""
    values = {"styles": listed(styles), "model": model_key, "subject": subject_id}
    return {row[0]: row[1] for row in db.conn.execute(VERSIONS, values)}


def done(db: Database) -> dict[int, int]:
    """Style → how many pictures it has, of those that have any."""
    return {row[0]: row[1] for row in db.conn.execute(DONE)}


def done_of(db: Database, styles: Iterable[int]) -> dict[int, int]:
    """As `done`, for these styles."""
    return {row[0]: row[1] for row in db.conn.execute(DONE_OF, {"styles": listed(styles)})}


def tallies(db: Database, subject_id: int | None = None) -> list[Tally]:
    """What each image model has on each subject, or on one."""
    rows = db.conn.execute(WALLS) if subject_id is None else db.conn.execute(WALL, {"subject": subject_id})
    return [Tally(model_key=r[0], subject_id=r[1], hung=r[2], done=r[3], filling=r[4]) for r in rows if r[2] > 0]


def cells_on_subject(db: Database, subject_id: int, styles: Iterable[int]) -> list[CellRow]:
    """Every public render of these styles on one subject, whatever its state."""
    return cells_from(db.conn.execute(CELLS_ON_SUBJECT, {"subject": subject_id, "styles": listed(styles)}))


def cells_on_model(db: Database, model_key: str, styles: Iterable[int], subjects: Iterable[int]) -> list[CellRow]:
    """Every public render by one image model of these styles on these subjects, whatever its state."""
    values = {"model": model_key, "styles": listed(styles), "subjects": listed(subjects)}
    return cells_from(db.conn.execute(CELLS_ON_MODEL, values))


def unstyled(db: Database) -> list[tuple[int, str]]:
    """(subject, image model) of every unstyled original."""
    return [(row[0], row[1]) for row in db.conn.execute(UNSTYLED)]


def unstyled_at(db: Database, places: Iterable[tuple[int, str]]) -> dict[tuple[int, str], CellRow]:
    """(subject, image model) → the unstyled original there."""
    rows = cells_from(db.conn.execute(UNSTYLED_AT, {"places": listed(places)}))
    return {(row.subject_id, row.model_key): row for row in reversed(rows) if row.subject_id is not None}


def previews(db: Database, styles: Iterable[int]) -> dict[int, CellRow]:
    """Style → the picture that stands for it, of those that have one."""
    rows = cells_from(db.conn.execute(PREVIEWS, {"styles": listed(styles)}))
    return {row.style_id: row for row in rows if row.style_id is not None}


def count_curated(db: Database) -> int:
    return int(db.conn.execute(COUNT_CURATED).fetchone()[0])


def curated(db: Database, start: int, count: int) -> list[RenderRow]:
    """`count` of the curated default renders in their order, from the one numbered `start`, which begins at 0."""
    return [render_of(row) for row in db.conn.execute(CURATED, {"start": start, "count": count})]
