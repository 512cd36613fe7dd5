"""Publication order: when a render became public, and lanes, from which result sets are read.

A lane is every published render of one style, image model and subject, or of any of these left open, in the order of
publication and numbered from 1. A place is never taken back: what is hidden or deleted later keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

# 0 and '' stand for "any".
LANES = """
CREATE TABLE lanes (
    id INTEGER PRIMARY KEY,
    style_id INTEGER NOT NULL,
    model_key TEXT NOT NULL,
    subject_id INTEGER NOT NULL,
    first_seq INTEGER NOT NULL,
    UNIQUE (style_id, model_key, subject_id)
) STRICT
"""
STATEMENTS = (
    "ALTER TABLE renders ADD COLUMN published_at TEXT",
    "UPDATE renders SET published_at = created_at WHERE seq IS NOT NULL",
    # What search knows a style by. It keeps what it was when the first render came out, so that sets stay as they are.
    "ALTER TABLE styles ADD COLUMN found_family TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE styles ADD COLUMN found_note TEXT NOT NULL DEFAULT ''",
    "UPDATE styles SET found_family = family, found_note = note",
    LANES,
    "CREATE INDEX lanes_of_model ON lanes (model_key, subject_id, style_id)",
    "CREATE INDEX lanes_of_subject ON lanes (subject_id, style_id, model_key)",
    """
    CREATE TABLE places (
        lane INTEGER NOT NULL REFERENCES lanes (id),
        seq INTEGER NOT NULL,
        number INTEGER NOT NULL,
        PRIMARY KEY (lane, seq)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TEMP TABLE open_axes AS
    WITH bit (value) AS (VALUES (0), (1))
    SELECT style.value AS style, model.value AS model, subject.value AS subject
    FROM bit AS style, bit AS model, bit AS subject
    """,
    """
    INSERT INTO lanes (style_id, model_key, subject_id, first_seq)
    SELECT style_id * style, iif(model, model_key, ''), coalesce(subject_id, 0) * subject, min(seq)
    FROM renders, open_axes
    WHERE seq IS NOT NULL AND style_id IS NOT NULL AND (subject = 0 OR subject_id IS NOT NULL)
    GROUP BY 1, 2, 3 ORDER BY 4
    """,
    """
    INSERT INTO places (lane, seq, number)
    SELECT lanes.id, seq, row_number() OVER (PARTITION BY lanes.id ORDER BY seq)
    FROM renders, open_axes, lanes
    WHERE seq IS NOT NULL AND renders.style_id IS NOT NULL AND (subject = 0 OR renders.subject_id IS NOT NULL)
        AND lanes.style_id = renders.style_id * style AND lanes.model_key = iif(model, renders.model_key, '')
        AND lanes.subject_id = coalesce(renders.subject_id, 0) * subject
    """,
    "DROP TABLE open_axes",
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
