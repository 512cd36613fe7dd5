"""Example values for the reference, made from a JSON schema and the names of its fields."""

from __future__ import annotations

import msgspec

from app.web.openapi import Schema, Shapes

DEEPEST = 6
WELL = ("ok", "done", "available", "copy", "picture")
RENDER = "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55"
IMAGE = f"/images/2026/11/{RENDER}"
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
    "next": "/api/matrix?page=2",
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
}
BY_TYPE: dict[str, object] = {"string": "…", "integer": 1, "number": 1.5, "boolean": True, "null": None, "object": {}}


def sample(schema: Schema, shapes: Shapes, name: str = "", depth: int = 0) -> object:
    """A value that the schema allows, for the field `name` ("owner.field" where the owner is known).

    Lists have one member, what may be null and has no example is null; what nests deeper than six levels is left empty.
    """
    if schema.shape:
        return sample(shapes[schema.shape], shapes, name, depth)
    if schema.enum:
        return next((value for value in schema.enum if value in WELL), schema.enum[0])
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
    fits = {"string": str, "integer": int, "number": float}.get(kind)
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
