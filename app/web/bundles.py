"""Style sheets and modules joined into one answer, so that a page costs few requests: `tokens+base+frame.css` is
`tokens.css`, `base.css` and `frame.css`, in that order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.modules import join_modules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

JOINT = "+"
MOST = 24


def parts_of(name: str, tree: Mapping[str, Path]) -> list[str]:
    """The names that the asset `name` is made of, in order; empty when one of them is not there.

    Style sheets and modules of our own are joined, each of them once.
    """
    if JOINT not in name:
        return [name] if name in tree else []
    stem, _, kind = name.rpartition(".")
    names = [f"{part}.{kind}" for part in stem.split(JOINT)]
    joined = kind in ("css", "js") and "/" not in stem and len(set(names)) == len(names) <= MOST
    return names if joined and all(part in tree for part in names) else []


def content(name: str, tree: Mapping[str, Path]) -> bytes:
    """What the asset `name` holds; its parts are there."""
    names = parts_of(name, tree)
    if JOINT in name and name.endswith(".js"):
        return join_modules(names, tree).encode()
    return b"\n".join(tree[part].read_bytes() for part in names)
