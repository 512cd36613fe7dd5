"""The SQL of one render's surroundings. Each query costs what its answer shows, however many renders there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.database import listed
from app.gallery.queries import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database


ON_SUBJECTS = f"""
SELECT subject_id, renders.id FROM renders INDEXED BY renders_of_style
WHERE style_id = :style AND subject_id > 0 AND model_key = :model AND {SEEN}
"""
ON_STYLES = f"""
SELECT style_id, renders.id FROM json_each(:styles) AS wanted CROSS JOIN renders INDEXED BY renders_of_subject
WHERE subject_id = :subject AND style_id = wanted.value AND model_key = :model AND {SEEN}
"""
SUBJECTS_OF_STYLE = """
SELECT subjects.id FROM tallies INDEXED BY tallies_of_style JOIN subjects ON subjects.id = subject_id
WHERE style_id = :style AND model_key = '' AND subject_id > 0 AND hung > 0 AND current = 1
ORDER BY position, subjects.id
"""
SUBJECTS_OF_MODEL = """
SELECT subjects.id FROM tallies JOIN subjects ON subjects.id = subject_id
WHERE model_key = :model AND subject_id > 0 AND style_id = 0 AND hung > 0 AND current = 1
ORDER BY position, subjects.id
"""
SUBJECT_LABEL = "SELECT label FROM subjects WHERE id = :id"
CURATED = f"""
SELECT id FROM renders INDEXED BY renders_by_hand WHERE curated_rank IS NOT NULL AND {SEEN} ORDER BY curated_rank, seq
"""


def on_subjects(db: Database, style_id: int, model_key: str) -> dict[int, str]:
    """Subject → the render of one style and image model on it that is there to see."""
    return {row[0]: row[1] for row in db.conn.execute(ON_SUBJECTS, {"style": style_id, "model": model_key})}


def on_styles(db: Database, subject_id: int, model_key: str, styles: Iterable[int]) -> dict[int, str]:
    """Style → the render of it on one subject and image model that is there to see, of these styles."""
    values = {"subject": subject_id, "model": model_key, "styles": listed(styles)}
    return {row[0]: row[1] for row in db.conn.execute(ON_STYLES, values)}


def subjects_of_style(db: Database, style_id: int) -> list[int]:
    """The subjects on a style's page, in their order."""
    return [row[0] for row in db.conn.execute(SUBJECTS_OF_STYLE, {"style": style_id})]


def subjects_of_model(db: Database, model_key: str) -> list[int]:
    """The subjects on an image model's page, in their order."""
    return [row[0] for row in db.conn.execute(SUBJECTS_OF_MODEL, {"model": model_key})]


def subject_label(db: Database, subject_id: int | None) -> str:
    """What a subject is called; empty for none."""
    row = db.conn.execute(SUBJECT_LABEL, {"id": subject_id}).fetchone()
    return str(row[0]) if row else ""


def curated(db: Database) -> list[str]:
    """The default set in its order."""
    return [row[0] for row in db.conn.execute(CURATED)]
