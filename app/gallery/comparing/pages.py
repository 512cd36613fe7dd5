"""The address where renders are compared."""

from __future__ import annotations

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery

from app.gallery.comparing.side_by_side import compare, ids_of
from app.gallery.comparing.views import Comparison
from app.gallery.gallery import Gallery
from app.web.routing import twin


@twin("/compare", tags=["Gallery"])
def show_comparison(gallery: NamedDependency[Gallery], ids: FromQuery[str] = "") -> Comparison:
    """Two to four renders side by side, and what of their recipes differs.

    `ids` are their ids with commas between. A render that the operator has hidden keeps its place.
    """
    return compare(gallery, ids_of(ids))


ROUTES: list[HTTPRouteHandler] = [*show_comparison]
