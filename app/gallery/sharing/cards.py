"""The pictures that shared links show: contact sheets of a style, an image model or a wall, and one render whole.

A card's address stays the same while pictures are added, so that links which are out already show the newest one. What
a card is made of is asked of the database each time that the data has changed; the card itself is kept in memory by the
ids of its pictures, and made anew only when these are others. All of this runs in the one thread of `turns.IN_TURN`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from app.errors import BadRequest, NotFound
from app.gallery.queries import subject_by_slug
from app.gallery.recent import Recent
from app.gallery.sharing import queries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.sharing.queries import Picture

MOST: Final = 12
LOOKED_AT: Final = 240
WHOLE: Final = 4_000_000
_KEPT: Final[Recent[bytes]] = Recent(6 << 20)


def style_card(gallery: Gallery, slug: str) -> bytes:
    """A contact sheet of a style, JPEG. NotFound when there is no picture of it."""
    with gallery.store.read() as db:
        pictures = queries.style_pictures(db, slug, LOOKED_AT)
    return _sheet(gallery, spread(pictures, MOST))


def model_card(gallery: Gallery, key: str) -> bytes:
    """A contact sheet of an image model, the first style of each family, JPEG. NotFound when there is no picture of
    it.
    """
    with gallery.store.read() as db:
        pictures = queries.model_pictures(db, key, gallery.catalog.families, MOST)
    return _sheet(gallery, spread(pictures, MOST))


def wall_card(gallery: Gallery, slug: str | None) -> bytes:
    """The first style of each family on a subject's wall, JPEG; the mark when the wall is empty. NotFound for an
    unknown subject.
    """
    with gallery.store.read() as db:
        row = subject_by_slug(db, slug) if slug is not None else None
        if slug is not None and row is None:
            raise NotFound("There is no such subject, so there is no card of its wall.")
        subject = row.id if row else queries.first_subject(db)
        families = gallery.catalog.families
        pictures = [] if subject is None else queries.wall_pictures(db, subject, families, MOST)
    if not pictures:
        return _mark()
    chosen = spread(pictures, MOST)
    places = {picture.style_id: number for number, picture in reversed(list(enumerate(pictures)))}
    return _sheet(gallery, sorted(chosen, key=lambda picture: places[picture.style_id]))


def render_card(gallery: Gallery, render_id: str) -> bytes:
    """A render, whole, on its dominant colour, JPEG. NotFound when there is no picture that everyone may see."""
    with gallery.store.read() as db:
        picture = queries.picture(db, render_id)
    if picture is None:
        raise _no_card()
    return _single(gallery, picture)


def chosen_card(gallery: Gallery, ids: str) -> bytes:
    """A contact sheet of up to twelve renders in the order of their ids, which commas part, JPEG: what a comparison or
    a search shows. Ids of nothing that everyone may see are passed over; NotFound when none is left.
    """
    wanted = ids.split(",")
    if len(wanted) > MOST:
        raise BadRequest(f"A card shows {MOST} renders at most. Leave some out.", code="too_many_renders")
    with gallery.store.read() as db:
        pictures = queries.chosen_pictures(db, dict.fromkeys(wanted))
    return _sheet(gallery, pictures)


def spread(pictures: Sequence[Picture], count: int) -> list[Picture]:
    """`count` of the pictures, or all, that show as many styles, subjects and image models as may be.

    Each next one is that whose style, subject and image model have been taken least; the first among equals.
    """
    left = list(pictures)
    taken: Counter[tuple[str, object]] = Counter()
    chosen: list[Picture] = []
    while left and len(chosen) < count:
        best = min(left, key=lambda picture: sum(taken[axis] for axis in _axes(picture)))
        left.remove(best)
        chosen.append(best)
        taken.update(_axes(best))
    return chosen


def _axes(picture: Picture) -> tuple[tuple[str, object], ...]:
    return ("style", picture.style_id), ("subject", picture.subject_id), ("model", picture.model_key)


def _no_card() -> NotFound:
    return NotFound("There is no picture here to make a card of.")


def _sheet(gallery: Gallery, pictures: list[Picture]) -> bytes:
    if not pictures:
        raise _no_card()
    ratios = sorted(picture.width / picture.height for picture in pictures)
    from app.media.cards import best_grid, contact_sheet

    grid = best_grid(len(pictures), ratios[len(ratios) // 2])
    shown = pictures[: grid.columns * grid.rows]
    if len(shown) == 1:
        return _single(gallery, shown[0])

    def make() -> tuple[bytes, bool]:
        files = [data for picture in shown if (data := _read(gallery, picture, "-thumb-2x"))]
        if not files:
            raise _no_card()
        return contact_sheet(files, grid), len(files) == len(shown)

    return _made(tuple(picture.id for picture in shown), make)


def _single(gallery: Gallery, picture: Picture) -> bytes:
    from app.media.cards import single

    def make() -> tuple[bytes, bool]:
        data = _read(gallery, picture, "-thumb-2x" if picture.width * picture.height > WHOLE else "")
        if data is None:
            raise _no_card()
        return single(data, picture.colour or "d-222"), True

    return _made((picture.id,), make)


def _mark() -> bytes:
    from app.media.cards import unhung

    return _made((), lambda: (unhung(), True))


def _made(key: tuple[str, ...], make: Callable[[], tuple[bytes, bool]]) -> bytes:
    """The card of these renders, from memory or made; `make` also says whether it may be kept."""
    if kept := _KEPT.get(key):
        return kept
    card, whole = make()
    if whole:
        _KEPT.put(key, card, len(card))
    return card


def _read(gallery: Gallery, picture: Picture, suffix: str) -> bytes | None:
    """A render's file, or None when it has just been taken away."""
    file = gallery.files.open_render(picture.image_path, suffix)
    if file is None:
        return None
    with file:
        return file.read()
