"""The addresses of walls and styles."""

from __future__ import annotations

from typing import Annotated

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

import app
from app.gallery.gallery import Gallery
from app.gallery.views import APIInfo, Renders
from app.gallery.walls.default import default_set
from app.gallery.walls.model import model_page
from app.gallery.walls.models import models_index
from app.gallery.walls.style import style_page
from app.gallery.walls.styles import styles_index
from app.gallery.walls.views import ModelPage, Models, StylePage, Styles, Wall
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
        models="/api/catalog/models",
        default="/api/default",
    )


@twin("/", api="/api/matrix", tags=["Gallery"], told_to_programs=api_info)
def show_wall(gallery: NamedDependency[Gallery], subject: FromQuery[str | None] = None, page: PageNumber = 1) -> Wall:
    """The wall of one subject.

    Styles down, image models across, 30 styles a page. Without `subject` it is the first subject with pictures.
    """
    return wall(gallery, subject, page)


@twin("/default", tags=["Gallery"])
def show_default(gallery: NamedDependency[Gallery], page: PageNumber = 1) -> Renders:
    """The curated default set: one render a style, in the operator's order, 60 a page."""
    return default_set(gallery, page)


@twin("/styles", tags=["Gallery"])
def show_styles(
    gallery: NamedDependency[Gallery], family: FromQuery[str | None] = None, page: PageNumber = 1
) -> Styles:
    """The styles by family, each with a preview.

    Large families show their first styles only; with `family` it is that one alone, 48 styles a page.
    """
    return styles_index(gallery, family, page)


@twin("/styles/{slug:str}", tags=["Gallery"])
def show_style(gallery: NamedDependency[Gallery], slug: FromPath[str]) -> StylePage:
    """One style with every cell of it: subjects down, image models across."""
    return style_page(gallery, slug)


@twin("/models", api="/api/catalog/models", tags=["Gallery"])
def show_models(gallery: NamedDependency[Gallery]) -> Models:
    """Every image model with its state, its prices and what it did: the same few cells of each."""
    return models_index(gallery)


@twin("/models/{key:path}", api="/api/catalog/models/{key:path}", tags=["Gallery"])
def show_model(gallery: NamedDependency[Gallery], key: FromPath[str], page: PageNumber = 1) -> ModelPage:
    """One image model: its facts, and what it did.

    Styles down, subjects across, at most 30 styles a page. A key is `provider:name`, as `local:brush`; names may hold
    a slash.
    """
    return model_page(gallery, key.removeprefix("/"), page)


ROUTES: list[HTTPRouteHandler] = [
    *show_wall,
    *show_default,
    *show_styles,
    *show_style,
    *show_models,
    *show_model,
]
