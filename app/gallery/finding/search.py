"""The search page: one page of a fixed result set, and what is needed to go on from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.gallery.finding.asking import checked_cursor, checked_key
from app.gallery.finding.index import first_numbers, numbers
from app.gallery.finding.labels import subject_label
from app.gallery.finding.listing import listed_renders
from app.gallery.finding.options import options
from app.gallery.finding.sets import PAGE, FoundSet, found_set, query_string
from app.gallery.finding.suggesting import nearest
from app.gallery.finding.views import Filter, Search, Understood
from app.gallery.queries import newest_seq
from app.gallery.tiles import model_label
from app.gallery.views import StyleLink
from app.gallery.walls.order import family_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlite_utils import Database

    from app.gallery.finding.asking import Asked
    from app.gallery.finding.order import Place
    from app.gallery.finding.sets import SetKey
    from app.gallery.finding.views import Kind
    from app.gallery.finding.vocabulary import Vocabulary
    from app.gallery.gallery import Gallery

STYLES_TOLD = 3


def search(gallery: Gallery, asked: Asked, after: str | None) -> Search:
    """The page of the set that begins after a cursor. BadRequest for what can't be asked."""
    with gallery.store.read() as db:
        key = checked_key(gallery, db, asked)
        place = checked_cursor(after, key.as_of)
        vocabulary = gallery.axes.vocabulary(db)
        found = FoundSet(db, vocabulary, key)
        total = found.order.total(db)
        places = found.order.after(db, place, PAGE)
        first = _first(db, found, places, place)
        last = first + len(places) - 1 if places else 0
        choices = options(gallery, vocabulary, key)
        more = key.url(places[-1]) if last < total and places else None
        return Search(
            q=key.q,
            as_of=key.as_of,
            fixed_at=gallery.axes.published_at(db, key.as_of),
            total=total,
            first=first,
            last=last,
            newer=0 if asked.as_of is None else _newer(gallery, db, key, total),
            similar=found.meaning.similar,
            styles=_styles(vocabulary, found),
            understood=_understood(gallery, vocabulary, found),
            filters=_filters(gallery, vocabulary, key),
            renders=listed_renders(gallery, db, vocabulary, [place.seq for place in places]),
            next=f"/api{more}" if more else None,
            more=more,
            earlier=_earlier(db, found, places[0], first) if places and first > 1 else None,
            url=key.url(place),
            newest_url=_without(key, "as_of"),
            set_query=key.query(),
            families=choices.families,
            models=choices.models,
            subjects=choices.subjects,
            nearest=[] if total else nearest(gallery, db, key.q),
        )


def _first(db: Database, found: FoundSet, places: Sequence[Place], after: Place | None) -> int:
    if not places:
        return 0
    return 1 if after is None else found.order.position(db, places[0])


def _earlier(db: Database, found: FoundSet, place: Place, position: int) -> str:
    """The address of the page before the one that begins with this place."""
    return found.key.url(found.order.before(db, place, PAGE + 1)[-1] if position > PAGE + 1 else None)


def _newer(gallery: Gallery, db: Database, key: SetKey, total: int) -> int:
    """How many renders more the same search has now."""
    newest = newest_seq(db)
    if key.as_of == newest:
        return 0
    now = found_set(gallery, db, msgspec.structs.replace(key, as_of=newest))
    return max(0, now.order.total(db) - total)


def _styles(vocabulary: Vocabulary, found: FoundSet) -> list[StyleLink]:
    """The styles that fit best; none when no word asked for one."""
    if found.meaning.everything:
        return []
    best = [number for tier in found.meaning.tiers for number in first_numbers(tier, STYLES_TOLD)][:STYLES_TOLD]
    styles = [vocabulary.styles[number] for number in best]
    return [StyleLink(slug=each.slug, phrase=each.phrase, url=f"/styles/{each.slug}") for each in styles]


def _understood(gallery: Gallery, vocabulary: Vocabulary, found: FoundSet) -> list[Understood]:
    meaning, told = found.meaning, []
    if meaning.subjects is not None:
        slugs = [vocabulary.subjects.members[number].slug for number in numbers(meaning.subjects)]
        labels = [subject_label(gallery, vocabulary, slug) for slug in slugs]
        told.append(Understood(kind="subject", words=meaning.subject_words, labels=labels))
    if meaning.models is not None:
        keys = [vocabulary.models.members[number].slug for number in numbers(meaning.models)]
        labels = [model_label(gallery, key) for key in keys]
        told.append(Understood(kind="model", words=meaning.model_words, labels=labels))
    return told


def _without(key: SetKey, *names: str) -> str:
    """The same search without these parameters, as of the newest moment."""
    query = query_string({**msgspec.structs.asdict(key), **dict.fromkeys(("as_of", *names))})
    return f"/search?{query}" if query else "/search"


def _filters(gallery: Gallery, vocabulary: Vocabulary, key: SetKey) -> list[Filter]:
    labels: list[tuple[Kind, str, str]] = []
    if key.family:
        labels.append(("family", key.family, family_label(gallery, key.family)))
    if key.style:
        number = vocabulary.style_of_slug.get(key.style)
        labels.append(("style", key.style, key.style if number is None else vocabulary.styles[number].phrase))
    if key.model:
        labels.append(("model", key.model, model_label(gallery, key.model)))
    if key.subject:
        labels.append(("subject", key.subject, subject_label(gallery, vocabulary, key.subject)))
    return [Filter(kind=kind, value=value, label=label, without=_without(key, kind)) for kind, value, label in labels]
