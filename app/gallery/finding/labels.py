"""What people read for what search finds: the names of subjects, and of what a style is narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.gallery.finding.index import numbers
from app.gallery.tiles import model_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.gallery.finding.matching import Meaning
    from app.gallery.finding.vocabulary import Vocabulary
    from app.gallery.gallery import Gallery


class Narrowed(msgspec.Struct, frozen=True, kw_only=True):
    """The one subject, or the one image model, or both, that a query narrows styles to. `filters` are the parameters
    of a search for them."""

    subjects: list[int]
    models: list[str]
    filters: Mapping[str, str]
    words: str


def subject_label(gallery: Gallery, vocabulary: Vocabulary, slug: str) -> str:
    """What a subject is called: by the catalogue, or as it was when it was in it."""
    subject = gallery.catalog.subjects.get(slug)
    if subject:
        return subject.label
    number = vocabulary.subjects.number_of.get(slug)
    return slug if number is None else vocabulary.subjects.members[number].label


def narrowed(gallery: Gallery, vocabulary: Vocabulary, meaning: Meaning) -> Narrowed | None:
    """What the words of a query narrow styles to; None for nothing, or for several subjects or models."""
    subjects = [vocabulary.subjects.members[number] for number in numbers(meaning.subjects or 0)]
    models = [vocabulary.models.members[number] for number in numbers(meaning.models or 0)]
    if len(subjects) > 1 or len(models) > 1 or not (subjects or models):
        return None
    labels = [subject_label(gallery, vocabulary, each.slug) for each in subjects]
    labels += [model_label(gallery, each.slug) for each in models]
    return Narrowed(
        subjects=[int(each.key) for each in subjects],
        models=[each.slug for each in models],
        filters=dict([("subject", each.slug) for each in subjects] + [("model", each.slug) for each in models]),
        words=", ".join(labels),
    )
