"""Browser contexts that serve one test after the other, emptied in between.

A new context costs most of a second of CPU (a renderer of its own, every file loaded and compiled again), the next page
in one that is open a fifth of that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from playwright.sync_api import Error

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# An answer that is no page: nothing of it runs, asks or remembers.
RESTING_PLACE: Final = "/health"
EMPTY = "() => { localStorage.clear(); sessionStorage.clear(); }"
PERIOD = 8000  # milliseconds within which whatever a test waits for has to come


class Kind(NamedTuple):
    """What can't be changed in a context that is open."""

    home: str
    touch: bool
    javascript: bool
    fresh: bool


@dataclass(frozen=True)
class Kept:
    """A context with its one page."""

    kind: Kind
    context: BrowserContext
    page: Page

    def empty(self) -> bool:
        """Leave what is shown and forget what was stored, allowed and intercepted; False when that is not possible."""
        try:
            for other in self.context.pages:
                if other != self.page:
                    other.close()
            self.page.unroute_all(behavior="ignoreErrors")
            self.page.goto(RESTING_PLACE)
            self.page.evaluate(EMPTY)
            self.page.mouse.move(0, 0)
            self.context.clear_cookies()
            self.context.clear_permissions()
        except Error:
            return False
        return True


class Contexts:
    """The contexts of one browser that wait for a test."""

    def __init__(self, chromium: Browser) -> None:
        self._chromium = chromium
        self._waiting: list[Kept] = []

    def take(self, kind: Kind) -> Kept:
        """An empty context of this kind, a new one when it has to be fresh. Those of another server are closed."""
        for gone in [kept for kept in self._waiting if kept.kind.home != kind.home]:
            self._waiting.remove(gone)
            gone.context.close()
        for kept in self._waiting:
            if kept.kind == kind:
                self._waiting.remove(kept)
                return kept
        return self._new(kind)

    def _new(self, kind: Kind) -> Kept:
        context = self._chromium.new_context(
            base_url=kind.home, java_script_enabled=kind.javascript, has_touch=kind.touch, reduced_motion="reduce"
        )
        context.set_default_timeout(PERIOD)
        return Kept(kind, context, context.new_page())

    def give_back(self, kept: Kept) -> None:
        """For the next test; what was to be fresh, can't be emptied or was closed by its test is done with."""
        if not kept.kind.fresh and kept.empty():
            self._waiting.append(kept)
        else:
            kept.context.close()
