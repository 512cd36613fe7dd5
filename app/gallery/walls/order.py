"""The order of styles: family by family as in the catalogue, each family in its own.

All styles are kept in memory, as a wall needs them each time and they change only with the catalogue.
"""

from __future__ import annotations

import threading
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


class Order(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The catalogue's styles in the order of walls; `number` rises when any of them changes."""

    number: int
    catalog: Catalog
    styles: list[StyleRow]

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
    order = Order(number=number, catalog=gallery.catalog, styles=by_family(gallery, all_styles(db)))
    with _LOCK:
        _KEPT[gallery] = order
    return order


def by_family(gallery: Gallery, styles: Sequence[StyleRow]) -> list[StyleRow]:
    """Family by family in the catalogue's order, each in its own."""
    order = {slug: number for number, slug in enumerate(gallery.catalog.families)}
    return sorted(styles, key=lambda style: order.get(style.family, len(order)))


def family_label(gallery: Gallery, slug: str) -> str:
    """What a family is called; one that has left the catalogue by its slug."""
    family = gallery.catalog.families.get(slug)
    return family.label if family else slug.replace("-", " ").capitalize()


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The text that shares most pairs of letters with this one (Dice, 1945), if that is nearly half of them."""
    wanted = _pairs(text)
    best, most = None, 0.45
    for each in known:
        pairs = _pairs(each)
        alike = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
        if alike > most:
            best, most = each, alike
    return best


def _pairs(text: str) -> set[str]:
    around = f" {text.lower()[:60]} "
    return {around[at : at + 2] for at in range(len(around) - 1)}
