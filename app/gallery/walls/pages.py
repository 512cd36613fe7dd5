"""The addresses of walls and styles."""

from __future__ import annotations

from typing import Annotated

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

import app
from app.gallery.gallery import Gallery
from app.gallery.views import APIInfo, Renders
from app.gallery.walls.browse import default_set, style_page, styles_index
from app.gallery.walls.views import StylePage, Styles, Wall
from app.gallery.walls.wall import wall
from app.web.routing import twin

PageNumber = Annotated[int, QueryParameter(ge=1, le=1_000_000)]


def api_info() -> APIInfo:
    """What a program meets at the front door."""
    return APIInfo(
        name="Tessera",
        version=app.__version__,
        documentation="/docs",
        openapi="/openapi.json",
        matrix="/api/matrix",
        styles="/api/styles",
        default="/api/default",
    )


@twin("/", api="/api/matrix", tags=["Gallery"], told_to_programs=api_info)
def show_wall(gallery: NamedDependency[Gallery], subject: FromQuery[str | None] = None, page: PageNumber = 1) -> Wall:
    """The wall of one subject.

    Styles down, image models across, 30 styles a page. Without `subject` it is the first subject with pictures.
    """
    return wall(gallery, subject, page)


@twin("/default", tags=["Gallery"])
def show_default(gallery: NamedDependency[Gallery]) -> Renders:
    """The curated default set: one render a style, in the operator's order."""
    return default_set(gallery)


@twin("/styles", tags=["Gallery"])
def show_styles(gallery: NamedDependency[Gallery]) -> Styles:
    """Every style by family, each with a preview."""
    return styles_index(gallery)


@twin("/styles/{slug:str}", tags=["Gallery"])
def show_style(gallery: NamedDependency[Gallery], slug: FromPath[str]) -> StylePage:
    """One style with every cell of it: subjects down, image models across."""
    return style_page(gallery, slug)


ROUTES: list[HTTPRouteHandler] = [*show_wall, *show_default, *show_styles, *show_style]
