"""The index of styles, by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import NotFound
from app.gallery.tiles import tile_of
from app.gallery.walls import queries
from app.gallery.walls.order import family_label, order_of
from app.gallery.walls.views import FamilyLink, StyleCard, StyleFamily, Styles
from app.naming import no_such

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow

FAMILY_ROWS = 48
FIRST, FEWEST, ALTOGETHER = 24, 6, 240


def styles_index(gallery: Gallery, family: str | None, page: int) -> Styles:
    """The first styles of every family, or one family alone, 48 a page. NotFound for another family or page."""
    with gallery.store.read() as db:
        order = order_of(gallery, db)
        families: dict[str, list[StyleRow]] = {}
        for style in order.styles:
            families.setdefault(style.family, []).append(style)
        counts = queries.done(db)
        start, size = _part(families, family, page)
        shown = {
            slug: _rendered_first(styles, counts)[start : start + size]
            for slug, styles in families.items()
            if family in (None, slug)
        }
        previews = queries.previews(db, [style.id for styles in shown.values() for style in styles])
    goes_on = family is not None and start + size < len(families[family])
    more = family_url(family, page + 1) if family and goes_on else None
    return Styles(
        families=[
            StyleFamily(
                slug=slug,
                label=family_label(gallery, slug),
                count=len(families[slug]),
                url=family_url(slug, 1),
                styles=[card_of(style, counts, previews) for style in styles],
            )
            for slug, styles in shown.items()
        ],
        links=[
            FamilyLink(slug=slug, label=family_label(gallery, slug), count=len(styles), url=family_url(slug, 1))
            for slug, styles in families.items()
        ],
        total=len(order.styles),
        family=family,
        page=page,
        start=start + 1,
        next=f"/api{more}" if more else None,
        more=more,
    )


def family_url(slug: str, page: int) -> str:
    return f"/styles?family={slug}" + (f"&page={page}" if page > 1 else "")


def _part(families: Mapping[str, list[StyleRow]], family: str | None, page: int) -> tuple[int, int]:
    """From which style of a family on, and how many of it, are shown."""
    if family is None:
        if page > 1:
            raise NotFound("The index has one page. Each family has pages of its own: /styles?family=…&page=2.")
        return 0, max(FEWEST, min(FIRST, ALTOGETHER // max(1, len(families))))
    if family not in families:
        raise NotFound(no_such("family", family, families, "The styles index lists them all."))
    pages = -(-len(families[family]) // FAMILY_ROWS)
    if page > pages:
        raise NotFound(f"This family has {pages} page{'s' if pages > 1 else ''}.")
    return (page - 1) * FAMILY_ROWS, FAMILY_ROWS


def _rendered_first(styles: list[StyleRow], counts: Mapping[int, int]) -> list[StyleRow]:
    """Those with pictures before those without, each in their order."""
    return sorted(styles, key=lambda style: style.id not in counts)


def card_of(style: StyleRow, counts: Mapping[int, int], previews: Mapping[int, CellRow]) -> StyleCard:
    """A style by the picture that stands for it."""
    row = previews.get(style.id)
    return StyleCard(
        slug=style.slug,
        phrase=style.phrase,
        note=style.note,
        url=f"/styles/{style.slug}",
        count=counts.get(style.id, 0),
        tile=tile_of(row, style.phrase) if row else None,
    )
