"""Styles, subjects and renders."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

STATEMENTS = (
    """
    CREATE TABLE revision (number INTEGER NOT NULL) STRICT
    """,
    "INSERT INTO revision VALUES (1)",
    """
    CREATE TABLE styles (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        phrase TEXT NOT NULL,
        family TEXT NOT NULL,
        note TEXT NOT NULL,
        prompt TEXT NOT NULL,
        negative_prompt TEXT NOT NULL,
        position INTEGER NOT NULL,
        on_first_wall INTEGER NOT NULL DEFAULT 0,
        current INTEGER NOT NULL DEFAULT 1,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE subjects (
        id INTEGER PRIMARY KEY,
        slug TEXT NOT NULL UNIQUE,
        label TEXT NOT NULL,
        base_prompt TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        position INTEGER NOT NULL,
        current INTEGER NOT NULL DEFAULT 1,
        created_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE renders (
        id TEXT PRIMARY KEY,
        seq INTEGER UNIQUE,
        user_id TEXT,
        style_id INTEGER REFERENCES styles (id),
        subject_id INTEGER REFERENCES subjects (id),
        parent_id TEXT REFERENCES renders (id),
        style_phrase TEXT NOT NULL,
        model_key TEXT NOT NULL,
        base_prompt TEXT NOT NULL,
        negative_prompt TEXT NOT NULL DEFAULT '',
        operation TEXT NOT NULL,
        seed INTEGER NOT NULL,
        steps INTEGER,
        guidance REAL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        recipe_hash TEXT NOT NULL,
        image_path TEXT,
        thumb_path TEXT,
        input_image_path TEXT,
        status TEXT NOT NULL CHECK (status IN ('pending', 'done', 'failed')),
        error_code TEXT,
        cost_credits INTEGER NOT NULL DEFAULT 0,
        render_metadata TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(render_metadata)),
        stripe_event_id TEXT,
        public INTEGER NOT NULL DEFAULT 0,
        curated_rank INTEGER,
        created_at TEXT NOT NULL,
        deleted_at TEXT,
        hidden_at TEXT,
        CHECK (status <> 'done' OR image_path IS NOT NULL)
    ) STRICT
    """,
    # One picture a cell of the public wall: two seeds at once can't make it twice.
    """
    CREATE UNIQUE INDEX renders_cell ON renders (subject_id, style_id, model_key)
    WHERE user_id IS NULL AND status <> 'failed' AND deleted_at IS NULL AND hidden_at IS NULL
        AND style_id IS NOT NULL AND subject_id IS NOT NULL
    """,
    "CREATE INDEX renders_of_subject ON renders (subject_id, style_id, model_key, created_at)",
    "CREATE INDEX renders_of_style ON renders (style_id, subject_id, model_key)",
    "CREATE INDEX renders_by_recipe ON renders (recipe_hash) WHERE status = 'done'",
    "CREATE INDEX renders_curated ON renders (curated_rank) WHERE curated_rank IS NOT NULL",
    "CREATE UNIQUE INDEX renders_by_image ON renders (image_path) WHERE image_path IS NOT NULL",
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
