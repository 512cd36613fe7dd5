"""The address of one render."""

from __future__ import annotations

from typing import Annotated

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from app.errors import NotFound
from app.gallery.finding.asking import Asked
from app.gallery.gallery import Gallery
from app.gallery.identity import is_id
from app.gallery.picture.came_from import HUNG, came_from
from app.gallery.picture.render import render_page
from app.gallery.picture.views import RenderPage
from app.web.routing import twin

Hung = Annotated[str | None, QueryParameter(name="in", enum=HUNG)]


@twin("/render/{render_id:str}", tags=["Gallery"])
def show_render(
    gallery: NamedDependency[Gallery],
    render_id: FromPath[str],
    hung: Hung = None,
    q: FromQuery[str] = "",
    family: FromQuery[str | None] = None,
    style: FromQuery[str | None] = None,
    model: FromQuery[str | None] = None,
    subject: FromQuery[str | None] = None,
    as_of: FromQuery[int | None] = None,
) -> RenderPage:
    """One render with its recipe, its provenance and the ways on from it.

    The ways lead along the wall. With `in` they lead along the page of its style or its image model, or through the
    default set; with what a search was asked by (`q`, `family`, `style`, `model`, `subject`, `as_of`) through that
    search's set.
    """
    if not is_id(render_id):
        raise NotFound("There is no such render. A render's id looks like 0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55.")
    asked = Asked(q=q, family=family, style=style, model=model, subject=subject, as_of=as_of)
    return render_page(gallery, render_id, came_from(gallery, hung, asked))


ROUTES: list[HTTPRouteHandler] = [*show_render]
