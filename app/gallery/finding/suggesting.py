"""What the words typed so far could mean, and what lies near when nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from app.gallery.finding import queries
from app.gallery.finding.asking import checked_query
from app.gallery.finding.folding import respelt, words
from app.gallery.finding.index import numbers
from app.gallery.finding.labels import narrowed, subject_label
from app.gallery.finding.marking import marks
from app.gallery.finding.matching import ANYWHERE, token, understand
from app.gallery.finding.undrawn import undrawn
from app.gallery.finding.views import Suggestion, Suggestions
from app.gallery.lanes.queries import count, find, last_below
from app.gallery.queries import newest_seq
from app.gallery.tiles import model_label, tile_of
from app.gallery.walls.facts import model_url
from app.gallery.walls.order import family_label
from app.providers.registry import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlite_utils import Database

    from app.gallery.finding.labels import Narrowed
    from app.gallery.finding.matching import Meaning
    from app.gallery.finding.views import Kind
    from app.gallery.finding.vocabulary import KnownStyle, Vocabulary
    from app.gallery.gallery import Gallery
    from app.gallery.rows import StyleRow

MOST = 8
MOST_OF_A_KIND = 2
NEAR = 6
NEARLY = 0.2


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A suggestion before it is counted."""

    kind: Kind
    label: str
    note: str
    url: str
    lanes: list[int]


def suggest(gallery: Gallery, q: str) -> Suggestions:
    """Suggestions for words that are being typed; without any, the families. BadRequest as for a search."""
    asked = checked_query(q)
    typed = words(asked)
    with gallery.store.read() as db:
        if not asked:
            return Suggestions(q=asked, suggestions=_counted(db, _families(gallery, db), typed)[:MOST])
        suggester = Suggester(gallery, db)
        well, others, rest = (_counted(db, part, typed) for part in suggester.candidates(asked))
        listed = undrawn(gallery, db, suggester.vocabulary, typed, unfinished=True)
        named = [_listed(gallery, style, typed) for style in listed[:MOST] if words(style.phrase) == typed]
        begun = [_listed(gallery, style, typed) for style in listed[:MOST] if words(style.phrase) != typed]
        return Suggestions(q=asked, suggestions=[*named, *well, *others, *begun, *rest][:MOST])


def nearest(gallery: Gallery, db: Database, q: str) -> list[Suggestion]:
    """What may help on when a query has found nothing: listed styles with its words that have no picture yet, styles
    that have one of its words or look like it, families."""
    vocabulary, asked = gallery.axes.vocabulary(db), words(q)
    found = 0
    for word in asked:
        found |= vocabulary.phrase_words.exact(respelt(word))
    alike = sorted(vocabulary.likeness(asked).items(), key=lambda each: (-each[1], each[0]))
    chosen = [*numbers(found)[:NEAR], *(number for number, share in alike if share >= NEARLY)]
    suggester = Suggester(gallery, db)
    styles = [suggester.style(vocabulary.styles[number]) for number in dict.fromkeys(chosen)]
    listed = [_listed(gallery, style, asked) for style in undrawn(gallery, db, vocabulary, asked)]
    near = styles if styles or listed else _families(gallery, db)
    return [*listed, *_counted(db, near[:NEAR], asked)][:NEAR]


def _listed(gallery: Gallery, style: StyleRow, asked: Sequence[str]) -> Suggestion:
    """A style that has a page, but nothing that a search could show."""
    return Suggestion(
        kind="style",
        label=style.phrase,
        note=family_label(gallery, style.family),
        count=0,
        url=f"/styles/{style.slug}",
        tile=None,
        marks=marks(style.phrase, asked),
    )


def _counted(db: Database, candidates: Sequence[Candidate], asked: Sequence[str]) -> list[Suggestion]:
    newest = newest_seq(db)
    found = []
    for each in candidates:
        number = count(db, each.lanes, newest)
        if not number:
            continue
        head = (
            each.lanes[-1:]
            if each.kind == "family"
            else [lane for lane, _ in last_below(db, each.lanes, newest + 1, 1)]
        )
        row = queries.newest_of_lane(db, head[0])
        found.append(
            Suggestion(
                kind=each.kind,
                label=each.label,
                note=each.note,
                count=number,
                url=each.url,
                tile=tile_of(row, each.label) if row else None,
                marks=marks(each.label, asked),
            )
        )
    return found


def _families(gallery: Gallery, db: Database) -> list[Candidate]:
    """Every family with pictures, in the catalogue's order."""
    suggester = Suggester(gallery, db)
    known = suggester.vocabulary.families
    order = [slug for slug in gallery.catalog.families if slug in known]
    return [suggester.family(slug) for slug in [*order, *sorted(known.keys() - set(order))]]


class Suggester:
    """Finds candidates in what has been published by now."""

    def __init__(self, gallery: Gallery, db: Database) -> None:
        self._gallery, self._db = gallery, db
        self.vocabulary: Vocabulary = gallery.axes.vocabulary(db)
        self._newest = newest_seq(db)

    def candidates(self, asked: str) -> tuple[list[Candidate], list[Candidate], list[Candidate]]:
        """Styles whose phrase has all words, what else is called so, and styles that fit less; the shorter first."""
        meaning = understand(self.vocabulary, asked, self._newest, unfinished=True)
        others = self._others(asked, meaning)
        wanted = MOST - len(others)
        styles: list[tuple[int, Candidate]] = []
        if not meaning.everything:
            narrow = narrowed(self._gallery, self.vocabulary, meaning)
            for tier, mask in enumerate(meaning.tiers):
                fitting = [self.vocabulary.styles[number] for number in numbers(mask)]
                fitting.sort(key=lambda style: (len(style.phrase), style.phrase))
                styles += [(tier, self.style(style, narrow)) for style in fitting[: wanted - len(styles)]]
        well = [candidate for tier, candidate in styles if tier < ANYWHERE]
        return well, others, [candidate for tier, candidate in styles if tier >= ANYWHERE]

    def _others(self, asked: str, meaning: Meaning) -> list[Candidate]:
        folded, seen = words(asked), self.vocabulary.known(self._newest)
        subjects, models = seen.subjects, seen.models
        for at, word in enumerate(folded):
            known = token(self.vocabulary, seen, word, at == len(folded) - 1)
            subjects &= known.subjects
            models &= known.models
        subjects |= meaning.subjects or 0
        models |= meaning.models or 0
        families = [slug for slug in self.vocabulary.families if _named(family_label(self._gallery, slug), folded)]
        return [
            *(self.family(slug) for slug in families[:MOST_OF_A_KIND]),
            *(self.subject(number) for number in numbers(subjects)[:MOST_OF_A_KIND]),
            *(self.model(number) for number in numbers(models)[:MOST_OF_A_KIND]),
        ]

    def style(self, style: KnownStyle, narrow: Narrowed | None = None) -> Candidate:
        """A style, on the subject and the image model that were typed with it."""
        lanes = [style.lane]
        url, note = f"/styles/{style.slug}", family_label(self._gallery, style.family)
        if narrow:
            lanes = find(self._db, [style.id], narrow.models, narrow.subjects)
            url = "/search?" + urlencode({"style": style.slug, **narrow.filters})
            note = f"{note}, {narrow.words}"
        return Candidate(kind="style", label=style.phrase, note=note, url=url, lanes=lanes)

    def family(self, slug: str) -> Candidate:
        styles = [self.vocabulary.styles[number] for number in numbers(self.vocabulary.families[slug])]
        return Candidate(
            kind="family",
            label=family_label(self._gallery, slug),
            note=f"Family, {len(styles):,} style{'s' if len(styles) > 1 else ''}",
            url="/search?" + urlencode({"family": slug}),
            lanes=[style.lane for style in styles],
        )

    def subject(self, number: int) -> Candidate:
        subject = self.vocabulary.subjects.members[number]
        return Candidate(
            kind="subject",
            label=subject_label(self._gallery, self.vocabulary, subject.slug),
            note="Subject",
            url="/?" + urlencode({"subject": subject.slug}),
            lanes=find(self._db, [], [], [int(subject.key)]),
        )

    def model(self, number: int) -> Candidate:
        key = self.vocabulary.models.members[number].slug
        provider = key.partition(":")[0]
        return Candidate(
            kind="model",
            label=model_label(self._gallery, key),
            note=f"Image model, {LABELS.get(provider, provider)}",
            url=model_url(key),
            lanes=find(self._db, [], [key], []),
        )


def _named(label: str, asked: Iterable[str]) -> bool:
    """Whether each of these words begins a word of the label."""
    known = words(label)
    return all(any(word.startswith(each) for word in known) for each in asked)
