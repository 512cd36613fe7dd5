"""The address of one render."""

from __future__ import annotations

from typing import Annotated

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, QueryParameter

from app.errors import NotFound
from app.gallery.gallery import Gallery
from app.gallery.identity import is_id
from app.gallery.picture.hanging import render_page
from app.gallery.picture.views import RenderPage
from app.gallery.picture.ways import HUNG, came_from
from app.web.routing import twin

Hung = Annotated[str | None, QueryParameter(name="in", enum=HUNG)]


@twin("/render/{render_id:str}", tags=["Gallery"])
def show_render(
    gallery: NamedDependency[Gallery],
    render_id: FromPath[str],
    hung: Hung = None,
) -> RenderPage:
    """One render with its recipe, its provenance and the ways on from it.

    They lead along the wall; with `in` along the page of its style or its image model, or through the default set.
    """
    if not is_id(render_id):
        raise NotFound("There is no such render. A render's id looks like 0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55.")
    return render_page(gallery, render_id, came_from(hung))


ROUTES: list[HTTPRouteHandler] = [*show_render]
