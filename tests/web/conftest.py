"""A small application on the platform: a few sheets of text instead of a gallery."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, cast

import httpx
import msgspec
import pytest
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.testing import TestClient

from app.errors import FieldError, NotFound, Unprocessable
from app.media.files import Files
from app.settings import Settings
from app.web.app import build_app
from app.web.health import Check
from app.web.routing import twin
from app.web.server import listen, make_server
from app.web.view import View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from app.web.answer import ASGI
    from app.web.door import Door

Client = TestClient[Any]
RENDER = "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55"


class Shelf:
    """What the sheets are read from: counts readings, and can be told to wait."""

    def __init__(self) -> None:
        self.version = 1
        self.readings = 0
        self.seconds = 0.0
        self.changes_while_read = False

    def read(self, word: str) -> str:
        self.readings += 1
        time.sleep(self.seconds)
        text = f"{word} in version {self.version}"
        self.version += self.changes_while_read
        return text


class Sheet(View, kw_only=True):
    """A sheet of text."""

    template: ClassVar[str] = "web/error.html"
    fragment: ClassVar[str | None] = "web/_error.html"

    number: int = 200
    heading: str
    detail: str
    errors: list[FieldError]
    code: str = "none"
    error_id: str | None


class Greeting(View, kw_only=True):
    """What programs are told at the front door."""

    hello: str


def sheet(shelf: Shelf, word: str) -> Sheet:
    return Sheet(heading=shelf.read(word), detail="A sheet of text. " * 40, errors=[], error_id=None)


@twin("/", api="/api/front", told_to_programs=lambda: Greeting(hello="program"))
def front(shelf: NamedDependency[Shelf], page: FromQuery[int] = 1) -> Sheet:
    """The front sheet."""
    return sheet(shelf, f"page {page}")


@twin("/sheets/{word:str}", tags=["sheets"])
def one_sheet(shelf: NamedDependency[Shelf], word: FromPath[str]) -> Sheet:
    """One sheet.

    Its `word` is its heading.
    """
    if word == "none":
        raise NotFound("There is no sheet none.")
    if word == "wrong":
        raise Unprocessable("This won’t do.", errors=(FieldError("word", "Too short."),))
    if word == "broken":
        raise RuntimeError("the password is hunter2")
    return sheet(shelf, word)


@twin("/mine", public=False)
async def mine(shelf: NamedDependency[Shelf]) -> Sheet:
    """A sheet that is not the same for everyone."""
    return sheet(shelf, "mine")


@get("/cookie", sync_to_thread=False, opt={"public": True}, include_in_schema=False)
def cookie(shelf: NamedDependency[Shelf]) -> Response[str]:
    answer = Response(shelf.read("cookie"), media_type="text/plain")
    answer.set_cookie("seen", "1")
    return answer


@get("/card.jpg", sync_to_thread=False, opt={"public": True}, media_type="image/jpeg", include_in_schema=False)
def card(shelf: NamedDependency[Shelf]) -> bytes:
    return shelf.read("card").encode() * 100


@get("/notes.txt", sync_to_thread=False, opt={"public": True}, media_type="text/plain", include_in_schema=False)
def notes(shelf: NamedDependency[Shelf]) -> Response[str]:
    return Response(shelf.read("notes") * 100, headers={"cache-control": "public, max-age=60", "link": "</a>"})


@post("/write", sync_to_thread=False, include_in_schema=False)
def write() -> str:
    return "written"


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path)


@pytest.fixture
def checks() -> dict[str, Callable[[], Check]]:
    """What `/health` asks; tests put their own in."""
    return {}


@pytest.fixture
def settings() -> Settings:
    return Settings()


def open_door(shelf: Shelf, files: Files, settings: Settings, checks: dict[str, Callable[[], Check]]) -> Door:
    return build_app(
        [front, one_sheet, mine, cookie, card, notes, write],
        settings=settings,
        dependencies={"shelf": shelf},
        version=lambda: shelf.version,
        images=files,
        checks=checks,
    )


@pytest.fixture
def door(shelf: Shelf, files: Files, settings: Settings, checks: dict[str, Callable[[], Check]]) -> Door:
    return open_door(shelf, files, settings, checks)


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server for tests that leave no trace on it."""
    settings = Settings()
    with serving(open_door(Shelf(), Files(tmp_path_factory.mktemp("data")), settings, {}), settings) as address:
        yield address


@pytest.fixture
def client(door: Door) -> Iterator[Client]:
    with TestClient(cast("Any", door), base_url="http://sheets.test") as client:
        yield client


@pytest.fixture
def server(door: Door, settings: Settings) -> Iterator[str]:
    """The address of a real server on loopback."""
    with serving(door, settings) as address:
        yield address


@contextmanager
def serving(door: ASGI, settings: Settings) -> Iterator[str]:
    listener = listen("127.0.0.1", 0)
    port = listener.getsockname()[1]
    ready = threading.Event()
    served = make_server(msgspec.structs.replace(settings, port=port), door, started=ready.set)
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]})
    thread.start()
    assert ready.wait(10)
    yield f"http://127.0.0.1:{port}"
    served.should_exit = True
    thread.join(10)
    assert not thread.is_alive()


def put_image(files: Files, data: bytes, name: str = f"{RENDER}.webp") -> str:
    """A file where a render's would be; its address."""
    folder = files.root / "images" / "2026" / "11"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    return f"/images/2026/11/{name}"


def get_all(address: str, paths: list[str]) -> list[httpx.Response]:
    """Asks for several paths at once."""
    found: list[httpx.Response] = []
    threads = [threading.Thread(target=lambda p=path: found.append(httpx.get(address + p))) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
