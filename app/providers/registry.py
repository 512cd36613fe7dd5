"""Which providers there are: name → how to make one. The only list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.providers.local import Local

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.providers.base import Provider

PROVIDERS: Mapping[str, Callable[[], Provider]] = {
    "local": Local,
}

LABELS: Mapping[str, str] = {
    "local": "Embedded, procedural",
}


def open_providers() -> dict[str, Provider]:
    """One provider of each name, ready to draw."""
    return {name: make() for name, make in PROVIDERS.items()}
