"""Rows become what a page shows: tiles, cells, columns."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from app.gallery.views import Cell, Column, RenderJSON, SubjectLink, Tile
from app.media.provenance import SOURCES
from app.providers.registry import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, RenderRow, SubjectRow
    from app.providers.catalog import ImageModel

THUMB_WIDTH = 256
WAITING = "Being drawn"
FAILED = "Failed, not charged"
MISSING = "Not made yet"
HIDDEN = "Hidden by the operator"
_REASONS = {"pending": WAITING, "failed": FAILED, "done": ""}


def alt_text(phrase: str, base_prompt: str, model_label: str) -> str:
    """What a picture shows: style, subject, image model."""
    if phrase and base_prompt and model_label:
        return f"{phrase}, {base_prompt}, {model_label}"
    return ", ".join(filter(None, (phrase or "unstyled", base_prompt, model_label)))


def tile_of(row: CellRow, alt: str) -> Tile | None:
    """A finished render's thumbnail; None when there is nothing to show."""
    if row.status != "done" or row.hidden or row.image_path is None:
        return None
    stem = row.image_path.removesuffix(".webp")
    return Tile(
        thumb_url=f"/{stem}-thumb.webp",
        thumb_2x_url=f"/{stem}-thumb-2x.webp",
        width=THUMB_WIDTH,
        height=round(THUMB_WIDTH * row.height / row.width) or 1,
        colour=row.colour or "d-222",
        alt=alt,
    )


def cell_of(row: CellRow | None, model_key: str, alt: str, within: str = "") -> Cell:
    """A cell of a wall, or why there is no picture in it. `within` ends its address: the set that it is looked at in,
    as "?in=style".
    """
    if row is None:
        return missing(model_key)
    if row.hidden:
        return Cell(model_key=model_key, status="hidden", id=None, url=None, tile=None, reason=HIDDEN)
    tile = tile_of(row, alt)
    reason = _REASONS[row.status]
    url = f"/render/{row.id}{within}" if tile else None
    return Cell(model_key=model_key, status=row.status, id=row.id, url=url, tile=tile, reason=reason)


@lru_cache(maxsize=256)
def missing(model_key: str) -> Cell:
    """A cell with nothing in it yet."""
    return Cell(model_key=model_key, status="missing", id=None, url=None, tile=None, reason=MISSING)


_RANK = {"done": 0, "pending": 1, "failed": 3}


def best_cells(rows: Iterable[CellRow]) -> dict[tuple[int | None, int | None, str], CellRow]:
    """(style, subject, image model) → what stands there: a picture, else one on its way, a tombstone, a failure."""
    best: dict[tuple[int | None, int | None, str], CellRow] = {}
    for row in rows:
        place = (row.style_id, row.subject_id, row.model_key)
        if place not in best or _rank(row) < _rank(best[place]):
            best[place] = row
    return best


def _rank(row: CellRow) -> int:
    return 2 if row.hidden else _RANK[row.status]


def model_label(gallery: Gallery, key: str) -> str:
    model = gallery.catalog.models.get(key)
    return model.label if model else key.partition(":")[2]


def column_of(gallery: Gallery, key: str, original: Tile | None = None) -> Column:
    """An image model's column; one that has left the catalogue stays, as retired."""
    model = gallery.catalog.models.get(key)
    if model is None:
        provider, _, name = key.partition(":")
        return Column(
            key=key,
            label=name,
            provider=LABELS.get(provider, provider),
            price="",
            state="retired",
            successor=None,
            note="",
            original=original,
        )
    return Column(
        key=key,
        label=model.label,
        provider=LABELS.get(model.provider, model.provider),
        price=_price(model),
        state=model.state,
        successor=model_label(gallery, model.successor) if model.successor else None,
        note=model.note,
        original=original,
    )


def _price(model: ImageModel) -> str:
    offer = model.operations.get("text-to-image")
    return price_in_words(offer.credits) if offer else ""


def price_in_words(price: int) -> str:
    """A price in credits: "free", "1 credit", "4 credits"."""
    if price == 0:
        return "free"
    return "1 credit" if price == 1 else f"{price} credits"


def columns_with(gallery: Gallery, keys: Iterable[str]) -> list[str]:
    """Image models in the catalogue's order, those that have left it last."""
    present = set(keys)
    known = [key for key in gallery.catalog.models if key in present]
    return known + sorted(present - set(known))


def subject_links(
    gallery: Gallery, subjects: Sequence[SubjectRow], originals: Mapping[int, CellRow], current: str | None
) -> list[SubjectLink]:
    """The subject switch; `originals` is what each subject, by id, looks like without any style."""
    links = []
    for subject in subjects:
        row = originals.get(subject.id)
        alt = alt_text("", subject.base_prompt, model_label(gallery, row.model_key)) if row else ""
        links.append(
            SubjectLink(
                slug=subject.slug,
                label=subject.label,
                base_prompt=subject.base_prompt,
                url=f"/?subject={subject.slug}",
                current=subject.slug == current,
                tile=tile_of(row, alt) if row else None,
            )
        )
    return links


def render_json(gallery: Gallery, row: RenderRow) -> RenderJSON:
    """A render as the API tells it."""
    model = gallery.catalog.models.get(row.model_key)
    stem = row.image_path.removesuffix(".webp") if row.image_path else None
    return RenderJSON(
        id=row.id,
        status=row.status,
        style=row.style,
        style_phrase=row.style_phrase,
        model_key=row.model_key,
        subject=row.subject,
        base_prompt=row.base_prompt,
        prompt=row.metadata.recipe.prompt,
        negative_prompt=row.negative_prompt,
        image_url=f"/{stem}.webp" if stem else None,
        thumb_url=f"/{stem}-thumb.webp" if stem else None,
        thumb_2x_url=f"/{stem}-thumb-2x.webp" if stem else None,
        width=row.width,
        height=row.height,
        colour=row.metadata.colour,
        alt=alt_text(row.style_phrase, row.base_prompt, model_label(gallery, row.model_key)),
        operation=row.operation,
        seed=row.seed,
        seed_exact=model.honours_seed if model else False,
        recipe=row.metadata.recipe,
        recipe_hash=row.recipe_hash,
        cost_credits=row.cost_credits,
        url=f"/render/{row.id}",
        source_type=SOURCES + row.metadata.source_type,
        created_at=row.created_at,
        published_at=row.published_at,
    )
