"""Renders side by side, as data."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from app.gallery.views import Listed
from app.web.view import View


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """One place of a comparison. `letter` is A to D; `without` leads to the comparison without it, where two others
    are left. A hidden render's place has no phrase and no model.
    """

    letter: str
    phrase: str
    model_label: str
    without: str | None


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of the recipes: its value for each render, empty where there is none, and whether they differ."""

    name: str
    values: list[str]
    differs: bool


class Comparison(View, kw_only=True):
    """Two to four renders side by side. `facts` say what of their recipes differs and what is the same; `swapped` is
    the address with the first two changed over, where there are two.
    """

    template: ClassVar[str] = "gallery/compare.html"

    title: str
    renders: list[Listed]
    sides: list[Side]
    facts: list[Fact]
    url: str
    swapped: str | None
