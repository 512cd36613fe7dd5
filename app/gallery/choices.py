"""What new work can begin with: the image models of the catalogue that this instance can order from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.profile.choices import Choice, Choices
from app.gallery.tiles import model_label
from app.providers.registry import LABELS

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery


def choices_of(gallery: Gallery) -> Choices:
    """Those whose provider is configured and that are not retired, in the catalogue's order."""
    models = gallery.catalog.models.values()
    offered = [m.key for m in models if m.state == "available" and m.provider in gallery.configured]
    return Choices(tuple(Choice(key, f"{model_label(gallery, key)} ({_provider(key)})") for key in offered))


def _provider(key: str) -> str:
    name = key.partition(":")[0]
    return LABELS.get(name, name)
