"""The renders of a page of search, straight from their rows: a search spends most of its time here."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from app.gallery.finding import queries
from app.gallery.rows import METADATA
from app.gallery.tiles import alt_text
from app.gallery.views import RenderJSON, Tombstone
from app.media.provenance import SOURCES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database

    from app.gallery.finding.vocabulary import Vocabulary
    from app.gallery.gallery import Gallery
    from app.gallery.views import Listed
    from app.providers.catalog import ImageModel

HIDDEN = Tombstone()


def listed_renders(gallery: Gallery, db: Database, vocabulary: Vocabulary, seqs: Sequence[int]) -> list[Listed]:
    """The renders with these sequence numbers, in this order, as `tiles.render_json` tells them."""
    models = gallery.catalog.models
    found = queries.shown(db, seqs, lambda row: _told(row, models, vocabulary))
    return [found.get(seq, HIDDEN) for seq in seqs]


def _told(row: Sequence[Any], models: Mapping[str, ImageModel], vocabulary: Vocabulary) -> RenderJSON:
    """A row of `queries.SHOWN`, told by position: to match 26 names takes as long as all of the rest."""
    _, _, render_id, style_id, subject_id, width, height, digest, path, cost, created, published, metadata = row
    known = METADATA.decode(metadata)
    recipe = known.recipe
    model = models.get(recipe.model)
    stem = "/" + path.removesuffix(".webp")
    return RenderJSON(
        render_id,
        "done",
        vocabulary.styles[vocabulary.style_of_id[style_id]].slug,
        recipe.style_phrase,
        recipe.model,
        vocabulary.subjects.slug_of.get(subject_id),
        recipe.base_prompt,
        recipe.prompt,
        recipe.negative_prompt,
        stem + ".webp",
        stem + "-thumb.webp",
        stem + "-thumb-2x.webp",
        width,
        height,
        known.colour,
        alt_text(recipe.style_phrase, recipe.base_prompt, model.label if model else recipe.model.partition(":")[2]),
        recipe.operation,
        recipe.seed,
        model.honours_seed if model else False,
        recipe,
        digest,
        cost,
        "/render/" + render_id,
        SOURCES + known.source_type,
        datetime.fromisoformat(created),
        datetime.fromisoformat(published),
    )
