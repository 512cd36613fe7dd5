"""All SQL of the gallery."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec

from app.database import listed
from app.gallery.lanes.queries import take_places
from app.gallery.rows import CellRow, Metadata, RenderRow, StyleRow, SubjectRow, render_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlite_utils import Database

    from app.gallery.rows import Finished, NewRender
    from app.providers.catalog import Style, Subject

_STYLE = "id, slug, phrase, family, note, prompt, negative_prompt, on_first_wall"
_SUBJECT = "id, slug, label, base_prompt, width, height"
# What everyone may know of, hidden renders' places included; and what everyone may see.
PUBLIC = "public = 1 AND deleted_at IS NULL"
SEEN = f"status = 'done' AND {PUBLIC} AND hidden_at IS NULL"
CELL = """renders.id, style_id, subject_id, model_key, status, renders.width, renders.height, image_path, error_code,
    json_extract(render_metadata, '$.colour') AS colour, hidden_at IS NOT NULL AS hidden"""
RENDER = """renders.id, seq, status, style_id, subject_id, styles.slug AS style, subjects.slug AS subject,
    style_phrase, model_key, renders.base_prompt, renders.negative_prompt, operation, seed, renders.width,
    renders.height, recipe_hash, image_path, thumb_path, cost_credits, renders.created_at,
    published_at, render_metadata"""
RENDER_JOINS = """renders LEFT JOIN styles ON styles.id = renders.style_id
    LEFT JOIN subjects ON subjects.id = renders.subject_id"""

STYLES = f"SELECT {_STYLE} FROM styles WHERE current = 1 ORDER BY position, id"
STYLE_BY_SLUG = f"SELECT {_STYLE} FROM styles WHERE slug = :slug"
SUBJECT_BY_SLUG = f"SELECT {_SUBJECT} FROM subjects WHERE slug = :slug"
SUBJECTS = f"SELECT {_SUBJECT} FROM subjects WHERE current = 1 ORDER BY position, id"
STYLE_IN_USE = "SELECT EXISTS (SELECT 1 FROM renders WHERE style_id = :id AND public = 1)"
SUBJECT_IN_USE = "SELECT EXISTS (SELECT 1 FROM renders WHERE subject_id = :id AND public = 1)"

CELLS_OF_STYLE = f"""
SELECT {CELL} FROM renders INDEXED BY renders_of_style
WHERE style_id = :style AND subject_id > 0 AND {PUBLIC}
"""
PUBLIC_RENDER = f"""
SELECT {RENDER}, hidden_at IS NOT NULL AS hidden FROM {RENDER_JOINS}
WHERE renders.id = :id AND {PUBLIC}
"""
INSERT_RENDER = """
INSERT INTO renders (id, user_id, style_id, subject_id, style_phrase, model_key, base_prompt, negative_prompt,
    operation, seed, steps, guidance, width, height, recipe_hash, status, cost_credits, render_metadata, public,
    created_at)
VALUES (:id, :user_id, :style_id, :subject_id, :style_phrase, :model, :base_prompt, :negative_prompt, :operation,
    :seed, :steps, :guidance, :width, :height, :recipe_hash, 'pending', :cost_credits, :metadata, :public, :created_at)
ON CONFLICT DO NOTHING
"""
# The sequence number is given here, once and for life: at the moment the render is public and done.
FINISH_RENDER = """
UPDATE renders SET status = 'done', image_path = :image_path, thumb_path = :thumb_path, width = :width,
    height = :height, render_metadata = :metadata, error_code = NULL,
    seq = CASE WHEN public = 1 THEN coalesce(seq, (SELECT coalesce(max(seq), 0) + 1 FROM renders)) ELSE seq END,
    published_at = CASE WHEN public = 1 THEN coalesce(published_at, :now) ELSE published_at END
WHERE id = :id AND status = 'pending'
"""
FAIL_RENDER = """
UPDATE renders SET status = 'failed', error_code = :code,
    render_metadata = json_set(render_metadata, '$.error_message', :message) WHERE id = :id AND status = 'pending'
"""
LIVE_CELLS = """
SELECT style_id, subject_id, model_key FROM renders
WHERE user_id IS NULL AND status <> 'failed' AND subject_id IS NOT NULL AND deleted_at IS NULL AND hidden_at IS NULL
"""
PENDING_CELLS = """
SELECT style_id, subject_id, model_key FROM renders
WHERE user_id IS NULL AND status = 'pending' AND subject_id IS NOT NULL AND deleted_at IS NULL
"""
DROP_ORDERED = "DELETE FROM renders WHERE id IN (SELECT value FROM json_each(:ids)) AND status = 'pending'"


def slugs(slug: str, taken: Collection[str]) -> Iterator[str]:
    """A slug, then it with 2, 3 and so on behind it, without those that other rows of the catalogue have."""
    yield slug
    yield from (other for number in count(2) if (other := f"{slug}-{number}") not in taken)


def sync_style(db: Database, style: Style, position: int, now: datetime, taken: Collection[str] = ()) -> None:
    """Bring a style's row up to the catalogue; a phrase with public renders stays, and a new style is made."""
    published = False
    for slug in slugs(style.slug, taken):
        row = style_by_slug(db, slug)
        published = row is not None and _style_in_use(db, row.id)
        if row is None or row.phrase == style.phrase or not published:
            break
    values = {
        "slug": slug,
        "phrase": style.phrase,
        "family": style.family,
        "note": style.note,
        "prompt": style.prompt.replace("{phrase}", style.phrase),
        "negative_prompt": style.negative,
        "position": position,
        "on_first_wall": style.wall,
        "published": published,
        "now": now.isoformat(),
    }
    db.conn.execute(
        """
        INSERT INTO styles (slug, phrase, family, note, prompt, negative_prompt, position, on_first_wall, created_at,
            found_family, found_note)
        VALUES (:slug, :phrase, :family, :note, :prompt, :negative_prompt, :position, :on_first_wall, :now,
            :family, :note)
        ON CONFLICT (slug) DO UPDATE SET phrase = :phrase, family = :family, note = :note, prompt = :prompt,
            negative_prompt = :negative_prompt, position = :position, on_first_wall = :on_first_wall, current = 1,
            found_family = iif(:published, found_family, :family), found_note = iif(:published, found_note, :note)
        """,
        values,
    )


def sync_subject(db: Database, subject: Subject, position: int, now: datetime, taken: Collection[str] = ()) -> None:
    """Bring a subject's row up to the catalogue; where a prompt or a size has public renders, a new subject is made."""
    wanted = (subject.prompt, subject.width, subject.height)
    for slug in slugs(subject.slug, taken):
        row = subject_by_slug(db, slug)
        if row is None or (row.base_prompt, row.width, row.height) == wanted:
            break
        if not _subject_in_use(db, row.id):
            break
    db.conn.execute(
        """
        INSERT INTO subjects (slug, label, base_prompt, width, height, position, created_at)
        VALUES (:slug, :label, :prompt, :width, :height, :position, :now)
        ON CONFLICT (slug) DO UPDATE SET label = :label, base_prompt = :prompt, width = :width, height = :height,
            position = :position, current = 1
        """,
        {**msgspec.to_builtins(subject), "slug": slug, "position": position, "now": now.isoformat()},
    )


def clear_current(db: Database) -> None:
    """Before the catalogue is brought in: rows it no longer names keep their renders and leave the lists."""
    db.conn.execute("UPDATE styles SET current = 0")
    db.conn.execute("UPDATE subjects SET current = 0")


def _style_in_use(db: Database, style_id: int) -> bool:
    return bool(db.conn.execute(STYLE_IN_USE, {"id": style_id}).fetchone()[0])


def _subject_in_use(db: Database, subject_id: int) -> bool:
    return bool(db.conn.execute(SUBJECT_IN_USE, {"id": subject_id}).fetchone()[0])


def all_styles(db: Database) -> list[StyleRow]:
    return msgspec.convert(list(db.query(STYLES)), list[StyleRow], strict=False)


def style_by_slug(db: Database, slug: str) -> StyleRow | None:
    rows = list(db.query(STYLE_BY_SLUG, {"slug": slug}))
    return msgspec.convert(rows[0], StyleRow, strict=False) if rows else None


def all_subjects(db: Database) -> list[SubjectRow]:
    return msgspec.convert(list(db.query(SUBJECTS)), list[SubjectRow], strict=False)


def subject_by_slug(db: Database, slug: str) -> SubjectRow | None:
    """A subject, also one that the catalogue no longer names."""
    rows = list(db.query(SUBJECT_BY_SLUG, {"slug": slug}))
    return msgspec.convert(rows[0], SubjectRow, strict=False) if rows else None


def cells_from(rows: Iterable[tuple[Any, ...]]) -> list[CellRow]:
    """Rows of the columns `CELL`, as structs. Walls read hundreds at once, so nothing is checked."""
    return [
        CellRow(
            id=row[0],
            style_id=row[1],
            subject_id=row[2],
            model_key=row[3],
            status=row[4],
            width=row[5],
            height=row[6],
            image_path=row[7],
            error_code=row[8],
            colour=row[9],
            hidden=bool(row[10]),
        )
        for row in rows
    ]


def cells_of_style(db: Database, style_id: int) -> list[CellRow]:
    """Every public render of one style on a subject, whatever its state."""
    return cells_from(db.conn.execute(CELLS_OF_STYLE, {"style": style_id}))


def public_render(db: Database, render_id: str) -> tuple[RenderRow, bool] | None:
    """A public render and whether the operator has hidden it."""
    row = db.conn.execute(PUBLIC_RENDER, {"id": render_id}).fetchone()
    return (render_of(row), bool(row[-1])) if row else None


def newest_seq(db: Database) -> int:
    return int(db.conn.execute("SELECT coalesce(max(seq), 0) FROM renders").fetchone()[0])


def insert_render(db: Database, render: NewRender) -> bool:
    """Whether the render was new; false when its cell is filled or on its way already."""
    recipe = render.recipe
    values = {
        **{name: getattr(recipe, name) for name in ("style_phrase", "model", "base_prompt", "negative_prompt")},
        **{name: getattr(recipe, name) for name in ("operation", "seed", "steps", "guidance", "width", "height")},
        "id": render.id,
        "user_id": render.user_id,
        "style_id": render.style_id,
        "subject_id": render.subject_id,
        "recipe_hash": recipe.hash(),
        "cost_credits": render.cost_credits,
        "metadata": msgspec.json.encode(Metadata(recipe=recipe, source_type=render.source_type)).decode(),
        "public": render.public,
        "created_at": render.created_at.isoformat(),
    }
    return db.conn.execute(INSERT_RENDER, values).rowcount == 1


def finish_render(db: Database, render_id: str, done: Finished) -> None:
    metadata = msgspec.json.encode(done.metadata).decode()
    values = msgspec.structs.asdict(done) | {
        "id": render_id,
        "metadata": metadata,
        "now": datetime.now(UTC).isoformat(),
    }
    if db.conn.execute(FINISH_RENDER, values).rowcount:
        take_places(db, render_id)


def fail_render(db: Database, render_id: str, code: str, message: str) -> None:
    db.conn.execute(FAIL_RENDER, {"id": render_id, "code": code, "message": message})


def live_cells(db: Database) -> set[tuple[int | None, int, str]]:
    """(style, subject, image model) of every cell that is filled or on its way; style None for originals."""
    return {(row[0], row[1], row[2]) for row in db.conn.execute(LIVE_CELLS)}


def pending_cells(db: Database) -> set[tuple[int | None, int, str]]:
    """As `live_cells`, those on their way only."""
    return {(row[0], row[1], row[2]) for row in db.conn.execute(PENDING_CELLS)}


def drop_ordered(db: Database, render_ids: Iterable[str]) -> None:
    """Forget renders that nobody has begun."""
    db.conn.execute(DROP_ORDERED, {"ids": listed(render_ids)})


def set_curated(db: Database, render_ids: list[str]) -> None:
    """Make these, in this order, the curated default set."""
    db.conn.execute("UPDATE renders SET curated_rank = NULL WHERE curated_rank IS NOT NULL")
    for rank, render_id in enumerate(render_ids, 1):
        db.conn.execute("UPDATE renders SET curated_rank = :rank WHERE id = :id", {"rank": rank, "id": render_id})


def files_are_needed(db: Database, render_id: str) -> bool:
    """Whether a render has files or is about to: what lies in the trash may come back, what failed never does."""
    sql = "SELECT EXISTS (SELECT 1 FROM renders WHERE id = :id AND status <> 'failed')"
    return bool(db.conn.execute(sql, {"id": render_id}).fetchone()[0])


def count_renders(db: Database) -> int:
    return int(db.conn.execute("SELECT count(*) FROM renders").fetchone()[0])
