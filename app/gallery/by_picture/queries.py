"""The SQL of looks and of the groups that they are found by. `migrations/m0004_looks.py` says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.database import listed
from app.gallery.by_picture.rows import Candidate, Group, GroupKey, Mean, Picture, Unseen
from app.gallery.queries import SEEN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from app.gallery.by_picture.rows import Seen

_SHOWN = f"{SEEN} AND renders.style_id IS NOT NULL"
# A group's renders, newest first, straight from its lane: what this costs doesn't follow how many there are.
_MEMBERS = f"""
    lanes JOIN places ON places.lane = lanes.id JOIN renders ON renders.seq = places.seq
    JOIN looks ON looks.render_id = renders.id
WHERE lanes.style_id = :style AND lanes.model_key = :model AND lanes.subject_id = 0 AND {_SHOWN}
    AND looks.version = :version AND look IS NOT NULL
ORDER BY places.seq DESC LIMIT :most
"""
KEEP_LOOK = """
INSERT INTO looks (render_id, version, look, phash)
SELECT :render, :version, :look, :phash WHERE EXISTS (SELECT 1 FROM renders WHERE id = :render AND status = 'done')
ON CONFLICT (render_id) DO UPDATE SET version = :version, look = :look, phash = :phash
"""
GROUPS_OF = """
SELECT DISTINCT style_id, model_key FROM renders
WHERE id IN (SELECT value FROM json_each(:ids)) AND style_id IS NOT NULL AND seq IS NOT NULL
"""
KEEP_GROUP = """
INSERT INTO look_groups (style_id, model_key, version, members, look, spread, changed)
SELECT :style, :model, :version, :members, :look, :spread, 1 + coalesce(max(changed), 0) FROM look_groups WHERE true
ON CONFLICT (style_id, model_key) DO UPDATE SET version = excluded.version, members = excluded.members,
    look = excluded.look, spread = excluded.spread, stale = 0, changed = excluded.changed
"""
MEMBERS = f"SELECT looks.look FROM {_MEMBERS}"
PICTURES = f"SELECT renders.id, looks.look FROM {_MEMBERS}"
CHANGED_GROUPS = """
SELECT style_id, model_key, iif(version = :version, members, 0) AS members, look, spread, changed FROM look_groups
WHERE changed > :seen ORDER BY changed
"""
STALE_GROUPS = "SELECT style_id, model_key FROM look_groups WHERE stale = 1"
ALIKE = f"""
WITH near (id) AS (
    SELECT id FROM looks WHERE phash_a = (:phash >> 48) & 65535
    UNION SELECT id FROM looks WHERE phash_b = (:phash >> 32) & 65535
    UNION SELECT id FROM looks WHERE phash_c = (:phash >> 16) & 65535
    UNION SELECT id FROM looks WHERE phash_d = :phash & 65535
)
SELECT renders.style_id, renders.model_key, renders.id, looks.look, looks.phash
FROM (SELECT id FROM near LIMIT :most) AS near JOIN looks ON looks.id = near.id
    JOIN renders ON renders.id = looks.render_id
WHERE {_SHOWN} AND looks.version = :version AND look IS NOT NULL
"""
PICTURE = f"""
SELECT renders.id, style_id, model_key, status, width, height, image_path,
    json_extract(render_metadata, '$.colour') AS colour, styles.slug, styles.phrase, styles.family, styles.note,
    renders.base_prompt
FROM renders JOIN styles ON styles.id = renders.style_id
WHERE renders.id IN (SELECT value FROM json_each(:ids)) AND {_SHOWN}
"""
UNSEEN = """
SELECT render_id, image_path FROM looks JOIN renders ON renders.id = looks.render_id
WHERE looks.version < :version LIMIT :most
"""
ANY_UNSEEN = "SELECT EXISTS (SELECT 1 FROM looks WHERE version < :version)"

COUNT_STYLES = "SELECT count(DISTINCT style_id) FROM look_groups WHERE version = :version AND look IS NOT NULL"


def signed(phash: int) -> int:
    """A hash as SQLite holds it: its 64 bits as a signed number."""
    return phash - (1 << 64) if phash >= 1 << 63 else phash


def keep_look(db: Database, seen: Seen, version: int) -> None:
    """Write what was seen of a finished render; one that is gone by now is left out."""
    values = {"render": seen.render_id, "version": version, "look": seen.look}
    db.conn.execute(KEEP_LOOK, values | {"phash": None if seen.phash is None else signed(seen.phash)})


def groups_of(db: Database, render_ids: Iterable[str]) -> list[GroupKey]:
    """The groups that these renders belong to."""
    return [GroupKey(row[0], row[1]) for row in db.conn.execute(GROUPS_OF, {"ids": listed(render_ids)})]


def keep_group(db: Database, key: GroupKey, version: int, mean: Mean | None) -> None:
    """Write a group's mean look; None for a group that shows no picture."""
    members, look, spread = mean or (0, None, None)
    values = {"style": key.style_id, "model": key.model_key, "version": version}
    db.conn.execute(KEEP_GROUP, values | {"members": members, "look": look, "spread": spread})


def member_looks(db: Database, key: GroupKey, version: int, most: int) -> list[bytes]:
    """The looks of a group's newest shown renders."""
    values = {"style": key.style_id, "model": key.model_key, "version": version, "most": most}
    return [row[0] for row in db.conn.execute(MEMBERS, values)]


def pictures_of(db: Database, key: GroupKey, version: int, most: int) -> list[Candidate]:
    """A group's newest shown renders with their looks."""
    values = {"style": key.style_id, "model": key.model_key, "version": version, "most": most}
    return [Candidate(key.style_id, row[0], row[1]) for row in db.conn.execute(PICTURES, values)]


def changed_groups(db: Database, seen: int, version: int) -> list[Group]:
    """The groups written since `seen`, in the order of their writing."""
    rows = db.conn.execute(CHANGED_GROUPS, {"seen": seen, "version": version})
    return [Group(GroupKey(row[0], row[1]), Mean(*row[2:5]) if row[2] else None, row[5]) for row in rows]


def stale_groups(db: Database) -> list[GroupKey]:
    """The groups whose renders have changed since they were written."""
    return [GroupKey(row[0], row[1]) for row in db.conn.execute(STALE_GROUPS)]


def alike(db: Database, phash: int, version: int, most: int) -> list[tuple[Candidate, int]]:
    """Shown renders that share a quarter of the hash, with theirs: every copy that differs in up to three bits."""
    values = {"phash": signed(phash), "version": version, "most": most}
    return [(Candidate(row[0], row[2], row[3]), row[4]) for row in db.conn.execute(ALIKE, values)]


def pictures(db: Database, render_ids: Iterable[str]) -> list[Picture]:
    """Those of these renders that are shown, with their styles."""
    return msgspec.convert(list(db.query(PICTURE, {"ids": listed(render_ids)})), list[Picture], strict=False)


def unseen(db: Database, version: int, most: int) -> list[Unseen]:
    """Finished renders whose picture has not been looked at in this version."""
    return msgspec.convert(list(db.query(UNSEEN, {"version": version, "most": most})), list[Unseen], strict=False)


def any_unseen(db: Database, version: int) -> bool:
    return bool(db.conn.execute(ANY_UNSEEN, {"version": version}).fetchone()[0])


def count_styles(db: Database, version: int) -> int:
    """How many styles a picture can be compared with."""
    return int(db.conn.execute(COUNT_STYLES, {"version": version}).fetchone()[0])
