"""What is asked of search, checked: a clear refusal for what can't be read or is called by no known name."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import msgspec

from app.errors import BadRequest, FieldError
from app.gallery.finding.folding import words
from app.gallery.finding.order import place_of
from app.gallery.finding.sets import SetKey
from app.gallery.queries import newest_seq, style_by_slug, subject_by_slug
from app.naming import no_such

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from app.gallery.finding.order import Place
    from app.gallery.gallery import Gallery

LONGEST_QUERY = 200
LONGEST_NAME = 120
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of a set as they came; a filter that is empty or None is not set. Without `as_of` it is now."""

    q: str = ""
    family: str | None = None
    style: str | None = None
    model: str | None = None
    subject: str | None = None
    as_of: int | None = None


def set_key(gallery: Gallery, asked: Asked) -> SetKey:
    """The key of the set that is asked for. BadRequest for what can't be: the code and the field say why."""
    with gallery.store.read() as db:
        return checked_key(gallery, db, asked)


def checked_key(gallery: Gallery, db: Database, asked: Asked) -> SetKey:
    """As `set_key`, within a transaction."""
    newest = newest_seq(db)
    q = checked_query(asked.q)
    vocabulary = gallery.axes.vocabulary(db)
    if asked.family and asked.family not in vocabulary.families and asked.family not in gallery.catalog.families:
        families = {*vocabulary.families, *gallery.catalog.families}
        raise _unknown("family", asked.family, families, code="unknown_family")
    if asked.style and asked.style not in vocabulary.style_of_slug and not _style_exists(db, asked.style):
        raise _unknown("style", asked.style, vocabulary.style_of_slug, code="unknown_style")
    if asked.model and asked.model not in vocabulary.models.number_of and asked.model not in gallery.catalog.models:
        models = {*vocabulary.models.number_of, *gallery.catalog.models}
        raise _unknown("model", asked.model, models, code="unknown_model")
    if asked.subject and asked.subject not in vocabulary.subjects.number_of and not _subject_exists(db, asked.subject):
        subjects = {*vocabulary.subjects.number_of, *gallery.catalog.subjects}
        raise _unknown("subject", asked.subject, subjects, code="unknown_subject")
    return SetKey(
        q=q,
        family=asked.family or None,
        style=asked.style or None,
        model=asked.model or None,
        subject=asked.subject or None,
        as_of=newest if asked.as_of is None else _checked_moment(asked.as_of, newest),
    )


def checked_query(q: str) -> str:
    """The query without blanks around it. BadRequest for what no style could be called."""
    if len(q) > LONGEST_QUERY:
        raise _bad("q", f"A search may have {LONGEST_QUERY} characters; this has {len(q):,}.", code="query_too_long")
    if not (q.isascii() and q.isprintable()) and any(_unseen(letter) for letter in q):
        raise _bad("q", "The search holds control characters. Type it again without them.", code="query_not_text")
    plain = " ".join(q.split())
    if plain and not words(plain):
        raise _bad("q", "The search holds neither a letter nor a digit. Type a word.", code="query_without_words")
    return plain


def _unseen(letter: str) -> bool:
    return letter in BIDI or unicodedata.category(letter) in ("Cc", "Cs")


def checked_cursor(cursor: str | None, as_of: int) -> Place | None:
    """The place that a later page goes on after; None for the first page."""
    if cursor is None:
        return None
    place = place_of(cursor)
    if place is None or place.seq > as_of:
        said = "This is not where a page of this set ends. Follow the links from its start."
        raise _bad("after", said, code="bad_cursor")
    return place


def _checked_moment(as_of: int, newest: int) -> int:
    if as_of < 0:
        said = "A set is as of a whole number from 0 on. Leave it out for the newest set."
        raise _bad("as_of", said, code="bad_as_of")
    if as_of > newest:
        said = f"The newest render here is number {newest:,}. Leave this out for the newest set."
        raise _bad("as_of", said, code="bad_as_of")
    return as_of


def _style_exists(db: Database, slug: str) -> bool:
    return len(slug) <= LONGEST_NAME and style_by_slug(db, slug) is not None


def _subject_exists(db: Database, slug: str) -> bool:
    return len(slug) <= LONGEST_NAME and subject_by_slug(db, slug) is not None


def _unknown(field: str, name: str, known: Iterable[str], *, code: str) -> BadRequest:
    return _bad(field, no_such(field, name, known), code=code)


def _bad(field: str, message: str, *, code: str) -> BadRequest:
    return BadRequest(message, code=code, errors=(FieldError(field, message),))
