"""Walls, styles and image models, as data."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from app.gallery.views import Cell, Column, SubjectLink, Tile
from app.web.view import View


class Row(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    phrase: str
    note: str
    url: str
    cells: list[Cell]


class Family(msgspec.Struct, frozen=True, kw_only=True):
    """`continued` is true when the family began on an earlier block of rows."""

    slug: str
    label: str
    continued: bool
    rows: list[Row]


class FamilyLink(msgspec.Struct, frozen=True, kw_only=True):
    """`url` leads to the block of rows on which the family begins."""

    slug: str
    label: str
    count: int
    url: str


class Wall(View, kw_only=True):
    """The matrix of one subject, 30 styles at a time. `next` is the address of the next block, `filling` how many
    cells are on their way."""

    template: ClassVar[str] = "gallery/wall.html"
    fragment: ClassVar[str | None] = "gallery/_rows.html"

    subject: SubjectLink
    subjects: list[SubjectLink]
    models: list[Column]
    family_links: list[FamilyLink]
    families: list[Family]
    total_styles: int
    done: int
    filling: int
    page: int
    next: str | None


class StyleCard(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    phrase: str
    note: str
    url: str
    count: int
    tile: Tile | None


class StyleFamily(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    label: str
    styles: list[StyleCard]


class Styles(View, kw_only=True):
    """Every style by family, each with a truthful preview (its first render on the default subject)."""

    template: ClassVar[str] = "gallery/styles.html"

    families: list[StyleFamily]
    total: int


class SubjectCells(msgspec.Struct, frozen=True, kw_only=True):
    subject: SubjectLink
    cells: list[Cell]


class StylePage(View, kw_only=True):
    """One style: its phrase and prompt, and every cell of it, subjects down and image models across."""

    template: ClassVar[str] = "gallery/style.html"

    slug: str
    phrase: str
    note: str
    family: str
    prompt: str
    negative_prompt: str
    models: list[Column]
    subjects: list[SubjectCells]
    neighbours: list[StyleCard]
