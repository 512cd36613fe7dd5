"""A real instance on loopback: its own data folder, its own port, the real engine, small pictures."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import uvicorn

from app.gallery.filling import missing_cells, order_cells, plan_cells
from app.gallery.queries import all_styles, all_subjects, pending_cells
from app.main import Rooms, create_app, open_rooms
from app.settings import load_settings
from app.web.server import listen, make_server

SMALL = "\n".join(
    f'[[subject]]\nslug = "{slug}"\nwidth = 256\nheight = 192\n'
    for slug in ("lighthouse", "jug-and-lemons", "mountain-lake", "skyline", "balloons", "lone-tree")
)

# Pictures are made one after the other, so that what is ordered first is published first.
ONE_BY_ONE = {"MAX_PROVIDER_CALLS": "1"}


class Instance(NamedTuple):
    """A running server, the rooms behind it, and a client that speaks to it."""

    url: str
    rooms: Rooms
    client: httpx.Client

    def json(self, path: str) -> Any:
        """The JSON at an address, which must answer with 200."""
        answer = self.client.get(path, headers={"accept": "application/json"})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def fill(self, styles: list[str | None], subjects: list[str], models: list[str], seconds: float = 60) -> None:
        """Order cells by slug (None: the unstyled original) and wait until they are there."""
        keep_plates()
        gallery = self.rooms.gallery
        with gallery.store.read() as db:
            by_slug = {style.slug: style for style in all_styles(db)}
            chosen = [subject for subject in all_subjects(db) if subject.slug in subjects]
        cells = plan_cells([by_slug[slug] if slug else None for slug in styles], chosen, models)
        order_cells(gallery, missing_cells(gallery, cells))
        self.rooms.engine.wake()
        until = time.monotonic() + seconds
        while self.waiting() and time.monotonic() < until:
            time.sleep(0.05)
        assert not self.waiting(), "the pictures are not done in time"

    def waiting(self) -> int:
        """How many cells are on their way."""
        with self.rooms.store.read() as db:
            return len(pending_cells(db))


def keep_plates() -> None:
    """The scenes of tests are small and few: each is computed once a process, whatever number of instances show it."""
    from app.providers.local import drawing

    drawing._plates._kept = 64


@contextmanager
def running_instance(
    data: Path, *, catalog: str = SMALL, environ: Mapping[str, str] | None = None
) -> Iterator[Instance]:
    """Open the data folder, serve it, and stop in order at the end."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "catalog.toml").write_text(catalog)
    settings = load_settings({"DATA_DIR": str(data), "PORT": "0", **ONE_BY_ONE, **(environ or {})}, None)
    listener = listen(settings.host, 0)
    port = listener.getsockname()[1]
    with open_rooms(settings) as rooms:
        server = make_server(settings, create_app(rooms))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        _wait_until_started(server)
        url = f"http://127.0.0.1:{port}"
        try:
            with httpx.Client(base_url=url, timeout=20) as client:
                yield Instance(url, rooms, client)
        finally:
            server.should_exit = True
            thread.join(15)


def _wait_until_started(server: uvicorn.Server) -> None:
    until = time.monotonic() + 15
    while not server.started:
        assert time.monotonic() < until, "the server did not start"
        time.sleep(0.01)
