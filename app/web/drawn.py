"""HTML that was made without a template."""

from __future__ import annotations


class Drawn(str):
    """HTML that a template does not escape again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self
