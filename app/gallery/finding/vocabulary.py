"""What search knows by name: published styles, subjects and image models, numbered in the order of publication.

All of it is frozen from then on, so a vocabulary only ever grows at its end, and what was known when a set was made is
its first few: `Vocabulary.known` gives them as masks.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from app.gallery.finding.distance import ALIKE, trigrams
from app.gallery.finding.folding import SMALL_WORDS, respelt, words
from app.gallery.finding.index import TextIndex, at_least, numbers, tallied

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


class KnownStyle(msgspec.Struct, frozen=True, kw_only=True):
    """A published style. `lane` is the lane of all its renders; `family` and `note` are as they were then."""

    id: int
    slug: str
    phrase: str
    family: str
    family_words: str
    note: str
    lane: int
    first_seq: int


class KnownAxis(msgspec.Struct, frozen=True, kw_only=True):
    """A published subject or image model. `key` is what lanes know it by; `names` and `words` are what people may,
    `label` what it was called then.
    """

    key: int | str
    slug: str
    label: str
    names: str
    words: str
    first_seq: int


class Seen(NamedTuple):
    """Who had been published at a moment, as masks."""

    styles: int
    subjects: int
    models: int


class Axis:
    """Subjects or image models."""

    def __init__(self, members: Sequence[KnownAxis] = ()) -> None:
        self.members = tuple(members)
        self.number_of = {member.slug: number for number, member in enumerate(self.members)}
        self.slug_of = {member.key: member.slug for member in self.members}
        self.names = _indexed((member.names for member in self.members), SMALL_WORDS)
        self.words = _indexed((f"{member.names} {member.words}" for member in self.members), SMALL_WORDS)
        self._first_seqs = [member.first_seq for member in self.members]

    def known(self, as_of: int) -> int:
        return (1 << bisect_right(self._first_seqs, as_of)) - 1


def _indexed(texts: Iterable[str], without: frozenset[str] = frozenset()) -> TextIndex:
    held = ((form, number) for number, text in enumerate(texts) for form in forms(words(text)) if form not in without)
    return TextIndex.empty().extended(held)


def forms(known: Sequence[str], *, joined: bool = True) -> Iterator[str]:
    """What each word may be written as: as it is, respelt, and `joined` with the next one ("ukiyoe")."""
    for word in known:
        yield word
        yield respelt(word)
    for word, following in pairwise(known) if joined else ():
        yield respelt(word) + respelt(following)


class Vocabulary:
    """Everything that has been published, indexed. It never changes: `extended` gives a larger one."""

    def __init__(self) -> None:
        self.styles: tuple[KnownStyle, ...] = ()
        self.subjects, self.models = Axis(), Axis()
        self.style_of_slug: dict[str, int] = {}
        self.style_of_id: dict[int, int] = {}
        self.families: dict[str, int] = {}
        self.phrases = self.phrase_words = self.all_words = TextIndex.empty()
        self._first_seqs: list[int] = []
        self._trigrams: dict[str, int] = {}
        self._sizes: list[int] = []

    def extended(
        self, styles: Sequence[KnownStyle], subjects: Sequence[KnownAxis], models: Sequence[KnownAxis]
    ) -> Vocabulary:
        """This vocabulary and what has been published since, in the order of publication."""
        larger = Vocabulary()
        larger.styles = (*self.styles, *styles)
        larger.subjects = Axis((*self.subjects.members, *subjects)) if subjects else self.subjects
        larger.models = Axis((*self.models.members, *models)) if models else self.models
        numbered = list(enumerate(styles, len(self.styles)))
        larger.style_of_slug = self.style_of_slug | {style.slug: number for number, style in numbered}
        larger.style_of_id = self.style_of_id | {style.id: number for number, style in numbered}
        larger.families = dict(self.families)
        larger._trigrams = dict(self._trigrams)
        larger._sizes = list(self._sizes)
        larger._first_seqs = self._first_seqs + [style.first_seq for style in styles]
        larger._read(self, numbered)
        return larger

    def _read(self, smaller: Vocabulary, numbered: Sequence[tuple[int, KnownStyle]]) -> None:
        joined, own, every = [], [], []
        for number, style in numbered:
            phrase = words(style.phrase)
            same = [respelt(word) for word in phrase]
            joined += [("".join(phrase), number), ("".join(same), number)]
            own += [(form, number) for form in forms(phrase)]
            about = [*words(f"{style.family} {style.family_words}"), *words(style.note)]
            every += [(form, number) for form in forms(about, joined=False)]
            self.families[style.family] = self.families.get(style.family, 0) | 1 << number
            pieces = trigrams(same)
            self._sizes.append(len(pieces))
            for piece in pieces:
                self._trigrams[piece] = self._trigrams.get(piece, 0) | 1 << number
        self.phrases = smaller.phrases.extended(joined)
        self.phrase_words = smaller.phrase_words.extended(own)
        self.all_words = smaller.all_words.extended(own + every)

    def known(self, as_of: int) -> Seen:
        """What had been published when the render with this sequence number was."""
        styles = (1 << bisect_right(self._first_seqs, as_of)) - 1
        return Seen(styles, self.subjects.known(as_of), self.models.known(as_of))

    def alike(self, text: Sequence[str], least: float = ALIKE) -> int:
        """Styles whose phrase shares so much of its trigrams with these words (Jaccard index), as a mask."""
        asked = self._asked(text)
        planes = tallied(self._trigrams.get(piece, 0) for piece in asked)
        # No union is smaller than what was asked, so fewer in common can't be enough.
        likely = at_least(planes, max(1, floor(least * len(asked))))
        shares = self._shares(planes, numbers(likely), len(asked))
        return sum(1 << number for number, share in shares.items() if share >= least)

    def likeness(self, text: Sequence[str]) -> dict[int, float]:
        """Style → share of trigrams in common with these words, for those that have any."""
        asked = self._asked(text)
        planes = tallied(self._trigrams.get(piece, 0) for piece in asked)
        return self._shares(planes, numbers(at_least(planes, 1)), len(asked))

    def _asked(self, text: Sequence[str]) -> frozenset[str]:
        return trigrams([respelt(word) for word in text])

    def _shares(self, planes: Sequence[int], styles: Iterable[int], asked: int) -> dict[int, float]:
        common = {n: sum((plane >> n & 1) << at for at, plane in enumerate(planes)) for n in styles}
        return {n: shared / (asked + self._sizes[n] - shared) for n, shared in common.items()}
