"""The picture beside the forms on the way in. The gallery lies above this room, so `main` hands in where it comes from.

A page shows it by a field `picture` of its View, filled by `accounts.picture()`, and
`{% block picture %}{% include "accounts/_door_picture.html" %}{% endblock %}` in its template.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec


class DoorPicture(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that hangs on the wall now. `page` is where all is told of it, `thumb_url` a small file of it for
    phones, `caption` its style and image model, `colour` the class of its dominant colour, `d-000` … `d-555`.
    """

    page: str
    url: str
    thumb_url: str
    width: int
    height: int
    alt: str
    caption: str
    colour: str


PictureSource = Callable[[], DoorPicture | None]


def no_picture() -> DoorPicture | None:
    """What an empty wall gives: nothing."""
    return None
