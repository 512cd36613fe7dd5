"""Which stretches of a label were typed."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from app.gallery.finding.distance import slips, slips_allowed
from app.gallery.finding.folding import pieces, respelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def marks(label: str, asked: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of a label that these folded words match, from and to, in UTF-16 code units as browsers count."""
    found = pieces(label)
    whole = "".join(piece.word for piece in found)
    together = "".join(asked)
    if together and whole.startswith(together):
        places = [place for piece in found for place in piece.places]
        return _stretches(label, places[: len(together)])
    marked: set[int] = set()
    for piece in found:
        for at, word in enumerate(asked):
            last = at == len(asked) - 1
            marked.update(piece.places[n] for n in _matched(piece.word, word, last=last))
    return _stretches(label, marked)


def _matched(word: str, asked: str, *, last: bool) -> Iterable[int]:
    """The letters of a word that were typed, by number; none when another word was meant."""
    if word == asked or (last and word.startswith(asked)):
        return range(len(asked))
    same = respelt(word) == respelt(asked) or (last and respelt(word).startswith(respelt(asked)))
    allowed = slips_allowed(asked)
    if not same and (not allowed or slips(asked, word, allowed, begun=last) > allowed):
        return ()
    blocks = SequenceMatcher(None, asked, word, autojunk=False).get_matching_blocks()
    return [at for block in blocks for at in range(block.b, block.b + block.size)]


def _stretches(label: str, places: Iterable[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for place in sorted(set(places)):
        if found and found[-1][1] == place:
            found[-1] = (found[-1][0], place + 1)
        else:
            found.append((place, place + 1))
    return [(_units(label[:start]), _units(label[:end])) for start, end in found]


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)
