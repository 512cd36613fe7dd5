"""Search and its suggestions, as data."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from app.gallery.views import Listed, StyleLink, Tile
from app.web.view import View

Kind = Literal["style", "family", "model", "subject"]


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """Something that a search could mean. `count` is how many renders it leads to, 0 for a style that is listed and has
    no picture yet; `marks` the stretches of the label
    that were typed, from and to, in UTF-16 code units."""

    kind: Kind
    label: str
    note: str
    count: int
    url: str
    tile: Tile | None
    marks: list[tuple[int, int]]


class Suggestions(View, kw_only=True):
    """At most eight of what the words typed so far could mean: styles, families, subjects and image models."""

    seldom: ClassVar[bool] = True

    q: str
    suggestions: list[Suggestion]


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a filter."""

    value: str
    label: str
    current: bool


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """A filter that is set. `without` is the search without it."""

    kind: Kind
    value: str
    label: str
    without: str


class Understood(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the query that name a subject or image models, and not a style. `labels` says which."""

    kind: Kind
    words: str
    labels: list[str]


class Search(View, kw_only=True):
    """A page of 24 of a fixed result set.

    `as_of` is the sequence number that the set stands as of, `fixed_at` when that render came out; `newer` is how many
    renders more the same search has by now, at `newest_url`. `first` and `last` are the positions shown, of `total`.
    A render that was hidden since keeps its place. `next` is the next page for a program, `more` and `earlier` are
    the pages beside this one for a person; `url` is the set's lasting address. `similar` is true when nothing is
    spelled like the query, `styles` are those that it found then, or first. `nearest` helps on when nothing was found;
    a style there with a `count` of 0 is listed and has no picture yet.
    """

    template: ClassVar[str] = "gallery/search.html"
    fragment: ClassVar[str | None] = "gallery/_results.html"
    seldom: ClassVar[bool] = True

    q: str
    as_of: int
    fixed_at: datetime | None
    total: int
    first: int
    last: int
    newer: int
    similar: bool
    styles: list[StyleLink]
    understood: list[Understood]
    filters: list[Filter]
    renders: list[Listed]
    next: str | None
    more: str | None
    earlier: str | None
    url: str
    newest_url: str
    set_query: str
    families: list[Option]
    models: list[Option]
    subjects: list[Option]
    nearest: list[Suggestion]

    def headers(self) -> dict[str, str]:
        """Where this very page stays."""
        return {"content-location": self.url}
