"""The values that a search's filters can be set to: the same for every search until something new comes out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import msgspec

from app.gallery.finding.labels import subject_label
from app.gallery.finding.views import Option
from app.gallery.tiles import model_label
from app.gallery.walls.order import family_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.gallery.finding.sets import SetKey
    from app.gallery.finding.vocabulary import Vocabulary
    from app.gallery.gallery import Gallery

_KEPT: WeakKeyDictionary[Vocabulary, dict[tuple[str, str | None], list[Option]]] = WeakKeyDictionary()


class Options(msgspec.Struct, frozen=True):
    """What each filter can be set to, and what it is set to now. Lists are shared: nobody may change them."""

    families: list[Option]
    models: list[Option]
    subjects: list[Option]


def options(gallery: Gallery, vocabulary: Vocabulary, key: SetKey) -> Options:
    """The values for the search of a checked key: what has been published and what is chosen, in the catalogue's order;
    what has left it last."""
    kept, catalog = _KEPT.setdefault(vocabulary, {}), gallery.catalog

    def listed(
        kind: str, chosen: str | None, published: Iterable[str], catalogue: Iterable[str], label: Callable[[str], str]
    ) -> list[Option]:
        found = kept.get((kind, chosen))
        if found is None:
            names = _ordered(published, catalogue, chosen)
            found = [Option(value=name, label=label(name), current=name == chosen) for name in names]
            kept[kind, chosen] = found
        return found

    return Options(
        listed("family", key.family, vocabulary.families, catalog.families, partial(family_label, gallery)),
        listed("model", key.model, vocabulary.models.number_of, catalog.models, partial(model_label, gallery)),
        listed(
            "subject",
            key.subject,
            vocabulary.subjects.number_of,
            catalog.subjects,
            partial(subject_label, gallery, vocabulary),
        ),
    )


def _ordered(published: Iterable[str], catalogue: Iterable[str], chosen: str | None) -> list[str]:
    present = {*published, *([chosen] if chosen else [])}
    known = [name for name in catalogue if name in present]
    return known + sorted(present - set(known))
