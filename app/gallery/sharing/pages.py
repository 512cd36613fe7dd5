"""The addresses of what other sites and programs read: cards, feed, sitemap, robots and oEmbed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery, QueryParameter

from app.errors import NotFound
from app.gallery.gallery import Gallery
from app.gallery.sharing.cards import chosen_card, model_card, render_card, style_card, wall_card
from app.gallery.sharing.embedding import embedding
from app.gallery.sharing.feed import feed
from app.gallery.sharing.sitemap import robots, sitemap_index, sitemap_part
from app.gallery.sharing.turns import IN_TURN
from app.gallery.sharing.views import Feed, Photo
from app.web.routing import twin

PUBLIC = {"public": True}
ANY_SIZE = 1_000_000
Side = Annotated[int, QueryParameter(ge=1, le=ANY_SIZE)]


@get("/cards/styles/{file:str}", include_in_schema=False, opt=PUBLIC)
async def show_style_card(gallery: NamedDependency[Gallery], file: FromPath[str]) -> Response[bytes]:
    return jpeg(await IN_TURN.take(lambda: style_card(gallery, without(file, ".jpg"))))


@get("/cards/models/{file:path}", include_in_schema=False, opt=PUBLIC)
async def show_model_card(gallery: NamedDependency[Gallery], file: FromPath[Path]) -> Response[bytes]:
    return jpeg(await IN_TURN.take(lambda: model_card(gallery, without(file.as_posix().lstrip("/"), ".jpg"))))


@get("/cards/render/{file:str}", include_in_schema=False, opt=PUBLIC)
async def show_render_card(gallery: NamedDependency[Gallery], file: FromPath[str]) -> Response[bytes]:
    return jpeg(await IN_TURN.take(lambda: render_card(gallery, without(file, ".jpg"))))


@get("/cards/renders.jpg", include_in_schema=False, opt=PUBLIC)
async def show_chosen_card(gallery: NamedDependency[Gallery], ids: FromQuery[str]) -> Response[bytes]:
    return jpeg(await IN_TURN.take(lambda: chosen_card(gallery, ids)))


@get("/cards/wall.jpg", include_in_schema=False, opt=PUBLIC)
async def show_wall_card(gallery: NamedDependency[Gallery], subject: FromQuery[str | None] = None) -> Response[bytes]:
    return jpeg(await IN_TURN.take(lambda: wall_card(gallery, subject)))


@twin("/feed.atom", api="/api/feed", tags=["Feeds"])
def show_feed(gallery: NamedDependency[Gallery]) -> Feed:
    """New styles, newest first.

    50 at most, each with three of its first pictures. This is a JSON Feed 1.1; `/feed.atom` is the same as Atom.
    """
    return feed(gallery)


@get("/sitemap.xml", sync_to_thread=True, include_in_schema=False, opt=PUBLIC)
def show_sitemap(gallery: NamedDependency[Gallery]) -> Response[bytes]:
    return Response(sitemap_index(gallery), media_type="application/xml")


@get("/sitemap/{file:str}", include_in_schema=False, opt=PUBLIC)
async def show_sitemap_part(gallery: NamedDependency[Gallery], file: FromPath[str]) -> Response[bytes]:
    return Response(
        await IN_TURN.take(lambda: sitemap_part(gallery, without(file, ".xml"))), media_type="application/xml"
    )


@get("/robots.txt", sync_to_thread=True, include_in_schema=False, opt=PUBLIC)
def show_robots(gallery: NamedDependency[Gallery]) -> Response[str]:
    return Response(robots(gallery), media_type="text/plain")


@twin("/oembed", tags=["Gallery"])
def show_embedding(
    gallery: NamedDependency[Gallery],
    url: FromQuery[str],
    maxwidth: Side = ANY_SIZE,
    maxheight: Side = ANY_SIZE,
    form: Annotated[str, QueryParameter(name="format")] = "json",
) -> Photo:
    """How another site shows a render (oEmbed 1.0).

    `url` is the address of a render's page here, whatever its query string. The file named is the largest of the
    render's three that keeps to `maxwidth` and `maxheight`. At `/oembed` it also comes as XML, with `format=xml`.
    """
    return embedding(gallery, url, maxwidth, maxheight, form)


def jpeg(card: bytes) -> Response[bytes]:
    return Response(card, media_type="image/jpeg")


def without(file: str, suffix: str) -> str:
    """What a file is called before its suffix. NotFound when it has another."""
    name = file.removesuffix(suffix)
    if name == file:
        raise NotFound(f"Addresses here end in {suffix}.")
    return name


ROUTES: list[HTTPRouteHandler] = [
    show_style_card,
    show_model_card,
    show_render_card,
    show_chosen_card,
    show_wall_card,
    *show_feed,
    show_sitemap,
    show_sitemap_part,
    show_robots,
    *show_embedding,
]
