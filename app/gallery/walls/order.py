"""The order of styles: family by family as in the catalogue, each family in its own.

All styles are kept in memory, as a wall needs them each time and they change only with the catalogue; so is which of
them hang on the walls that were looked at last.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from itertools import groupby
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from app.gallery.queries import all_styles
from app.gallery.walls import queries

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow
    from app.providers.catalog import Catalog


WALLS = 64
Wall = tuple[int, str]


class FamilyRows(msgspec.Struct, frozen=True):
    """Where the rows of a family stand in a list of styles: from the one numbered `first`, which begins at 0."""

    slug: str
    first: int
    count: int


class Hung(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The styles of one wall in their order, and where its families begin."""

    order: Order
    ids: str
    styles: list[StyleRow]
    families: list[FamilyRows]


class Order(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The catalogue's styles in the order of walls; `number` rises when any of them changes."""

    number: int
    catalog: Catalog
    styles: list[StyleRow]
    walls: OrderedDict[Wall, Hung]

    def of(self, ids: Iterable[int]) -> list[StyleRow]:
        """These styles, without those that have left the catalogue."""
        wanted = set(ids)
        return [style for style in self.styles if style.id in wanted]

    def family(self, slug: str) -> list[StyleRow]:
        return [style for style in self.styles if style.family == slug]


_KEPT: WeakKeyDictionary[Gallery, Order] = WeakKeyDictionary()
_LOCK = threading.Lock()


def order_of(gallery: Gallery, db: Database) -> Order:
    """The styles as this reading transaction sees them."""
    number = queries.style_number(db)
    with _LOCK:
        kept = _KEPT.get(gallery)
    if kept is not None and kept.number == number and kept.catalog is gallery.catalog:
        return kept
    styles = by_family(gallery, all_styles(db))
    order = Order(number=number, catalog=gallery.catalog, styles=styles, walls=OrderedDict())
    with _LOCK:
        _KEPT[gallery] = order
    return order


def hung_on(gallery: Gallery, db: Database, *, subject_id: int = 0, model_key: str = "") -> Hung:
    """The styles that have a public render, in whatever state, on a subject or on an image model."""
    order = order_of(gallery, db)
    ids = queries.hung_text(db, subject_id=subject_id, model_key=model_key)
    wall = (subject_id, model_key)
    with _LOCK:
        kept = order.walls.get(wall)
        if kept is not None and kept.ids == ids:
            order.walls.move_to_end(wall)
            return kept
    styles = order.of(msgspec.json.decode(ids, type=list[int]))
    hung = Hung(order=order, ids=ids, styles=styles, families=families_of(styles))
    with _LOCK:
        order.walls[wall] = hung
        if len(order.walls) > WALLS:
            order.walls.popitem(last=False)
    return hung


def families_of(styles: Sequence[StyleRow]) -> list[FamilyRows]:
    """The families of styles that stand family by family."""
    families: list[FamilyRows] = []
    for slug, group in groupby(styles, key=lambda style: style.family):
        first = families[-1].first + families[-1].count if families else 0
        families.append(FamilyRows(slug, first, sum(1 for _ in group)))
    return families


def by_family(gallery: Gallery, styles: Sequence[StyleRow]) -> list[StyleRow]:
    """Family by family in the catalogue's order, each in its own; those that have left it by name, last."""
    rank = {slug: (number, "") for number, slug in enumerate(gallery.catalog.families)}
    return sorted(styles, key=lambda style: rank.get(style.family, (len(rank), style.family)))


def family_label(gallery: Gallery, slug: str) -> str:
    """What a family is called; one that has left the catalogue by its slug."""
    family = gallery.catalog.families.get(slug)
    return family.label if family else slug.replace("-", " ").capitalize()
