"""Cells are ordered once, whoever else orders them at the same moment."""

from __future__ import annotations

from pathlib import Path

from app.gallery.filling import order_cells, plan_cells
from app.gallery.queries import all_styles, all_subjects
from app.main import open_rooms
from app.settings import load_settings


def test_cells_that_another_has_ordered_meanwhile_are_left_to_them(tmp_path: Path) -> None:
    with open_rooms(load_settings({"DATA_DIR": str(tmp_path)}, None)) as rooms:
        with rooms.store.read() as db:
            cells = plan_cells([None, all_styles(db)[0]], all_subjects(db)[:1], ["local:brush", "local:poster"])
        assert len(order_cells(rooms.gallery, cells)) == 4
        assert order_cells(rooms.gallery, cells) == []
