"""Every address of the gallery. Each function behind one is a page and its JSON twin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery.by_picture import pages as by_picture
from app.gallery.comparing import pages as comparing
from app.gallery.finding import pages as finding
from app.gallery.picture import pages as picture
from app.gallery.sharing import pages as sharing
from app.gallery.verifying import pages as verifying
from app.gallery.walls import pages as walls

if TYPE_CHECKING:
    from litestar.handlers import HTTPRouteHandler

ROUTES: list[HTTPRouteHandler] = [
    *walls.ROUTES,
    *picture.ROUTES,
    *finding.ROUTES,
    *comparing.ROUTES,
    *sharing.ROUTES,
    *verifying.ROUTES,
    *by_picture.ROUTES,
]
