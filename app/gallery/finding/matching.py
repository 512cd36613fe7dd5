"""What a query means: which styles it asks for, how well they fit, and which of its words name a subject or a model.

Only what had been published by a moment takes part, and only in words that are frozen since then. So the same query as
of the same moment means the same for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.gallery.finding.distance import slips_allowed
from app.gallery.finding.folding import SMALL_WORDS, respelt, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from app.gallery.finding.index import TextIndex
    from app.gallery.finding.vocabulary import Seen, Vocabulary

EXACT, BEGINNING, WORDS, ANYWHERE, SIMILAR = range(5)
TIERS = 5
MOST_MISSPELT = 8
SHORTEST_BEGINNING = 3  # letters of the last word from which on it may be the beginning of one in a description


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    """`tiers` are masks of styles, best fit first: exact phrase, its beginning, all words in it, all words in it or its
    family and description, similar spelling. They share none. `everything`: no word asks for a style.

    `subjects` and `models` are masks, None when no word asks for one; the words that did stand beside them.
    """

    tiers: tuple[int, ...]
    everything: bool = False
    subjects: int | None = None
    models: int | None = None
    subject_words: str = ""
    model_words: str = ""

    @property
    def similar(self) -> bool:
        """Whether it was understood only by taking words for misspelt."""
        return bool(self.tiers[SIMILAR])


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the query and who knows it. `last`: it may still be unfinished."""

    word: str
    last: bool
    phrase: int
    anywhere: int
    subject_names: int
    subjects: int
    model_names: int
    models: int

    @property
    def named(self) -> bool:
        """Whether it stands in the name of a subject or an image model."""
        return bool(self.subject_names | self.model_names)

    @property
    def placed(self) -> bool:
        """Whether a subject or an image model knows it."""
        return bool(self.subjects | self.models)

    @property
    def known(self) -> bool:
        return bool(self.anywhere) or self.placed


def understand(vocabulary: Vocabulary, query: str, as_of: int, *, unfinished: bool = False) -> Meaning:
    """What the query asks for as of a sequence number; one without words asks for everything.

    `unfinished`: it is still being typed, so a misspelt last word may be the beginning of one.
    """
    seen = vocabulary.known(as_of)
    asked = words(query)
    if not asked:
        return Meaning(tiers=(seen.styles, 0, 0, 0, 0), everything=True)
    for attempt in _attempts(vocabulary, seen, asked):
        if meaning := _read(vocabulary, seen, [token(vocabulary, seen, *each) for each in attempt]):
            return meaning
    return _similar(vocabulary, seen, asked, unfinished=unfinished) or Meaning(tiers=(0,) * TIERS)


def _attempts(vocabulary: Vocabulary, seen: Seen, asked: Sequence[str]) -> Iterator[list[tuple[str, bool]]]:
    """The words as they are, with neighbours joined that make a known word, and both without the small words."""
    whole = [(word, at == len(asked) - 1) for at, word in enumerate(asked)]
    joined = _joined(vocabulary, seen, whole)
    tried: list[list[tuple[str, bool]]] = []
    for attempt in (
        whole,
        joined,
        *([each for each in them if each[0] not in SMALL_WORDS] for them in (whole, joined)),
    ):
        if attempt and attempt not in tried:
            tried.append(attempt)
            yield attempt


def _joined(vocabulary: Vocabulary, seen: Seen, asked: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for word, last in asked:
        before = found[-1][0] if found else ""
        together = respelt(before) + respelt(word)
        if before and vocabulary.phrase_words.exact(together) & seen.styles:
            found[-1] = (together, last)
        else:
            found.append((word, last))
    return found


def token(vocabulary: Vocabulary, seen: Seen, word: str, last: bool) -> Token:
    """The word and who among `seen` knows it."""

    american = respelt(word)

    def known(index: TextIndex, least: int = 1) -> int:
        found = index.exact(american)
        if last and len(word) >= least:
            found |= index.starting(word)
            if american != word:
                found |= index.starting(american)
        return found

    return Token(
        word=word,
        last=last,
        phrase=known(vocabulary.phrase_words) & seen.styles,
        anywhere=known(vocabulary.all_words, SHORTEST_BEGINNING) & seen.styles,
        subject_names=known(vocabulary.subjects.names, SHORTEST_BEGINNING) & seen.subjects,
        subjects=known(vocabulary.subjects.words, SHORTEST_BEGINNING) & seen.subjects,
        model_names=known(vocabulary.models.names, SHORTEST_BEGINNING) & seen.models,
        models=known(vocabulary.models.words, SHORTEST_BEGINNING) & seen.models,
    )


def _read(vocabulary: Vocabulary, seen: Seen, tokens: Sequence[Token]) -> Meaning | None:
    """The first way to share the words between styles, subjects and models that leads to something."""
    return (
        _shared(vocabulary, seen, tokens, lambda _: False, least=WORDS)
        or _shared(vocabulary, seen, tokens, lambda each: not each.phrase and each.named)
        or _shared(vocabulary, seen, tokens, lambda _: False)
        or _shared(vocabulary, seen, tokens, lambda each: not each.anywhere)
        or _shared(vocabulary, seen, tokens, lambda each: each.placed)
    )


def _shared(
    vocabulary: Vocabulary,
    seen: Seen,
    tokens: Sequence[Token],
    moved: Callable[[Token], bool],
    least: int = ANYWHERE,
) -> Meaning | None:
    """The meaning when these words are taken for subjects and models; None when it is empty, or its styles fit worse
    than `least`."""
    places = _places(seen, [each for each in tokens if moved(each)])
    if places is None:
        return None
    asked = [each for each in tokens if not moved(each)]
    tiers = _tiers(vocabulary, seen, asked) if asked else (seen.styles, 0, 0, 0, 0)
    if not any(tiers[: least + 1]):
        return None
    return msgspec.structs.replace(places, tiers=tiers, everything=not asked)


def _places(seen: Seen, moved: Iterable[Token]) -> Meaning | None:
    """Which subjects and models these words ask for, word by word; None when one of them fits none of those left."""
    subjects, models = seen.subjects, seen.models
    of_subject, of_model = [], []
    for each in moved:
        if subjects & each.subjects:
            subjects &= each.subjects
            of_subject.append(each.word)
        elif models & each.models:
            models &= each.models
            of_model.append(each.word)
        else:
            return None
    return Meaning(
        tiers=(0,) * TIERS,
        subjects=subjects if of_subject else None,
        models=models if of_model else None,
        subject_words=" ".join(of_subject),
        model_words=" ".join(of_model),
    )


def _tiers(vocabulary: Vocabulary, seen: Seen, asked: Sequence[Token]) -> tuple[int, ...]:
    """Styles by how well these words fit."""
    in_phrase = anywhere = seen.styles
    for each in asked:
        in_phrase &= each.phrase
        anywhere &= each.anywhere
    joined = "".join(respelt(each.word) for each in asked)
    plain = "".join(each.word for each in asked)
    beginning = vocabulary.phrases.starting(joined)
    if plain != joined:
        beginning |= vocabulary.phrases.starting(plain)
    if not asked[-1].last:
        beginning &= in_phrase
    tiers, left = [], seen.styles
    for mask in (vocabulary.phrases.exact(joined), beginning, in_phrase, anywhere):
        tiers.append(mask & left)
        left &= ~mask
    return (*tiers, 0)


def _similar(vocabulary: Vocabulary, seen: Seen, asked: Sequence[str], *, unfinished: bool) -> Meaning | None:
    """The meaning with unknown words taken for misspelt ones, and phrases that look alike; None when there is none."""
    alike = vocabulary.alike(asked) & seen.styles
    for attempt in _attempts(vocabulary, seen, asked):
        tokens = [token(vocabulary, seen, *each) for each in attempt]
        unknown = [each for each in tokens if not each.known]
        if not unknown or len(unknown) > MOST_MISSPELT or not all(slips_allowed(each.word) for each in unknown):
            continue
        mended = [each if each.known else _mended(vocabulary, seen, each, unfinished=unfinished) for each in tokens]
        if meaning := _read(vocabulary, seen, mended):
            styles = meaning.tiers[0] | meaning.tiers[1] | meaning.tiers[2] | meaning.tiers[3]
            if meaning.subjects is None and meaning.models is None:
                styles |= alike
            return msgspec.structs.replace(meaning, tiers=(0, 0, 0, 0, styles))
    return Meaning(tiers=(0, 0, 0, 0, alike)) if alike else None


def _mended(vocabulary: Vocabulary, seen: Seen, unknown: Token, *, unfinished: bool) -> Token:
    """The token as if it were spelt like the nearest words that are known."""
    begun = unfinished and unknown.last
    axes = (
        (vocabulary.all_words, seen.styles),
        (vocabulary.subjects.words, seen.subjects),
        (vocabulary.models.words, seen.models),
    )
    near = [index.near(unknown.word, known, begun=begun) for index, known in axes]
    best = min((slips for found in near for slips, _ in found), default=0)
    meant = [[text for slips, text in found if slips == best] for found in near]
    anywhere, subjects, models = (_who(index, texts) & known for (index, known), texts in zip(axes, meant, strict=True))
    phrase = _who(vocabulary.phrase_words, meant[0]) & seen.styles
    return msgspec.structs.replace(unknown, phrase=phrase, anywhere=anywhere, subjects=subjects, models=models)


def _who(index: TextIndex, texts: Iterable[str]) -> int:
    """Who has any of these texts."""
    found = 0
    for text in texts:
        found |= index.exact(text)
    return found
