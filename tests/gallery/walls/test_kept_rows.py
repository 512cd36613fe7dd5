"""Rows are kept until one of their renders changes, and never longer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gallery.queries import fail_render
from app.gallery.rows import StyleRow
from app.gallery.walls.blocks import row_of
from app.gallery.walls.kept import CELL_BYTES, ROW_BYTES, KeptRows
from app.gallery.walls.views import Row
from app.gallery.walls.wall import wall
from tests.gallery.walls.conftest import FEW, hang, hide_row
from tests.instance import SMALL, Instance, running_instance


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Instance]:
    with running_instance(tmp_path, catalog=SMALL) as instance:
        hang(instance.rooms, FEW, "lighthouse", ["local:brush"])
        yield instance


def rows(instance: Instance) -> dict[str, Row]:
    shown = wall(instance.rooms.gallery, "lighthouse", 1)
    return {row.slug: row for family in shown.families for row in family.rows}


def test_a_change_makes_its_own_row_anew_and_no_other(small: Instance) -> None:
    before = rows(small)
    hide_row(small.rooms, str(before["linocut"].cells[0].id))
    after = rows(small)
    assert after["linocut"].cells[0].status == "hidden"
    assert {slug for slug in after if after[slug] is not before[slug]} == {"linocut"}


def test_a_new_column_makes_every_row_anew(small: Instance) -> None:
    before = rows(small)
    hang(small.rooms, ["linocut"], "lighthouse", ["local:poster"])
    after = rows(small)
    assert after.keys() == before.keys() != set()
    assert all(len(row.cells) == 2 and row is not before[slug] for slug, row in after.items())


def test_a_page_that_was_kept_shows_the_change_at_once(small: Instance) -> None:
    [cell] = [row.cells[0] for slug, row in rows(small).items() if slug == "pixel-art"]
    assert f"/render/{cell.id}" in small.client.get("/?subject=lighthouse").text
    hide_row(small.rooms, str(cell.id))
    page = small.client.get("/?subject=lighthouse").text
    assert f"/render/{cell.id}" not in page
    assert "Hidden by the operator" in page


def test_a_failure_shows_in_its_row(small: Instance) -> None:
    rows(small)
    with small.rooms.store.write() as db:
        db.execute("UPDATE renders SET status = 'pending', seq = NULL WHERE style_phrase = 'linocut'")
        small.rooms.store.publish(db)
    assert rows(small)["linocut"].cells[0].status == "pending"
    with small.rooms.store.write() as db:
        fail_render(db, str(rows(small)["linocut"].cells[0].id), "provider_down", "No answer.")
        small.rooms.store.publish(db)
    assert rows(small)["linocut"].cells[0].status == "failed"


def styles(count: int) -> list[StyleRow]:
    return [
        StyleRow(
            id=number,
            slug=f"s-{number}",
            phrase="",
            family="",
            note="",
            prompt="",
            negative_prompt="",
            on_first_wall=False,
        )
        for number in range(1, count + 1)
    ]


def test_no_more_is_kept_than_was_said() -> None:
    made: list[int] = []

    def make(stale: list[StyleRow]) -> list[Row]:
        made.extend(style.id for style in stale)
        return [row_of(style, []) for style in stale]

    kept = KeptRows(largest=3 * ROW_BYTES)
    four = styles(4)
    for _ in range(2):
        kept.rows((1, ""), (), four[:3], {}, make)
    assert made == [1, 2, 3]
    kept.rows((1, ""), (), four[3:], {}, make)
    kept.rows((1, ""), (), four[1:], {}, make)
    assert made == [1, 2, 3, 4]
    kept.rows((1, ""), (), four[:1], {}, make)
    assert made == [1, 2, 3, 4, 1]
    assert CELL_BYTES > 0


def test_a_row_of_one_wall_is_not_another_s() -> None:
    kept = KeptRows()
    [one] = kept.rows((1, ""), (), styles(1), {1: 1}, lambda stale: [row_of(style, []) for style in stale])
    [other] = kept.rows((2, ""), (), styles(1), {1: 1}, lambda stale: [row_of(style, []) for style in stale])
    assert one is not other
