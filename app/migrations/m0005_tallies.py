"""What hangs where: how many renders each style has, and each two axes have together, kept by triggers.

A wall of three thousand styles can't be counted each time that it is looked at. A tally is for one style, one style on
one image model, one style on one subject, or one image model on one subject; what is left open is 0 or ''. `hung` are
the public renders in any state, `done` the pictures among them, `filling` those on their way. `version` rises with
every change of any of the renders that it counts, so that what was made of them can be kept until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

_CHANGE = """
INSERT INTO tallies (model_key, subject_id, style_id, hung, done, filling, version)
SELECT iif(model, ROW.model_key, ''), ROW.subject_id * subject, ROW.style_id * style,
    SIGN 1, SIGN (ROW.status = 'done' AND ROW.hidden_at IS NULL), SIGN (ROW.status = 'pending'), 1
FROM (
    SELECT 1 AS style, 0 AS model, 0 AS subject UNION ALL SELECT 1, 1, 0 UNION ALL SELECT 1, 0, 1 UNION ALL
    SELECT 0, 1, 1
)
WHERE ROW.public = 1 AND ROW.deleted_at IS NULL AND ROW.style_id IS NOT NULL AND ROW.subject_id IS NOT NULL
ON CONFLICT (model_key, subject_id, style_id) DO UPDATE SET
    hung = hung + excluded.hung, done = done + excluded.done, filling = filling + excluded.filling,
    version = version + 1;
"""
_ADD = _CHANGE.replace("ROW", "NEW").replace("SIGN", "+")
_TAKE = _CHANGE.replace("ROW", "OLD").replace("SIGN", "-")

STATEMENTS = (
    """
    CREATE TABLE tallies (
        model_key TEXT NOT NULL,
        subject_id INTEGER NOT NULL,
        style_id INTEGER NOT NULL,
        hung INTEGER NOT NULL,
        done INTEGER NOT NULL,
        filling INTEGER NOT NULL,
        version INTEGER NOT NULL,
        PRIMARY KEY (model_key, subject_id, style_id)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX tallies_of_style ON tallies (style_id, subject_id, model_key)",
    """
    INSERT INTO tallies (model_key, subject_id, style_id, hung, done, filling, version)
    SELECT iif(model, model_key, ''), subject_id * subject, style_id * style,
        count(*), sum(status = 'done' AND hidden_at IS NULL), sum(status = 'pending'), 1
    FROM renders CROSS JOIN (
        SELECT 1 AS style, 0 AS model, 0 AS subject UNION ALL SELECT 1, 1, 0 UNION ALL SELECT 1, 0, 1 UNION ALL
        SELECT 0, 1, 1
    )
    WHERE public = 1 AND deleted_at IS NULL AND style_id IS NOT NULL AND subject_id IS NOT NULL
    GROUP BY 1, 2, 3
    """,
    "CREATE TRIGGER tally_new AFTER INSERT ON renders BEGIN " + _ADD + " END",
    """
    CREATE TRIGGER tally_changed AFTER UPDATE OF style_id, subject_id, model_key, status, public, deleted_at, hidden_at,
        image_path, width, height, error_code, render_metadata ON renders BEGIN
    """
    + _TAKE
    + _ADD
    + " END",
    "CREATE TRIGGER tally_gone AFTER DELETE ON renders BEGIN " + _TAKE + " END",
    # The unstyled originals of the operator's walls, and the curated set in its order.
    """
    CREATE INDEX renders_unstyled ON renders (subject_id, model_key)
    WHERE style_id IS NULL AND subject_id IS NOT NULL AND user_id IS NULL AND status = 'done' AND public = 1
        AND deleted_at IS NULL AND hidden_at IS NULL
    """,
    """
    CREATE INDEX renders_by_hand ON renders (curated_rank, seq)
    WHERE curated_rank IS NOT NULL AND status = 'done' AND public = 1 AND deleted_at IS NULL AND hidden_at IS NULL
    """,
    # What styles are called and how they stand: a number that rises when any of it changes.
    "CREATE TABLE style_changes (number INTEGER NOT NULL) STRICT",
    "INSERT INTO style_changes VALUES (1)",
    "CREATE TRIGGER style_new AFTER INSERT ON styles BEGIN UPDATE style_changes SET number = number + 1; END",
    """
    CREATE TRIGGER style_changed AFTER UPDATE OF phrase, family, note, prompt, negative_prompt, position, current,
        on_first_wall ON styles
    BEGIN UPDATE style_changes SET number = number + 1; END
    """,
)


def apply(db: Database) -> None:
    for statement in STATEMENTS:
        db.execute(statement)
