"""A seed that counts on another's orders makes them itself when the other takes them back."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from app.engine import Engine
from app.gallery.filling import missing_cells, order_cells, plan_cells, withdraw
from app.main import Rooms, open_rooms
from app.operators.seed_options import read_options
from app.operators.seeding import seed
from app.settings import load_settings

CALL = ["--styles", "linocut", "--subjects", "lighthouse", "--models", "brush"]


class AfterAnother(Engine):
    """An engine that begins when another seed has just been stopped."""

    orders: list[str]
    rooms: Rooms

    def start(self) -> None:
        assert withdraw(self.rooms.gallery, self.orders) == len(self.orders)
        super().start()


def test_what_another_seed_takes_back_is_made_by_the_one_that_stays(data: Path) -> None:
    with open_rooms(load_settings({"DATA_DIR": str(data)}, None)) as rooms:
        options = read_options(rooms.gallery, CALL)
        cells = plan_cells([None, *options.styles], options.subjects, options.models)
        engine = AfterAnother(rooms.store, rooms.engine.handlers, calls=2)
        engine.rooms, engine.orders = rooms, order_cells(rooms.gallery, cells)
        assert len(engine.orders) == 2
        out = StringIO()
        assert seed(rooms.gallery, engine, options, out) == 0, out.getvalue()
        assert missing_cells(rooms.gallery, cells) == []
