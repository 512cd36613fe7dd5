"""The set that a render's address names: `in` a style, a model or the default set, or what a search was asked by."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from app.errors import BadRequest, FieldError
from app.gallery.finding.asking import Asked, set_key
from app.gallery.picture.views import Within

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.picture.ways import CameFrom

HUNG: tuple[Within, ...] = tuple(each for each in get_args(Within) if each not in ("wall", "search"))


def came_from(gallery: Gallery, hung: str | None, asked: Asked) -> CameFrom:
    """The set that the parameters name, the wall when there are none. BadRequest for two sets, or for one that can't
    be.
    """
    if hung is None:
        return "wall" if asked == Asked() else set_key(gallery, asked)
    if asked != Asked():
        said = "This address names two sets. Leave out either “in” or the words and filters of a search."
        raise _bad(said, code="two_sets")
    known = next((each for each in HUNG if each == hung), None)
    if known is None:
        said = f"“in” is {', '.join(HUNG[:-1])} or {HUNG[-1]}. Left out, the ways on follow the wall."
        raise _bad(said, code="unknown_set")
    return known


def _bad(message: str, *, code: str) -> BadRequest:
    return BadRequest(message, code=code, errors=(FieldError("in", message),))
