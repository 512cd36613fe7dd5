"""The SQL of lanes and places. `migrations/m0003_lanes.py` says what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.database import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

_OPEN_AXES = """
WITH bit (value) AS (VALUES (0), (1)),
open_axes (style, model, subject) AS (
    SELECT style.value, model.value, subject.value FROM bit AS style, bit AS model, bit AS subject
)
"""
_OF_RENDER = """
    FROM renders CROSS JOIN open_axes
    WHERE renders.id = :id AND seq IS NOT NULL AND style_id IS NOT NULL AND (subject = 0 OR subject_id IS NOT NULL)
"""
OPEN_LANES = f"""
INSERT INTO lanes (style_id, model_key, subject_id, first_seq)
{_OPEN_AXES} SELECT style_id * style, iif(model, model_key, ''), coalesce(subject_id, 0) * subject, seq {_OF_RENDER}
ON CONFLICT DO NOTHING
"""
TAKE_PLACES = f"""
INSERT INTO places (lane, seq, number)
{_OPEN_AXES},
own (style_id, model_key, subject_id, seq) AS (
    SELECT style_id * style, iif(model, model_key, ''), coalesce(subject_id, 0) * subject, seq {_OF_RENDER}
)
SELECT lanes.id, own.seq,
    1 + coalesce((SELECT number FROM places WHERE lane = lanes.id ORDER BY places.seq DESC LIMIT 1), 0)
FROM own JOIN lanes USING (style_id, model_key, subject_id)
WHERE true ON CONFLICT DO NOTHING
"""
FIND = """
SELECT lanes.id FROM json_each(:styles) AS style CROSS JOIN json_each(:subjects) AS subject
    CROSS JOIN json_each(:models) AS model CROSS JOIN lanes
WHERE style_id = style.value AND subject_id = subject.value AND model_key = model.value
"""
LAST_BELOW = """
SELECT lane.value AS lane, (SELECT max(seq) FROM places WHERE lane = lane.value AND seq < :seq) AS head
FROM json_each(:lanes) AS lane ORDER BY head DESC LIMIT :count
"""
FIRST_ABOVE = """
SELECT lane.value AS lane,
    (SELECT min(seq) FROM places WHERE lane = lane.value AND seq > :seq AND seq <= :as_of) AS head
FROM json_each(:lanes) AS lane ORDER BY head NULLS LAST LIMIT :count
"""
BELOW_EACH = """
SELECT seq FROM json_each(:lanes) AS own CROSS JOIN places WHERE lane = own.value AND seq IN (
    SELECT seq FROM places WHERE lane = own.value AND seq < :seq AND seq >= :floor ORDER BY seq DESC LIMIT :count)
"""
ABOVE_EACH = """
SELECT seq FROM json_each(:lanes) AS own CROSS JOIN places WHERE lane = own.value AND seq IN (
    SELECT seq FROM places WHERE lane = own.value AND seq > :seq AND seq <= :ceiling ORDER BY seq LIMIT :count)
"""
BELOW = "SELECT seq FROM places WHERE lane = :lane AND seq < :seq ORDER BY seq DESC LIMIT :count"
COUNT = """
SELECT coalesce(sum((SELECT number FROM places WHERE lane = lane.value AND seq <= :seq ORDER BY seq DESC LIMIT 1)), 0)
FROM json_each(:lanes) AS lane
"""


def take_places(db: Database, render_id: str) -> None:
    """Put a render that has just got its sequence number at the end of each of its lanes."""
    db.conn.execute(OPEN_LANES, {"id": render_id})
    db.conn.execute(TAKE_PLACES, {"id": render_id})


def find(db: Database, styles: Sequence[int], models: Sequence[str], subjects: Sequence[int]) -> list[int]:
    """The lanes of every combination; an empty axis stands for any, and gives one lane instead of many."""
    values = {"styles": listed(styles or [0]), "models": listed(models or [""]), "subjects": listed(subjects or [0])}
    return [row[0] for row in db.conn.execute(FIND, values)]


def last_below(db: Database, lanes: Iterable[int], seq: int, count: int) -> list[tuple[int, int]]:
    """(lane, its newest sequence number below `seq`) of the `count` lanes with the newest, newest first."""
    rows = db.conn.execute(LAST_BELOW, {"lanes": listed(lanes), "seq": seq, "count": count})
    return [(row[0], row[1]) for row in rows if row[1] is not None]


def first_above(db: Database, lanes: Iterable[int], seq: int, as_of: int, count: int) -> list[tuple[int, int]]:
    """(lane, its oldest sequence number above `seq`) of the `count` lanes with the oldest, up to `as_of`, in order."""
    values = {"lanes": listed(lanes), "seq": seq, "as_of": as_of, "count": count}
    return [(row[0], row[1]) for row in db.conn.execute(FIRST_ABOVE, values) if row[1] is not None]


def below_each(db: Database, lanes: Iterable[int], seq: int, floor: int, count: int) -> list[int]:
    """The newest `count` sequence numbers of each lane below `seq` and not below `floor`, in no order."""
    values = {"lanes": listed(lanes), "seq": seq, "floor": floor, "count": count}
    return [row[0] for row in db.conn.execute(BELOW_EACH, values)]


def above_each(db: Database, lanes: Iterable[int], seq: int, ceiling: int, count: int) -> list[int]:
    """The oldest `count` sequence numbers of each lane above `seq` and not above `ceiling`, in no order."""
    values = {"lanes": listed(lanes), "seq": seq, "ceiling": ceiling, "count": count}
    return [row[0] for row in db.conn.execute(ABOVE_EACH, values)]


def below(db: Database, lane: int, seq: int, count: int) -> list[int]:
    """The newest `count` sequence numbers of a lane below `seq`, newest first."""
    return [row[0] for row in db.conn.execute(BELOW, {"lane": lane, "seq": seq, "count": count})]


def count(db: Database, lanes: Iterable[int], seq: int) -> int:
    """How many renders stand in these lanes up to and with `seq`: one seek a lane. The lanes share no render."""
    return int(db.conn.execute(COUNT, {"lanes": listed(lanes), "seq": seq}).fetchone()[0])
