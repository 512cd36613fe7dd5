"""The SQL of search. Its sets are read from lanes, see `gallery.lanes.queries`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import msgspec

from app.database import listed
from app.gallery.finding.vocabulary import KnownAxis, KnownStyle
from app.gallery.queries import CELL, SEEN, cells_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sqlite_utils import Database

    from app.gallery.rows import CellRow
    from app.gallery.views import RenderJSON

NAME_FAMILY = """
INSERT INTO names (axis, key, words) VALUES ('family', :key, :words)
ON CONFLICT (axis, key) DO UPDATE SET words = excluded.words WHERE words <> excluded.words AND NOT EXISTS (
    SELECT 1 FROM styles JOIN lanes ON style_id = styles.id WHERE found_family = excluded.key)
"""
NAME_MODEL = """
INSERT INTO names (axis, key, words) VALUES ('model', :key, :words)
ON CONFLICT (axis, key) DO UPDATE SET words = excluded.words WHERE words <> excluded.words AND NOT EXISTS (
    SELECT 1 FROM lanes WHERE model_key = excluded.key AND subject_id = 0 AND style_id = 0)
"""
NAME_SUBJECTS = """
INSERT INTO names (axis, key, words) SELECT 'subject', slug, label FROM subjects WHERE current = 1
ON CONFLICT (axis, key) DO UPDATE SET words = excluded.words WHERE words <> excluded.words AND NOT EXISTS (
    SELECT 1 FROM subjects JOIN lanes ON subject_id = subjects.id
    WHERE slug = excluded.key AND style_id = 0 AND model_key = '')
"""
LAST_LANE = "SELECT coalesce(max(id), 0) FROM lanes"
STYLES = """
SELECT styles.id, slug, phrase, found_family AS family, coalesce(words, '') AS family_words, found_note AS note,
    lanes.id AS lane, first_seq
FROM lanes JOIN styles ON styles.id = style_id LEFT JOIN names ON axis = 'family' AND key = found_family
WHERE +lanes.id > :after AND model_key = '' AND subject_id = 0 ORDER BY first_seq
"""
SUBJECTS = """
SELECT subjects.id AS key, slug, coalesce(words, slug) AS label, slug || ' ' || coalesce(words, '') AS names,
    base_prompt AS words, first_seq
FROM lanes JOIN subjects ON subjects.id = subject_id LEFT JOIN names ON axis = 'subject' AND key = slug
WHERE +lanes.id > :after AND style_id = 0 AND model_key = '' ORDER BY first_seq
"""
MODELS = """
SELECT model_key AS key, model_key AS slug, coalesce(words, model_key) AS label,
    substr(model_key, instr(model_key, ':') + 1) AS names, model_key || ' ' || coalesce(words, '') AS words, first_seq
FROM lanes LEFT JOIN names ON axis = 'model' AND key = model_key
WHERE +lanes.id > :after AND style_id = 0 AND subject_id = 0 AND model_key > '' ORDER BY first_seq
"""
# The first load goes by the lanes' axes, later ones by the few lanes that are new.
_BY_AXIS, _BY_AGE = ("FROM lanes", "+lanes.id"), ("FROM lanes NOT INDEXED", "lanes.id")
NEW_STYLES = STYLES.replace(_BY_AXIS[0], _BY_AGE[0]).replace(_BY_AXIS[1], _BY_AGE[1])
NEW_SUBJECTS = SUBJECTS.replace(_BY_AXIS[0], _BY_AGE[0]).replace(_BY_AXIS[1], _BY_AGE[1])
NEW_MODELS = MODELS.replace(_BY_AXIS[0], _BY_AGE[0]).replace(_BY_AXIS[1], _BY_AGE[1])
# What a recipe repeats is left out, as each column costs what it takes to look one number up.
SHOWN = f"""
SELECT seq, NOT ({SEEN}) AS hidden, id, style_id, subject_id, width, height, recipe_hash, image_path, cost_credits,
    created_at, published_at, render_metadata
FROM renders WHERE seq IN (SELECT value FROM json_each(:seqs))
"""
VISIBLE = f"""
SELECT seq, renders.id FROM renders WHERE seq IN (SELECT value FROM json_each(:seqs))
    AND {SEEN}
"""
NEWEST_OF_LANE = f"""
SELECT {CELL} FROM places CROSS JOIN renders ON renders.seq = places.seq
WHERE lane = :lane AND {SEEN} ORDER BY places.seq DESC LIMIT 1
"""
PUBLISHED_AT = "SELECT published_at FROM renders WHERE seq = :seq"


def keep_names(db: Database, families: Iterable[tuple[str, str]], models: Iterable[tuple[str, str]]) -> None:
    """Keep what families (slug, label), image models (key, words) and current subjects are called, for search.

    What has been published keeps its old name, so that no set changes that was shared before.
    """
    db.conn.executemany(NAME_FAMILY, [{"key": slug, "words": label} for slug, label in families])
    db.conn.executemany(NAME_MODEL, [{"key": key, "words": words} for key, words in models])
    db.conn.execute(NAME_SUBJECTS)


def last_lane(db: Database) -> int:
    """The id of the newest lane; 0 when there is none."""
    return int(db.conn.execute(LAST_LANE).fetchone()[0])


def new_styles(db: Database, after: int) -> list[KnownStyle]:
    """Styles whose lane was opened after this one, in the order of their first publication."""
    values = {"after": after}
    rows = db.query(NEW_STYLES, values) if after else db.query(STYLES, values)
    return msgspec.convert(list(rows), list[KnownStyle])


def new_subjects(db: Database, after: int) -> list[KnownAxis]:
    """As `new_styles`."""
    values = {"after": after}
    rows = db.query(NEW_SUBJECTS, values) if after else db.query(SUBJECTS, values)
    return msgspec.convert(list(rows), list[KnownAxis])


def new_models(db: Database, after: int) -> list[KnownAxis]:
    """As `new_styles`."""
    values = {"after": after}
    rows = db.query(NEW_MODELS, values) if after else db.query(MODELS, values)
    return msgspec.convert(list(rows), list[KnownAxis])


def shown(db: Database, seqs: Sequence[int], told: Callable[[Sequence[Any]], RenderJSON]) -> dict[int, RenderJSON]:
    """Published renders by sequence number, as `told` makes them of the columns `SHOWN`; without what has been hidden,
    deleted or made private since."""
    rows = db.conn.execute(SHOWN, {"seqs": listed(seqs)})
    return {row[0]: told(row) for row in rows if not row[1]}


def seen(db: Database, seqs: Sequence[int]) -> dict[int, str]:
    """The ids of those renders that can be seen, by sequence number."""
    return {row[0]: row[1] for row in db.conn.execute(VISIBLE, {"seqs": listed(seqs)})}


def newest_of_lane(db: Database, lane: int) -> CellRow | None:
    """The newest render of a lane that can be seen."""
    rows = cells_from(db.conn.execute(NEWEST_OF_LANE, {"lane": lane}))
    return rows[0] if rows else None


def published_at(db: Database, seq: int) -> datetime | None:
    """When the render with this sequence number came out."""
    row = db.conn.execute(PUBLISHED_AT, {"seq": seq}).fetchone()
    return datetime.fromisoformat(row[0]) if row and row[0] else None
