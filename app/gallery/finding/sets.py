"""Fixed result sets: a query, filters and the moment they are asked as of. The same key is the same set for ever."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import msgspec

from app.gallery.finding.index import numbers
from app.gallery.finding.matching import TIERS, understand
from app.gallery.finding.order import Order, Place
from app.gallery.finding.queries import seen
from app.gallery.lanes.queries import find

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from app.gallery.finding.vocabulary import Axis, Vocabulary
    from app.gallery.gallery import Gallery
    from app.gallery.rows import RenderRow

PAGE = 24


class SetKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a set is asked by: words, the slugs of a family, style and subject, an image model's key, and as of when."""

    q: str = ""
    family: str | None = None
    style: str | None = None
    model: str | None = None
    subject: str | None = None
    as_of: int

    def query(self) -> str:
        """The canonical query string: `q=watercolour&model=local%3Abrush&as_of=75`."""
        return _written(self)

    def url(self, after: Place | None = None) -> str:
        """Where its page is, the first one or that after a place."""
        return f"/search?{self.query()}" + (f"&after={after}" if after else "")


@lru_cache(256)  # a page has half a dozen links into its set
def _written(key: SetKey) -> str:
    return query_string(msgspec.structs.asdict(key))


def query_string(given: Mapping[str, object]) -> str:
    """The parameters that are set, as `urllib.parse.urlencode` writes them."""
    return "&".join([f"{name}={_quoted(str(value))}" for name, value in given.items() if value not in ("", None)])


_quoted = lru_cache(1024)(quote_plus)  # a search names its words in each of its links, and all the same filters


class SetPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a render stands in a set: `position` of `total`, from 1; the ids of its neighbours that can be seen; `back`
    is the address of the page that holds it."""

    position: int
    total: int
    newer: str | None
    older: str | None
    back: str


class FoundSet:
    """A set that can be read."""

    def __init__(self, db: Database, vocabulary: Vocabulary, key: SetKey) -> None:
        self.key, self._vocabulary = key, vocabulary
        self.meaning = understand(vocabulary, key.q, key.as_of)
        known = vocabulary.known(key.as_of)
        self._subjects = _narrowed(vocabulary.subjects, known.subjects, self.meaning.subjects, key.subject)
        self._models = _narrowed(vocabulary.models, known.models, self.meaning.models, key.model)
        if self._models is not None and len(self._models) == known.models.bit_count():
            self._models = None  # every render has an image model, so all of them are any
        self._styles = self._narrowed_styles(known.styles)
        self.order = Order([self._lanes(db, tier) for tier in self._tiers()], key.as_of)

    def _narrowed_styles(self, known: int) -> int | None:
        """The styles that the filters leave; None when they leave all."""
        vocabulary, key = self._vocabulary, self.key
        if key.family is None and key.style is None:
            return None
        left = known if key.family is None else known & vocabulary.families.get(key.family, 0)
        if key.style is not None:
            number = vocabulary.style_of_slug.get(key.style)
            left &= 0 if number is None else 1 << number
        return left

    def _tiers(self) -> Sequence[int | None]:
        """A mask of styles a tier; None stands for every style."""
        tiers = self.meaning.tiers
        if self.meaning.everything:
            return [(self._styles if tier else 0) for tier in tiers]
        return [tier if self._styles is None else tier & self._styles for tier in tiers]

    def _lanes(self, db: Database, styles: int | None) -> list[int]:
        if styles == 0 or self._subjects == [] or self._models == []:
            return []
        known = self._vocabulary.styles
        chosen = [] if styles is None else [known[number] for number in numbers(styles)]
        if chosen and self._subjects is None and self._models is None:
            return [style.lane for style in chosen]
        models = [str(key) for key in self._models or ()]
        subjects = [int(key) for key in self._subjects or ()]
        return find(db, [style.id for style in chosen], models, subjects)

    def place_of(self, render: RenderRow) -> Place | None:
        """Where a render stands; None when it is none of the set."""
        style = self._vocabulary.style_of_id.get(render.style_id or 0)
        if render.seq is None or render.seq > self.key.as_of or style is None:
            return None
        if not (_holds(self._subjects, render.subject_id) and _holds(self._models, render.model_key)):
            return None
        if self._styles is not None and not self._styles >> style & 1:
            return None
        tier = next((tier for tier in range(TIERS) if self.meaning.tiers[tier] >> style & 1), None)
        return None if tier is None else Place(tier, render.seq)

    def url_of_page(self, db: Database, place: Place, position: int) -> str:
        """The address of the page that the place at this position stands on."""
        back = (position - 1) % PAGE + 1
        return self.key.url(self.order.before(db, place, back)[-1] if position > back else None)


def _holds(keys: Sequence[int | str] | None, key: int | str | None) -> bool:
    return keys is None or key in keys


def _narrowed(axis: Axis, known: int, asked: int | None, chosen: str | None) -> list[int | str] | None:
    """The keys that words and filter leave of an axis; None when they leave it open."""
    left = known if asked is None else asked & known
    if chosen is not None:
        number = axis.number_of.get(chosen)
        left &= 0 if number is None else 1 << number
    elif asked is None:
        return None
    return [axis.members[number].key for number in numbers(left)]


def found_set(gallery: Gallery, db: Database, key: SetKey) -> FoundSet:
    """The set of a key that `asking.set_key` has checked."""
    return FoundSet(db, gallery.axes.vocabulary(db), key)


def neighbours(gallery: Gallery, db: Database, key: SetKey, render: RenderRow) -> SetPlace | None:
    """Where a render stands in a set, and what stands beside it; None when it is none of the set."""
    found = found_set(gallery, db, key)
    place = found.place_of(render)
    if place is None:
        return None
    position = found.order.position(db, place)
    return SetPlace(
        position=position,
        total=found.order.total(db),
        newer=_nearest(db, found.order, place, newer=True),
        older=_nearest(db, found.order, place, newer=False),
        back=found.url_of_page(db, place, position),
    )


def _nearest(db: Database, order: Order, place: Place, *, newer: bool) -> str | None:
    """The id of the next render of a set that can be seen, past those that were hidden."""
    at: Place | None = place
    while at is not None:
        beside = order.before(db, at, PAGE) if newer else order.after(db, at, PAGE)
        visible = seen(db, [each.seq for each in beside])
        for each in beside:
            if each.seq in visible:
                return visible[each.seq]
        at = beside[-1] if len(beside) == PAGE else None
    return None
