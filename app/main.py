"""The only wiring: settings become rooms, rooms become a server or a command."""

from __future__ import annotations

import gc
import io
import logging
import os
import sys
import threading
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import msgspec

from app.accounts.accounts import Accounts
from app.accounts.caller import caller_dependencies
from app.accounts.housekeeping import Housekeeping
from app.accounts.letters.postman import Postman
from app.accounts.privacy.exporting import KIND as EXPORT
from app.accounts.privacy.exporting import ExportHandler
from app.accounts.signing.first import print_first_link
from app.database import Store, telling
from app.engine import STORE_TROUBLE, Engine, Handler
from app.errors import AppError, Unavailable
from app.gallery.by_picture.filling import KIND as LOOK
from app.gallery.by_picture.filling import LookHandler, order_looks
from app.gallery.by_picture.finder import Finder
from app.gallery.choices import choices_of
from app.gallery.door_picture import door_picture
from app.gallery.filling import KIND
from app.gallery.gallery import Gallery, stock
from app.gallery.hiding import mend
from app.gallery.holdings import GalleryHolding
from app.gallery.making import RenderHandler
from app.gallery.queries import files_are_needed
from app.media.errors import TooManyOrphans
from app.media.files import Files
from app.migrations import migrate
from app.operators.checks import checks_of
from app.operators.first_wall import order_first_wall
from app.providers.catalog import load_catalog
from app.providers.registry import open_providers
from app.settings import load_settings, settle_process

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from litestar import Litestar
    from litestar.handlers import HTTPRouteHandler

    from app.settings import Settings
    from app.web.answer import ASGI

LOG = logging.getLogger("tessera")
STOPPED = 130
ORPHAN_AGE = timedelta(hours=1)


class Rooms(msgspec.Struct, frozen=True, kw_only=True):
    """What stands once a data folder is open."""

    settings: Settings
    store: Store
    files: Files
    gallery: Gallery
    accounts: Accounts
    engine: Engine


@contextmanager
def open_rooms(settings: Settings) -> Iterator[Rooms]:
    """Open the data folder; raises `media.errors.Unwritable` or CatalogError before anything is changed."""
    settle_process()
    files = Files(settings.data_folder)
    files.check_writable()
    catalog = load_catalog(settings.data_folder / "catalog.toml")
    providers = open_providers()
    with telling(settings.data_folder / "tessera.db") as path:
        store = Store(path)
        migrate(store)
    gallery = Gallery(
        store=store,
        files=files,
        catalog=catalog,
        configured=frozenset(providers),
        licence=settings.picture_license,
        site=settings.public_url,
    )
    with telling(store.path):
        stock(gallery)
    accounts = Accounts(store, settings, (GalleryHolding(gallery),), picture=partial(door_picture, gallery))
    handlers: dict[str, Handler] = {
        KIND: RenderHandler(gallery, providers),
        LOOK: LookHandler(gallery),
        EXPORT: ExportHandler(accounts),
    }
    engine = Engine(store, handlers, calls=settings.max_provider_calls)
    try:
        yield Rooms(settings=settings, store=store, files=files, gallery=gallery, accounts=accounts, engine=engine)
    finally:
        store.close()


@contextmanager
def at_work(rooms: Rooms) -> Iterator[None]:
    """All that works beside the requests, in threads of its own, while this lasts: drawing, letters, housekeeping."""
    if rooms.settings.seed_on_start:
        order_first_wall(rooms.gallery)
    order_looks(rooms.gallery)
    rooms.engine.start()
    print_first_link(rooms.accounts)
    postman, housekeeping = Postman(rooms.accounts), Housekeeping(rooms.accounts)
    postman.start()
    housekeeping.start()
    threading.Thread(target=sweep, args=(rooms,), name="sweep", daemon=True).start()
    try:
        yield
    finally:
        postman.stop()
        housekeeping.stop()
        rooms.engine.stop()


def create_app(rooms: Rooms) -> ASGI:
    """The whole product as one ASGI app over open rooms; drawing begins and ends with the app's lifespan."""
    from app.gallery.pages import ROUTES
    from app.web.app import build_app

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        with at_work(rooms):
            yield

    return build_app(
        ROUTES,
        later=personal_routes,
        settings=rooms.settings,
        dependencies={
            "gallery": rooms.gallery,
            "finder": Finder(rooms.gallery),
            "accounts": rooms.accounts,
            "choices": choices_of(rooms.gallery),
            **caller_dependencies(),
        },
        version=rooms.store.revision,
        images=rooms.files,
        rates=lambda: rooms.accounts.rates,
        checks=checks_of(rooms.store, rooms.files, rooms.engine),
        lifespan=[lifespan],
    )


def personal_routes() -> list[list[HTTPRouteHandler]]:
    """The pages and forms of those who are signed in, or are about to be."""
    from app.accounts.pages import ROUTES as PEOPLE
    from app.operators.pages import ROUTES as OPERATING

    return [*PEOPLE, *OPERATING]


def sweep(rooms: Rooms) -> None:
    """Remove image files that belong to no render and that no job is writing, after an interrupted hiding is mended."""

    def known(render_id: str) -> bool:
        with rooms.store.read() as db:
            return files_are_needed(db, render_id)

    mend(rooms.gallery, list(rooms.files.out_of_sight()))
    try:
        gone = rooms.files.sweep(known, older_than=datetime.now(UTC) - ORPHAN_AGE)
    except TooManyOrphans as doubt:
        LOG.warning("%s", doubt)
        return
    if gone:
        LOG.info("removed %d orphaned files", len(gone))


def run_server(settings: Settings) -> bool:
    """Serve until a signal ends it; false when it could not start. Raises `web.server.PortTaken`."""
    from app.web.server import listen, serve

    listener = listen(settings.host, settings.port)
    with listener, open_rooms(settings) as rooms:
        application = create_app(rooms)
        gc.freeze()
        gc.enable()
        return serve(settings, application, listener=listener)


def run_seed(argv: Sequence[str]) -> int:
    """The seed script: fill the wall of the data folder that the settings name. Returns the exit status."""
    from app.operators.seed_options import parser, read_options
    from app.operators.seeding import seed

    parser().parse_args(argv)  # a wrong call is told before the data folder is touched
    STORE_TROUBLE.told_elsewhere = True  # by what is printed
    try:
        with open_rooms(load_settings()) as rooms, telling(rooms.store.path):
            return seed(rooms.gallery, rooms.engine, read_options(rooms.gallery, argv), written_out())
    except AppError as error:
        print(f"tessera: {error}", file=sys.stderr)
        return 1 if isinstance(error, Unavailable) else 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or the interpreter's last flush would fail too
        return STOPPED


def written_out() -> TextIO:
    """Standard output, whatever it can write; nowhere when it was closed."""
    if sys.stdout is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return sys.stdout
