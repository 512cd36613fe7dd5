"""The styles whose renders look most like a picture.

First the mean looks of all groups, each a style on an image model; then the renders of the nearest groups, and those
that share the picture's hash, one by one. A style is as near as the geometric mean of its nearest group and its nearest
render says: the mean of a group tells what its style is like whatever it shows, and a render's copy finds itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from app.gallery.by_picture import queries
from app.media.look import LOOK_VERSION
from app.media.look.comparing import WEIGHTS, differences, rows_of
from app.media.phash import distance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.by_picture.prototypes import Far, Prototypes
    from app.gallery.by_picture.rows import Candidate

STYLES = 30
GROUPS_OF_STYLE = 2
RENDERS_OF_GROUP = 24
MOST_ALIKE = 400
ALIKE_BITS = 8


class Nearest(NamedTuple):
    """A style and its nearest render. `parts` is how far that render is in colour, edges and texture."""

    style_id: int
    render_id: str
    distance: float
    parts: tuple[float, float, float]
    of_render: float


def nearest_styles(
    db: Database, prototypes: Prototypes, look: bytes, phash: int, most: int
) -> tuple[list[Nearest], int]:
    """The nearest `most` styles, nearest first, and how many there are to compare with.

    What this costs hardly follows the number of groups, and not at all the number of renders.
    """
    groups, styles = prototypes.nearest(db, look)
    of_style: dict[int, float] = {}
    for group in groups:
        of_style.setdefault(group.key.style_id, group.distance)
    farthest = groups[-1].distance if groups else 0.0
    candidates = [*_of_groups(db, groups), *_alike(db, phash)]
    found = [
        one._replace(distance=(of_style.get(one.style_id, farthest) * one.of_render) ** 0.5)
        for one in _nearest_renders(look, candidates)
    ]
    return sorted(found, key=lambda one: (one.distance, one.style_id))[:most], styles


def _of_groups(db: Database, groups: Sequence[Far]) -> list[Candidate]:
    """The newest renders of the nearest groups of the nearest styles."""
    taken: dict[int, int] = {}
    found: list[Candidate] = []
    for key, _ in groups:
        number = taken.get(key.style_id, 0)
        if number == GROUPS_OF_STYLE or (not number and len(taken) == STYLES):
            continue
        taken[key.style_id] = number + 1
        found += queries.pictures_of(db, key, LOOK_VERSION, RENDERS_OF_GROUP)
    return found


def _alike(db: Database, phash: int) -> list[Candidate]:
    found = queries.alike(db, phash, LOOK_VERSION, MOST_ALIKE)
    return [candidate for candidate, other in found if distance(phash, other) <= ALIKE_BITS]


def _nearest_renders(look: bytes, candidates: Sequence[Candidate]) -> list[Nearest]:
    """Each style's nearest render."""
    if not candidates:
        return []
    parts = differences(look, rows_of([candidate.look for candidate in candidates]))
    best: dict[int, Nearest] = {}
    for candidate, apart in zip(candidates, parts, strict=True):
        far = float(apart @ WEIGHTS)
        if candidate.style_id not in best or far < best[candidate.style_id].of_render:
            colour, edges, texture = apart.tolist()
            best[candidate.style_id] = Nearest(
                candidate.style_id, candidate.render_id, far, (colour, edges, texture), far
            )
    return list(best.values())
