"""What is known of an image model: from the catalogue, or, for one that has left it, from its key alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, get_args
from urllib.parse import quote

from app.gallery.source_types import MODELS
from app.gallery.tiles import model_label, price_in_words
from app.gallery.walls.views import ModelFacts, ModelLink, ModelParameter, Price
from app.providers.base import Operation
from app.providers.registry import LABELS

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.providers.catalog import ImageModel, Parameter

KINDS = {"integer": "whole number", "number": "number", "boolean": "yes or no", "string": "text"}


def model_url(key: str) -> str:
    return f"/models/{quote(key, safe=':/')}"


def link_to(gallery: Gallery, key: str) -> ModelLink:
    return ModelLink(key=key, label=model_label(gallery, key), url=model_url(key))


def facts_of(gallery: Gallery, key: str, count: int) -> ModelFacts:
    """An image model that has `count` pictures here."""
    model = gallery.catalog.models.get(key)
    if model is None:
        return _left(gallery, key, count)
    offered = model.provider in gallery.configured
    retired = model.state == "retired"
    return ModelFacts(
        key=key,
        label=model.label,
        provider=LABELS.get(model.provider, model.provider),
        url=model_url(key),
        note=model.note,
        state="retired" if retired else "available" if offered else "not_offered",
        state_words=_state_words(model, offered=offered),
        retired_on=model.retired_on,
        successor=link_to(gallery, model.successor) if model.successor else None,
        prices=_prices(model),
        seed_exact=model.honours_seed,
        minimum_side=model.minimum_side,
        maximum_side=model.maximum_side,
        source=MODELS[model.source_type],
        count=count,
    )


def _left(gallery: Gallery, key: str, count: int) -> ModelFacts:
    """An image model that has left the catalogue."""
    provider = key.partition(":")[0]
    return ModelFacts(
        key=key,
        label=model_label(gallery, key),
        provider=LABELS.get(provider, provider),
        url=model_url(key),
        note="",
        state="retired",
        state_words="No longer in the catalogue",
        retired_on=None,
        successor=None,
        prices=[],
        seed_exact=None,
        minimum_side=None,
        maximum_side=None,
        source="",
        count=count,
    )


def _state_words(model: ImageModel, *, offered: bool) -> str:
    if model.state == "retired":
        return f"Retired on {_day(model.retired_on)}" if model.retired_on else "Retired"
    return "Ready" if offered else "Not offered here: its provider has no key"


def _day(written: str) -> str:
    """ "2026-05-12" as "12 May 2026"; what isn't written so, as it is."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return written
    return f"{day.day} {day:%B %Y}"


def _prices(model: ImageModel) -> list[Price]:
    return [
        Price(
            operation=operation,
            label=operation.replace("-", " ").capitalize(),
            credits=offer.credits,
            words=price_in_words(offer.credits),
        )
        for operation in get_args(Operation)
        if (offer := model.operations.get(operation))
    ]


def parameters_of(model: ImageModel | None) -> list[ModelParameter]:
    """What an order may set, besides prompt, size and seed."""
    if model is None:
        return []
    return [
        ModelParameter(name=name, takes=_takes(parameter), default=parameter.default, note=parameter.note)
        for name, parameter in model.parameters.items()
    ]


def _takes(parameter: Parameter) -> str:
    if parameter.choices:
        return " or ".join(str(choice) for choice in parameter.choices)
    least, most = parameter.minimum, parameter.maximum
    kind = KINDS[parameter.type]
    if least is not None and most is not None:
        return f"{kind} from {least:g} to {most:g}"
    if least is not None:
        return f"{kind} from {least:g}"
    return f"{kind} up to {most:g}" if most is not None else kind


def predecessors(gallery: Gallery, key: str) -> list[ModelLink]:
    """The retired image models that name this one as their successor."""
    models = gallery.catalog.models.values()
    return [link_to(gallery, m.key) for m in models if m.state == "retired" and m.successor == key]
