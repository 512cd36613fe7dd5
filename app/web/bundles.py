"""Style sheets and modules joined into one answer, so that a page costs few requests: `tokens+base+frame.css` is
`tokens.css`, `base.css` and `frame.css`, in that order, all of one folder.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

JOINT = "+"
MOST = 16


def parts_of(name: str, tree: Mapping[str, Path]) -> list[Path]:
    """The files that the asset `name` is made of, in order; empty when one of them is not there.

    Only style sheets are joined, as modules import each other, and each of them once.
    """
    if JOINT not in name:
        return [tree[name]] if name in tree else []
    stem, _, kind = name.rpartition(".")
    names = [f"{part}.{kind}" for part in stem.split(JOINT)]
    joined = kind == "css" and "/" not in stem and len(set(names)) == len(names) <= MOST
    return [tree[part] for part in names] if joined and all(part in tree for part in names) else []


def joined(parts: Sequence[Path]) -> bytes:
    """The files' contents, one after the other."""
    return b"\n".join(part.read_bytes() for part in parts)
