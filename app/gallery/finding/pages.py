"""The addresses of search and its suggestions."""

from __future__ import annotations

from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery

from app.gallery.finding.asking import Asked
from app.gallery.finding.search import search
from app.gallery.finding.suggesting import suggest
from app.gallery.finding.views import Search, Suggestions
from app.gallery.gallery import Gallery
from app.web.routing import twin


@twin("/search", tags=["Gallery"])
def show_search(
    gallery: NamedDependency[Gallery],
    q: FromQuery[str] = "",
    family: FromQuery[str | None] = None,
    style: FromQuery[str | None] = None,
    model: FromQuery[str | None] = None,
    subject: FromQuery[str | None] = None,
    as_of: FromQuery[int | None] = None,
    after: FromQuery[str | None] = None,
) -> Search:
    """Renders by style phrase, 24 at a time: a set that never shifts.

    `q` is matched with styles: exact phrase, beginning of the phrase, all words in it, all words in it or its family
    and description, similar spelling; within each the newest publication comes first. Words that no style knows name
    a subject or an image model. `as_of` fixes the set: it holds what had been published by then, for ever; left out,
    it is now. Go on with `next`.
    """
    asked = Asked(q=q, family=family, style=style, model=model, subject=subject, as_of=as_of)
    return search(gallery, asked, after)


@twin("/suggest", tags=["Gallery"])
def show_suggestions(gallery: NamedDependency[Gallery], q: FromQuery[str] = "") -> Suggestions:
    """What the words typed so far could mean.

    At most eight styles, families, subjects and image models, each with the number of its renders and one of them;
    listed styles without any, too, which lead to their pages. Without `q` the families.
    """
    return suggest(gallery, q)


ROUTES: list[HTTPRouteHandler] = [*show_search, *show_suggestions]
