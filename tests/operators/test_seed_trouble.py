"""The seed script while the data folder can't be written."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest

from app.gallery.making import RenderHandler
from app.main import open_rooms
from app.operators.seed_options import read_options
from app.operators.seeding import seed
from app.settings import load_settings
from tests.operators.test_seeding import TWO


def test_it_stops_and_says_why(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(RenderHandler, "settle", full)
    monkeypatch.setattr(RenderHandler, "fail", full)
    said = io.StringIO()
    with open_rooms(load_settings({"DATA_DIR": str(data)}, None)) as rooms:
        status = seed(rooms.gallery, rooms.engine, read_options(rooms.gallery, TWO), said)
    assert status == 1
    assert "Stopped: database or disk is full. When that is mended, run it again to go on." in said.getvalue()
