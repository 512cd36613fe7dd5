"""Lanes hold every published render once for each way to ask for it, numbered in the order of publication."""

from __future__ import annotations

from app.gallery.finding.queries import new_styles
from app.gallery.lanes import queries
from app.gallery.lanes.reading import newest, oldest
from app.migrations import m0003_lanes
from tests.instance import Instance

PLACES = """
SELECT style_id, model_key, subject_id, first_seq, seq, number
FROM places JOIN lanes ON lanes.id = lane ORDER BY 1, 2, 3, 5
"""


def test_a_store_from_before_gets_the_lanes_that_publishing_would_have_made(filled: Instance) -> None:
    with filled.rooms.store.write() as db:
        live = db.execute(PLACES).fetchall()
        db.execute("DROP TABLE places")
        db.execute("DROP TABLE lanes")
        for statement in m0003_lanes.STATEMENTS[m0003_lanes.STATEMENTS.index(m0003_lanes.LANES) :]:
            db.execute(statement)
        assert db.execute(PLACES).fetchall() == live


def test_a_lane_of_everything_numbers_the_styled_renders(filled: Instance) -> None:
    with filled.rooms.store.read() as db:
        lane = queries.find(db, [], [], [])
        assert len(lane) == 1
        assert queries.count(db, lane, 1 << 40) == 7


def test_lanes_of_chosen_axes_hold_what_a_plain_query_finds(filled: Instance) -> None:
    with filled.rooms.store.read() as db:
        styles = [style.id for style in new_styles(db, 0)]
        for style in styles:
            plain = "SELECT seq FROM renders WHERE style_id = :s AND model_key = 'local:brush' ORDER BY seq DESC"
            expected = [row[0] for row in db.execute(plain, {"s": style})]
            assert newest(db, queries.find(db, [style], ["local:brush"], []), 1 << 40, 24) == expected


def test_several_lanes_read_as_one_are_cut_to_the_newest(filled: Instance) -> None:
    with filled.rooms.store.read() as db:
        lanes = queries.find(db, [style.id for style in new_styles(db, 0)], [], [])
        everything = [row[0] for row in db.execute("SELECT seq FROM renders WHERE style_id > 0 ORDER BY seq DESC")]
        for size in range(1, 9):
            assert newest(db, lanes, 1 << 40, size) == everything[:size]
            assert newest(db, lanes, everything[2], size) == everything[3 : 3 + size]


def test_several_lanes_read_upwards_never_leave_the_set(filled: Instance) -> None:
    with filled.rooms.store.read() as db:
        lanes = queries.find(db, [style.id for style in new_styles(db, 0)], [], [])
        up = [row[0] for row in db.execute("SELECT seq FROM renders WHERE style_id > 0 ORDER BY seq")]
        for size in range(1, 9):
            assert oldest(db, lanes, up[1], up[4], size) == up[2:5][:size]
        assert oldest(db, lanes, up[3], up[3], 24) == []
