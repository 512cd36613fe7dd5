"""Example values for the reference, made from a JSON schema and the names of its fields."""

from __future__ import annotations

import msgspec

from app.web.openapi import Schema, Shapes

DEEPEST = 6
WELL = ("ok", "done", "available", "copy", "picture")
RENDER = "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55"
OTHER = "0193f5c2-9b10-7d53-8f0e-6c2a4d7e1b38"
IMAGE = f"/images/2026/11/{RENDER}"
SITE = "https://gallery.example"
LOOK_NOT_MEANING = "Compares look (colour, edges, texture), not what is in the picture."
QUERIES = {
    "/api/search": "?q=watercolour",
    "/api/suggest": "?q=water",
    "/api/compare": f"?ids={RENDER},{OTHER}",
    "/api/oembed": f"?url={{server}}/render/{RENDER}",
}
BY_NAME: dict[str, object] = {
    "id": RENDER,
    "slug": "oil-painting",
    "style": "oil-painting",
    "phrase": "oil painting",
    "style_phrase": "oil painting",
    "family": "painting",
    "key": "local:brush",
    "model_key": "local:brush",
    "model_label": "brush",
    "provider": "local",
    "subject": "lighthouse",
    "base_prompt": "a lighthouse on a cliff at dusk",
    "prompt": "oil painting of a lighthouse on a cliff at dusk, visible impasto brushwork",
    "negative_prompt": "photo, frame, signature, text",
    "colour": "d-345",
    "alt": "oil painting, brush, a lighthouse on a cliff at dusk",
    "url": f"/render/{RENDER}",
    "image_url": f"{IMAGE}.webp",
    "thumb_url": f"{IMAGE}-thumb.webp",
    "thumb_2x_url": f"{IMAGE}-thumb-2x.webp",
    "wall_url": "/",
    "width": 768,
    "height": 576,
    "seed": 1837465,
    "seconds": 0.8,
    "created_at": "2026-11-20T09:30:00Z",
    "recipe_hash": "5d0c1e6f9ab2",
    "code": "not_found",
    "detail": "There is no style “oyl-painting”.",
    "type": "about:blank",
    "label": "Painting",
    "price": "Embedded, free",
    "note": "Thick strokes that follow the form",
    "subject.slug": "lighthouse",
    "subject.label": "Lighthouse",
    "subject.url": "/?subject=lighthouse",
    "model.label": "brush",
    "model.note": "",
    "family.slug": "painting",
    "family_link.slug": "painting",
    "family_link.url": "/?page=2",
    "style.url": "/styles/oil-painting",
    "row.url": "/styles/oil-painting",
    "neighbour.url": "/styles/gouache",
    "neighbour.slug": "gouache",
    "neighbour.phrase": "gouache",
    "check.detail": "",
    "summary": "A copy of a picture in this library",
    "explanation": "Its pixels are those of the render below.",
    "agreement": 0.996,
    "distance": 2,
    "picture.kind": "jpeg",
    "picture.bytes": 38_700,
    "documentation": "/docs",
    "name": "Tessera",
    "version": "0.1.0",
    "licence": "CC BY 4.0",
    "source_type": "algorithmicMedia",
    "family_url": "/styles?family=painting",
    "model_url": "/models/local:brush",
    "subject_label": "Lighthouse",
    "largest_megabytes": 20,
    "largest_megapixels": 40,
    "compared": 60,
    "Wall.next": "/api/matrix?subject=lighthouse&page=2",
    "Wall.more": "/?subject=lighthouse&page=2",
    "Renders.next": "/api/default?page=2",
    "Styles.next": "/api/styles?family=painting&page=2",
    "Styles.more": "/styles?family=painting&page=2",
    "family.url": "/styles?family=painting",
    "link.slug": "painting",
    "link.url": "/styles?family=painting",
    "ModelPage.next": "/api/catalog/models/local:brush?page=2",
    "ModelPage.more": "/models/local:brush?page=2",
    "facts.label": "brush",
    "facts.url": "/models/local:brush",
    "facts.state_words": "Ready",
    "facts.source": "Procedural renderer, not an AI model",
    "successor.key": "local:graver",
    "successor.label": "graver",
    "successor.url": "/models/local:graver",
    "before.key": "local:poster",
    "before.label": "poster",
    "before.url": "/models/local:poster",
    "price.operation": "text-to-image",
    "price.label": "Text to image",
    "price.credits": 0,
    "price.words": "free",
    "parameter.name": "detail",
    "parameter.takes": "whole number from 1 to 8",
    "parameter.note": "More detail takes longer",
    "render.operation": "text-to-image",
    "render.source_type": "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia",
    "recipe.model": "local:brush",
    "recipe.operation": "text-to-image",
    "RenderPage.address": f"/render/{RENDER}",
    "RenderPage.source_type": "Drawn by a procedural renderer, not by an AI model",
    "ways.within": "wall",
    "ways.place": "Style 4 of 60, model 1 of 3",
    "ways.back": "/?subject=lighthouse#s-oil-painting",
    "map.label": "oil painting, brush",
    "Search.q": "watercolour",
    "Search.as_of": 75,
    "Search.total": 48,
    "Search.last": 24,
    "Search.newer": 0,
    "Search.similar": False,
    "Search.next": "/api/search?q=watercolour&as_of=75&after=0-52",
    "Search.more": "/search?q=watercolour&as_of=75&after=0-52",
    "Search.url": "/search?q=watercolour&as_of=75",
    "Search.newest_url": "/search?q=watercolour",
    "Search.set_query": "q=watercolour&as_of=75",
    "understood.kind": "subject",
    "understood.words": "lighthouse",
    "understood.label": "Lighthouse",
    "filter.value": "painting",
    "filter.without": "/search?q=watercolour",
    "family.value": "painting",
    "model.value": "local:brush",
    "subject.value": "lighthouse",
    "nearest.kind": "style",
    "nearest.label": "watercolour",
    "nearest.note": "Painting",
    "nearest.url": "/styles/watercolour",
    "Suggestions.q": "water",
    "suggestion.kind": "style",
    "suggestion.label": "watercolour",
    "suggestion.note": "Painting",
    "suggestion.url": "/styles/watercolour",
    "Comparison.title": "Oil painting on brush and graver",
    "Comparison.url": f"/compare?ids={RENDER},{OTHER}",
    "Comparison.swapped": f"/compare?ids={OTHER},{RENDER}",
    "side.letter": "A",
    "fact.name": "Seed",
    "fact.value": "1837465",
    "Photo.type": "photo",
    "Photo.version": "1.0",
    "Photo.title": "oil painting, a lighthouse on a cliff at dusk",
    "Photo.author_name": "brush",
    "Photo.author_url": f"{SITE}/models/local:brush",
    "Photo.provider_name": "Tessera at gallery.example",
    "Photo.provider_url": f"{SITE}/",
    "Photo.url": f"{SITE}{IMAGE}.webp",
    "PictureForm.note": LOOK_NOT_MEANING,
    "PictureForm.kind": "JPEG",
    "Found.note": LOOK_NOT_MEANING,
    "style.search_url": "/search?q=oil+painting",
    "style.distance": 0.31,
    "style.nearness": 66,
    "style.render": RENDER,
    "style.render_url": f"/render/{RENDER}",
    "VerifyForm.kind": "JPEG",
    "source.term": "algorithmicMedia",
    "source.meaning": "Made by a program, without a trained model",
    "own.recipe": "5d0c1e6f9ab2",
    "text.place": "PNG tEXt",
    "text.program": "AUTOMATIC1111",
    "text.text": "a lighthouse on a cliff at dusk, Steps: 20, Seed: 7",
    "text.cut": False,
    "marks.program": "Tessera",
    "marks.title": "oil painting",
    "marks.creator": "brush",
    "Feed.version": "https://jsonfeed.org/version/1.1",
    "Feed.title": "New styles at gallery.example",
    "Feed.home_page_url": f"{SITE}/styles",
    "Feed.feed_url": f"{SITE}/api/feed",
    "Feed.language": "en",
    "author.name": "Tessera at gallery.example",
    "author.url": f"{SITE}/",
    "item.id": "tag:gallery.example,2026-11-20:styles/oil-painting",
    "item.url": f"{SITE}/styles/oil-painting",
    "item.title": "oil painting",
    "item.summary": "Thick strokes that follow the form",
    "item.image": f"{SITE}/cards/styles/oil-painting.jpg",
    "item.date_published": "2026-11-20T09:30:00Z",
    "item.tag": "Painting",
    "back": "/styles",
    "email": "ada@example.org",
    "picture_url": "/me/picture/3f9c0a1b2c4d5e6f.webp",
    "Me.name": "Ada Lovelace",
    "Profile.name": "Ada Lovelace",
    "NewProfile.name": "Ada Lovelace",
    "NewProfile.model": "local:brush",
    "NewProfile.size": "4:3",
    "Profile.model": "local:brush",
    "Profile.size": "4:3",
    "size.key": "4:3",
    "size.label": "Wide, 4:3",
    "mail.label": "Long work is finished",
    "mail.about": "One mail when a run or a training that took long is done.",
    "ready.url": "/settings/privacy/export/Vd3vG0lUq2oH1Yw8bX5sT7rN4kJ9mCzQe6fPaLhKtRs",
    "ready.bytes": 4_812_331,
}
BY_TYPE: dict[str, object] = {"string": "…", "integer": 1, "number": 1.5, "boolean": True, "null": None, "object": {}}


def sample(schema: Schema, shapes: Shapes, name: str = "", depth: int = 0) -> object:
    """A value that the schema allows, for the field `name`: "owner.field", where the owner is the field that holds it
    or, at the top, the shape.

    Lists have one member, what may be null and has no example is null; what nests deeper than six levels is left empty.
    """
    if schema.shape:
        return sample(shapes[schema.shape], shapes, name or schema.shape, depth)
    if schema.enum:
        return next((value for value in schema.enum if value == BY_NAME.get(name) or value in WELL), schema.enum[0])
    if schema.default is not None:
        return schema.default
    if schema.options:
        best = next((option for option in schema.options if option.type != "null"), schema.options[0])
        return sample(best, shapes, name, depth)
    return _of_type(schema, shapes, name, depth)


def _of_type(schema: Schema, shapes: Shapes, name: str, depth: int) -> object:
    kind = schema.kinds[0] if schema.kinds else "null"
    if kind == "array":
        held = schema.member if depth < DEEPEST else None
        length = len(schema.prefix_items) or 1
        return [sample(held, shapes, singular(name), depth + 1)] * length if held else []
    if kind == "object":
        return _of_fields(schema, shapes, name, depth) if depth < DEEPEST else {}
    field = name.rpartition(".")[2]
    named = BY_NAME.get(name, BY_NAME.get("id" if field.endswith("_id") else field))
    fits = {"string": str, "integer": int, "number": float, "boolean": bool}.get(kind)
    if fits is not None and isinstance(named, fits):
        return named
    return None if schema.nullable else BY_TYPE.get(kind, {})


def _of_fields(schema: Schema, shapes: Shapes, name: str, depth: int) -> dict[str, object]:
    if isinstance(schema.additional_properties, Schema) and not schema.properties:
        given = schema.additional_properties
        return {"database": sample(given, shapes, singular(name), depth + 1)} if given != Schema() else {}
    own = name.rpartition(".")[2]
    return {n: sample(member, shapes, f"{own}.{n}", depth + 1) for n, member in schema.properties.items()}


def singular(name: str) -> str:
    """The name of one member of a list."""
    return name[:-3] + "y" if name.endswith("ies") else name.removesuffix("s")


def pretty(value: object) -> str:
    """The value as JSON on several lines."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
