"""Which render of the library a picture is: hashes find the few that it may be, their pixels decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from app.gallery.verifying import queries

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray
    from sqlite_utils import Database

    from app.gallery.gallery import Gallery
    from app.gallery.verifying.queries import Shown
    from app.media.likeness import Likeness

WITHIN: Final = 7  # of 64 bits: one band of four differs by one bit at most
MOST_NEAR: Final = 60_000
MOST_GLANCED: Final = 40
MOST_COMPARED: Final = 6
CLOSE: Final = 0.03
FARTHEST: Final = 64


class Alike(msgspec.Struct, frozen=True, kw_only=True):
    """A render and how well the picture agrees with it; `same` when the file is its own, byte for byte."""

    id: str
    distance: int
    likeness: Likeness
    same: bool


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """`alike` are the renders that the picture is, best first; `named` whether the render that its mark names can be
    seen here."""

    alike: list[Alike]
    named: bool


def compare_with_library(gallery: Gallery, data: bytes, pixels: NDArray[np.uint8], named: str) -> Compared:
    """Find the public renders that a picture is. `named` is the render that its mark names, or empty."""
    from app.media.likeness import hashes

    known = hashes(pixels)
    with gallery.store.read() as db:
        shown = _shown(db, pixels, {**({named: FARTHEST} if named else {}), **_near(db, known)})
    glanced = _glanced(gallery, pixels, shown, named)
    alike = [found for one in glanced if (found := _alike(gallery, data, pixels, known, one)) is not None]
    kept = sorted((one for one in alike if one.likeness.is_copy), key=lambda one: -_score(one))
    best = [one for one in kept if one.same or _score(one) >= _score(kept[0]) - CLOSE]
    return Compared(alike=best, named=any(one.id == named for one in shown))


def _near(db: Database, known: Sequence[int]) -> dict[str, int]:
    """Render → its hash's distance from the nearest of these, for all within `WITHIN`.

    A hash within 7 bits has a band of 16 within 1 bit: 17 values to look up for each of four bands (the pigeonhole
    principle, as in Norouzi, Punjani and Fleet, "Fast Exact Search in Hamming Space With Multi-Index Hashing", 2014).
    """
    from app.media.phash import distance

    bands = [{value for one in known for value in around((one >> shift) & 0xFFFF)} for shift in (48, 32, 16, 0)]
    rows = queries.near(db, bands, MOST_NEAR)
    distances = {row.id: min(distance(row.phash, one) for one in known) for row in rows}
    return {render_id: bits for render_id, bits in distances.items() if bits <= WITHIN}


def around(band: int) -> list[int]:
    """The 17 values within one bit of a band."""
    return [band, *(band ^ 1 << bit for bit in range(16))]


def _shown(db: Database, pixels: NDArray[np.uint8], found: dict[str, int]) -> list[Shown]:
    """The public ones of the renders found, those first that are most likely it."""
    from app.media.look import LOOK_VERSION

    nearest = sorted(found, key=lambda render_id: found[render_id])[:MOST_NEAR]
    shown = queries.shown(db, nearest, LOOK_VERSION)
    if len(shown) <= MOST_GLANCED:
        return shown
    return _by_look(pixels, shown)


def _by_look(pixels: NDArray[np.uint8], shown: Sequence[Shown]) -> list[Shown]:
    """Nearest in look first; those without a look that can be compared last."""
    import numpy as np

    from app.media.look.comparing import distances, rows_of
    from app.media.look.measuring import look

    with_look = [one for one in shown if one.look is not None]
    if not with_look:
        return list(shown)
    order = np.argsort(distances(look(pixels), rows_of([one.look or b"" for one in with_look])), kind="stable")
    return [with_look[at] for at in order.tolist()] + [one for one in shown if one.look is None]


def _glanced(gallery: Gallery, pixels: NDArray[np.uint8], shown: Sequence[Shown], named: str) -> list[Shown]:
    """The few that are most alike at a glance, and the one that the mark names."""
    from app.media.likeness import coarse

    own = coarse(pixels)
    wanted = [*shown[:MOST_GLANCED], *(one for one in shown[MOST_GLANCED:] if one.id == named)]
    seen = [(one, thumb) for one in wanted if (thumb := _thumb(gallery, one, "-thumb")) is not None]
    seen.sort(key=lambda pair: -float(own @ coarse(pair[1])))
    return [one for at, (one, _) in enumerate(seen) if at < MOST_COMPARED or one.id == named]


def _alike(gallery: Gallery, data: bytes, pixels: NDArray[np.uint8], known: Sequence[int], one: Shown) -> Alike | None:
    from app.media.likeness import compare
    from app.media.phash import distance, phash

    large = _thumb(gallery, one, "-thumb-2x")
    if large is None:
        return None
    its = phash(large)
    return Alike(
        id=one.id,
        distance=min(distance(its, own) for own in known),
        likeness=compare(pixels, large),
        same=_is_file(gallery, data, one),
    )


def _score(one: Alike) -> float:
    return one.likeness.picture + one.likeness.outlines - one.likeness.tint / 40 + (3 if one.same else 0)


def _thumb(gallery: Gallery, one: Shown, suffix: str) -> NDArray[np.uint8] | None:
    """A thumbnail's pixels; None when the file is gone or broken."""
    from app.media.errors import MediaError
    from app.media.intake import decode

    data = _file(gallery, one, suffix)
    try:
        return None if data is None else decode(data).pixels
    except MediaError:
        return None


def _is_file(gallery: Gallery, data: bytes, one: Shown) -> bool:
    """Whether these bytes are the render's picture or one of its thumbnails."""
    return any(_file(gallery, one, suffix, len(data)) == data for suffix in ("", "-thumb", "-thumb-2x"))


def _file(gallery: Gallery, one: Shown, suffix: str, size: int | None = None) -> bytes | None:
    """One of a render's three files; None when it is gone or not of this size."""
    opened = gallery.files.open_render(one.image_path, suffix)
    if opened is None:
        return None
    with opened as file:
        return file.read() if size is None or file.size == size else None
