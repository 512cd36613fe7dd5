"""Walls, styles and image models, as data."""

from __future__ import annotations

from typing import ClassVar, Literal

import msgspec

from app.gallery.views import Cell, Column, StyleLink, SubjectLink, Tile
from app.gallery.walls.markup import Icons, cells_html, rows_html
from app.web.drawn import Drawn
from app.web.view import View


class Row(msgspec.Struct, frozen=True, kw_only=True, eq=False, weakref=True):
    """A style and its cells, one for each column. It is kept until one of its renders changes."""

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

    def html(self, sizes: str, icons: Icons, soon: int) -> Drawn:
        """Its rows; see `rows_html`."""
        return rows_html(self, sizes, icons, soon)


class FamilyLink(msgspec.Struct, frozen=True, kw_only=True):
    """`url` leads to the block of rows on which the family begins."""

    slug: str
    label: str
    count: int
    url: str


class Wall(View, kw_only=True):
    """The matrix of one subject, 30 styles at a time. `next` is the next block for a program, `more` for a person,
    `filling` how many cells are on their way."""

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
    more: str | None


class StyleCard(msgspec.Struct, frozen=True, kw_only=True):
    slug: str
    phrase: str
    note: str
    url: str
    count: int
    tile: Tile | None


class StyleFamily(msgspec.Struct, frozen=True, kw_only=True):
    """A family and its first styles; `count` is how many it has, `url` lists them all."""

    slug: str
    label: str
    count: int
    url: str
    styles: list[StyleCard]


class Styles(View, kw_only=True):
    """Styles by family, each with a truthful preview: its first picture on the first subject that has one.

    Large families show their first styles only, unless it is one `family` alone, whose page begins with the style
    numbered `start`, from 1; `next` is its next page for a program, `more` for a person.
    """

    template: ClassVar[str] = "gallery/styles.html"

    families: list[StyleFamily]
    links: list[FamilyLink]
    total: int
    family: str | None
    page: int
    start: int
    next: str | None
    more: str | None


class SubjectCells(msgspec.Struct, frozen=True, kw_only=True):
    """`originals` are the subject without any style, by the image model of the cell at the same place."""

    subject: SubjectLink
    cells: list[Cell]
    originals: list[Tile | None]

    def html(self, sizes: str, icons: Icons, soon: bool) -> Drawn:
        """Its cells; see `cells_html`."""
        return cells_html(self.cells, sizes, icons, soon)


class StylePage(View, kw_only=True):
    """One style: its phrase and prompt, and every cell of it, subjects down and image models across."""

    template: ClassVar[str] = "gallery/style.html"

    slug: str
    phrase: str
    note: str
    family: str
    family_url: str
    prompt: str
    negative_prompt: str
    models: list[Column]
    subjects: list[SubjectCells]
    done: int
    neighbours: list[StyleCard]


class Price(msgspec.Struct, frozen=True, kw_only=True):
    """What one picture by one operation costs; `words` is "free", "1 credit" or "4 credits"."""

    operation: str
    label: str
    credits: int
    words: str


class ModelLink(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    label: str
    url: str


class ModelFacts(msgspec.Struct, frozen=True, kw_only=True):
    """An image model. `state_words` tell its state as people say it, `seed_exact` whether a seed repeats a picture
    exactly, `source` who or what draws. One that has left the catalogue has no prices and no sizes.
    """

    key: str
    label: str
    provider: str
    url: str
    note: str
    state: Literal["available", "not_offered", "retired"]
    state_words: str
    retired_on: str | None
    successor: ModelLink | None
    prices: list[Price]
    seed_exact: bool | None
    minimum_side: int | None
    maximum_side: int | None
    source: str
    count: int


class ModelCard(msgspec.Struct, frozen=True, kw_only=True):
    """An image model with its pictures of the styles that all are shown by; `original` is its subject unstyled."""

    facts: ModelFacts
    cells: list[Cell]
    original: Tile | None

    def html(self, sizes: str, icons: Icons, soon: bool) -> Drawn:
        """Its cells; see `cells_html`."""
        return cells_html(self.cells, sizes, icons, soon)


class Models(View, kw_only=True):
    """Every image model, each with the same few cells, so that they can be compared: `styles` on `subject`."""

    template: ClassVar[str] = "gallery/models.html"

    models: list[ModelCard]
    subject: SubjectLink | None
    styles: list[StyleLink]


class ModelParameter(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter of an image model; `takes` tells in words what it may be."""

    name: str
    takes: str
    default: str | int | float | bool | None
    note: str


class ModelPage(View, kw_only=True):
    """One image model and what it did: styles down, subjects across, at most 30 styles at a time.

    `before` are the retired models that it follows, `others` those that have pictures here while it has none; `next`
    is the next page for a program, `more` for a person.
    """

    template: ClassVar[str] = "gallery/model.html"
    fragment: ClassVar[str | None] = "gallery/_model_rows.html"

    facts: ModelFacts
    parameters: list[ModelParameter]
    before: list[ModelLink]
    others: list[ModelLink]
    subjects: list[SubjectLink]
    family_links: list[FamilyLink]
    families: list[Family]
    total_styles: int
    page: int
    next: str | None
    more: str | None
