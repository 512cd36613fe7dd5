"""A real Chromium against a real server with a small wall. Every page is watched while its test runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from app.web.rates import Rates
from scripts.find_chromium import find
from tests.browser.contexts import Contexts, Kept, Kind
from tests.instance import Instance, running_instance

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebError

MODELS = ["local:brush", "local:graver", "local:poster"]
STYLES = ["oil-painting", "watercolour", "gouache", "linocut", "risograph", "pixel-art"]
MANY = 31  # one more than a block of rows holds
SIZES = {"phone": (390, 844), "tablet": (820, 1180), "desk": (1440, 900)}
NO_CHROMIUM = "The browser tests need Chromium. Bring one with: .venv/bin/python -m scripts.find_chromium"


def catalog() -> str:
    """Styles of the tests' own, so that no test depends on the shipped ones; small pictures; one long family."""
    families = {"painting": STYLES[:3], "print": STYLES[3:], "many": [f"number-{n}" for n in range(MANY)]}
    lines = [f'[[family]]\nslug = "{slug}"\nlabel = "{slug.capitalize()}"' for slug in families]
    for family, slugs in families.items():
        for slug in slugs:
            phrase = slug.replace("-", " ")
            lines.append(
                f'[[style]]\nslug = "{slug}"\nphrase = "{phrase}"\nfamily = "{family}"\nnote = "A note on {phrase}"\n'
                f'prompt = "{phrase} of {{subject}}"\nnegative = "frame"'
            )
    subjects = ("lighthouse", "jug-and-lemons", "mountain-lake", "skyline", "balloons", "lone-tree", "quay")
    lines += [f'[[subject]]\nslug = "{subject}"\nwidth = 256\nheight = 192' for subject in subjects]
    lines.append('label = "Quay"\nprompt = "a stone quay at noon"')
    return "\n".join(lines)


class Open(Protocol):
    """Opens a path of the wall."""

    def __call__(
        self,
        path: str = "/",
        size: Literal["phone", "tablet", "desk"] = "desk",
        *,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
        fresh: bool = False,
        watched: bool = True,
    ) -> Page:
        """`fresh`: nothing was opened in the context before, and nothing will be after the test. `watched`: not so
        where an error is asked for, as the browser logs every answer that is one."""
        ...


@pytest.fixture(scope="session")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """Six styles and the originals on one subject."""
    with running_instance(tmp_path_factory.mktemp("browser"), catalog=catalog()) as instance:
        instance.fill([None, *STYLES], ["lighthouse"], MODELS)
        instance.rooms.accounts.rates = Rates(times=1000)  # all tests come from one address
        yield instance


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


class Watch:
    """What no page may do: log an error or a warning (a refusal of the content security policy is one), throw, or
    ask another host."""

    def __init__(self, home: str) -> None:
        self._home = home
        self.complaints: list[str] = []

    def over(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("weberror", self._thrown)

    def away(self, context: BrowserContext) -> None:
        context.remove_listener("console", self._console)
        context.remove_listener("request", self._request)
        context.remove_listener("weberror", self._thrown)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" != self._home:
            self.complaints.append(f"asked another host: {request.url}")

    def _thrown(self, thrown: WebError) -> None:
        self.complaints.append(f"thrown: {thrown.error}")


@pytest.fixture(scope="session")
def contexts(chromium: Browser) -> Contexts:
    """The contexts that tests leave to one another."""
    return Contexts(chromium)


@pytest.fixture
def open_page(contexts: Contexts, wall: Instance) -> Iterator[Open]:
    """Opens pages, each in a browser context that no other page of the test shares, and looks after them until the
    test is over."""
    watch = Watch(wall.url)
    taken: list[tuple[Kept, bool]] = []

    def opened(
        path: str = "/",
        size: Literal["phone", "tablet", "desk"] = "desk",
        *,
        scheme: Literal["light", "dark"] = "light",
        javascript: bool = True,
        fresh: bool = False,
        watched: bool = True,
    ) -> Page:
        width, height = SIZES[size]
        kind = Kind(wall.url, touch=size == "phone", javascript=javascript, fresh=fresh)
        kept = contexts.take(kind)
        taken.append((kept, watched))
        if watched:
            watch.over(kept.context)
        kept.page.set_viewport_size({"width": width, "height": height})
        kept.page.emulate_media(media="null", color_scheme=scheme)
        kept.page.goto(path, wait_until="load")
        return kept.page

    yield opened
    for kept, watched in taken:
        if watched:
            watch.away(kept.context)
        contexts.give_back(kept)
    assert watch.complaints == []
