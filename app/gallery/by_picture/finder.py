"""Finding styles by a picture that somebody sends: what was found, in words and numbers that can be judged."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from app.gallery.by_picture import queries
from app.gallery.by_picture.views import Found, NearStyle, Part, PictureForm, PictureRefused
from app.gallery.sending import MEGABYTES, MEGAPIXELS, Sent, heading_of
from app.gallery.tiles import THUMB_WIDTH, alt_text, model_label
from app.gallery.views import Tile
from app.media.look import LOOK_VERSION
from app.media.sniff import NAMES

if TYPE_CHECKING:
    from app.errors import AppError
    from app.gallery.by_picture.nearest import Nearest
    from app.gallery.by_picture.prototypes import Prototypes
    from app.gallery.by_picture.rows import Picture
    from app.gallery.by_picture.views import Likeness
    from app.gallery.gallery import Gallery

NOTE: Final = "Compares look (colour, edges, texture), not what is in the picture."
MOST, LEAST = 12, 3
READ_SIDE: Final = 512

# Measured over the shipped wall with each subject left out in turn (`bench/looks.py`): half of the pictures are nearer
# to their own style than 0.35; half have no other style nearer than 0.5; two styles at random are 0.9 apart.
RANDOM: Final = 0.9
WORDS: Final[tuple[tuple[float, Likeness], ...]] = (
    (0.35, "very close"),
    (0.5, "close"),
    (0.7, "some likeness"),
)
# A half-size copy in JPEG at quality 60 is nearer than this to its render, which few others are.
SAME: Final = 0.2
# Below these a render's colour, edges and texture are as near as those of pictures of one style mostly are.
AGREES: Final[tuple[tuple[Part, float], ...]] = (("colour", 0.5), ("edges", 0.4), ("texture", 0.4))


class Finder:
    """The styles of one gallery, findable by picture. Loads NumPy with the first picture that is sent."""

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery
        self._opening = threading.Lock()
        self._prototypes: Prototypes | None = None

    def form(self) -> PictureForm:
        """What can be sent."""
        with self._gallery.store.read() as db:
            compared = queries.count_styles(db, LOOK_VERSION)
            complete = not queries.any_unseen(db, LOOK_VERSION)
        return PictureForm(
            note=NOTE,
            kinds=NAMES,
            largest_megabytes=MEGABYTES,
            largest_megapixels=MEGAPIXELS,
            compared=compared,
            complete=complete,
        )

    def find(self, data: bytes) -> Found:
        """The nearest styles to a picture's encoded bytes. Raises MediaError for bytes that are no picture."""
        from app.gallery.by_picture.nearest import nearest_styles
        from app.media.intake import decode
        from app.media.look.measuring import look
        from app.media.phash import phash

        decoded = decode(data, max_side=READ_SIDE)
        own, code = look(decoded.pixels), phash(decoded.pixels)
        with self._gallery.store.read() as db:
            near, compared = nearest_styles(db, self._known(), own, code, MOST)
            rows = {row.id: row for row in queries.pictures(db, [one.render_id for one in near])}
            complete = not queries.any_unseen(db, LOOK_VERSION)
        return Found(
            note=NOTE,
            picture=Sent(kind=decoded.kind, width=decoded.width, height=decoded.height),
            styles=[
                self._told(one, rows[one.render_id])
                for place, one in enumerate(near)
                if one.render_id in rows and (one.distance < RANDOM or place < LEAST)
            ],
            compared=compared,
            complete=complete,
        )

    def _known(self) -> Prototypes:
        from app.gallery.by_picture.prototypes import Prototypes

        with self._opening:
            if self._prototypes is None:
                self._prototypes = Prototypes()
            return self._prototypes

    def _told(self, near: Nearest, row: Picture) -> NearStyle:
        label = model_label(self._gallery, row.model_key)
        stem = row.image_path.removesuffix(".webp")
        return NearStyle(
            style=row.slug,
            phrase=row.phrase,
            note=row.note,
            url=f"/styles/{row.slug}",
            search_url=f"/search?{urlencode({'q': row.phrase})}",
            distance=round(near.distance, 3),
            nearness=max(0, round(100 * (1 - near.distance / RANDOM))),
            likeness=_likeness(near),
            why=[part for (part, most), far in zip(AGREES, near.parts, strict=True) if far <= most],
            render=row.id,
            render_url=f"/render/{row.id}",
            model_label=label,
            base_prompt=row.base_prompt,
            tile=Tile(
                thumb_url=f"/{stem}-thumb.webp",
                thumb_2x_url=f"/{stem}-thumb-2x.webp",
                width=THUMB_WIDTH,
                height=max(1, round(THUMB_WIDTH * row.height / row.width)),
                colour=row.colour or "d-222",
                alt=alt_text(row.phrase, row.base_prompt, label),
            ),
        )


def _likeness(near: Nearest) -> Likeness:
    if near.of_render <= SAME:
        return "nearly the same"
    return next((word for most, word in WORDS if near.distance <= most), "distant")


def refused(error: AppError) -> PictureRefused:
    """What the form says when a picture can't be taken."""
    return PictureRefused(note=NOTE, heading=heading_of(error.code), detail=error.message, code=error.code)
