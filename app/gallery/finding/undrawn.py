"""Styles of the catalogue that have never had a public render: listed, with a page of their own, and in no set."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from app.gallery.finding.folding import respelt, words
from app.gallery.walls.order import order_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.finding.vocabulary import Vocabulary
    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow
    from app.gallery.walls.order import Order


class Listed(NamedTuple):
    """A style and the words of its phrase, as search spells them."""

    style: StyleRow
    words: tuple[str, ...]


class _Kept(NamedTuple):
    order: Order
    vocabulary: Vocabulary
    styles: list[Listed]


_KEPT: WeakKeyDictionary[Gallery, _Kept] = WeakKeyDictionary()


def undrawn(
    gallery: Gallery, db: Database, vocabulary: Vocabulary, asked: Sequence[str], *, unfinished: bool = False
) -> list[StyleRow]:
    """Those whose phrase has all of these words: first what begins with them, the shortest first; none without words.

    `unfinished`: the last word is still being typed, so it may be the beginning of one.
    """
    if not asked:
        return []
    wanted = [respelt(word) for word in asked]
    begun = (wanted.pop(), asked[-1]) if unfinished else ()
    found = []
    for each in _kept(gallery, order_of(gallery, db), vocabulary):
        ends = not begun or any(word.startswith(begun) for word in each.words)
        if ends and all(word in each.words for word in wanted):
            found.append(each)
    typed = "".join([*wanted, *begun[:1]])
    found.sort(key=lambda each: not "".join(each.words).startswith(typed))
    return [each.style for each in found]


def _kept(gallery: Gallery, order: Order, vocabulary: Vocabulary) -> list[Listed]:
    """All of them, kept until a style is published for the first time or the catalogue changes."""
    kept = _KEPT.get(gallery)
    if kept is None or kept.order is not order or kept.vocabulary is not vocabulary:
        styles = [style for style in order.styles if style.id not in vocabulary.style_of_id]
        styles.sort(key=lambda style: (len(style.phrase), style.phrase))
        listed = [Listed(style, tuple(respelt(word) for word in words(style.phrase))) for style in styles]
        kept = _KEPT[gallery] = _Kept(order, vocabulary, listed)
    return kept.styles
