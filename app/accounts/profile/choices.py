"""What new work can begin with. `main` hands it in, as the catalogue of image models belongs to rooms above."""

from __future__ import annotations

from typing import Final

import msgspec


class Choice(msgspec.Struct, frozen=True):
    """One that can be chosen, and what it is called."""

    key: str
    label: str


class Choices(msgspec.Struct, frozen=True):
    """The image models that this instance can order from."""

    models: tuple[Choice, ...] = ()

    def model(self, key: str | None) -> str:
        """The key, or nothing when no such image model can be ordered from (any more)."""
        return key if key is not None and any(model.key == key for model in self.models) else ""


SIZES: Final = (
    Choice("1:1", "Square, 1:1"),
    Choice("4:3", "Wide, 4:3"),
    Choice("3:2", "Wide, 3:2"),
    Choice("16:9", "Wide, 16:9"),
    Choice("3:4", "High, 3:4"),
    Choice("2:3", "High, 2:3"),
    Choice("9:16", "High, 9:16"),
)
"""Aspect ratios, width before height."""
