"""Texts and who holds them. A holder is a number from 0; several are one integer, the mask with a bit for each."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property, reduce
from operator import or_
from typing import TYPE_CHECKING

from app.gallery.finding.distance import letters, slips, slips_allowed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


SPARSE = 5  # of so many digits one is a bit that is set, or fewer: then each is looked for by itself
LAST = "\U0010ffff"


def numbers(mask: int) -> list[int]:
    """The bits that are set, lowest first."""
    digits = f"{mask:b}"[::-1]
    if mask.bit_count() * SPARSE > len(digits):
        return [number for number, bit in enumerate(digits) if bit == "1"]
    found = []
    at = digits.find("1")
    while at >= 0:
        found.append(at)
        at = digits.find("1", at + 1)
    return found


def first_numbers(mask: int, count: int) -> list[int]:
    """The lowest `count` bits that are set."""
    found: list[int] = []
    while mask and len(found) < count:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def tallied(masks: Iterable[int]) -> list[int]:
    """In how many of the masks each bit is set, in binary: the masks of the ones, the twos, the fours and so on."""
    planes: list[int] = []
    for mask in masks:
        carried = mask
        for at, plane in enumerate(planes):
            if not carried:
                break
            planes[at], carried = plane ^ carried, plane & carried
        if carried:
            planes.append(carried)
    return planes


def at_least(planes: Sequence[int], count: int) -> int:
    """The bits that are set in at least `count` (1 or more) of the masks that `tallied` was given."""
    if count.bit_length() > len(planes):
        return 0
    more, same = 0, reduce(or_, planes)
    for at in range(len(planes) - 1, -1, -1):
        if count >> at & 1:
            same &= planes[at]
        else:
            more |= same & planes[at]
            same &= ~planes[at]
    return more | same


class TextIndex:
    """Text → mask of its holders. It never changes: `extended` gives another one, which shares nothing that moves."""

    def __init__(self, masks: dict[str, int], ordered: list[str]) -> None:
        self._masks, self._ordered = masks, ordered

    @classmethod
    def empty(cls) -> TextIndex:
        return cls({}, [])

    def extended(self, held: Iterable[tuple[str, int]]) -> TextIndex:
        """This index and further (text, number of a holder)."""
        masks = dict(self._masks)
        fresh = []
        for text, holder in held:
            if text not in masks:
                fresh.append(text)
                masks[text] = 0
            masks[text] |= 1 << holder
        return TextIndex(masks, sorted(self._ordered + fresh))

    def exact(self, text: str) -> int:
        """Who holds this text."""
        return self._masks.get(text, 0)

    def starting(self, beginning: str) -> int:
        """Who holds a text that starts so."""
        start = bisect_left(self._ordered, beginning)
        texts = self._ordered[start : bisect_left(self._ordered, beginning + LAST, start)]
        return reduce(or_, map(self._masks.__getitem__, texts), 0)

    def near(self, word: str, seen: int, *, begun: bool = False) -> list[tuple[int, str]]:
        """(slips, text) of what a holder in `seen` has and `word` may be a misspelling of (`begun`: the beginning of).

        Texts with the fewest slips only. A beginning has its first or its second letter right.
        """
        best = slips_allowed(word)
        starts = word[:2] if begun else ""
        found: list[tuple[int, str]] = []
        for text in self._candidates(word, best, begun=begun) if best else ():
            if not self._masks[text] & seen or (begun and text[0] not in starts):
                continue
            apart = slips(word, text[: len(word) + best] if begun else text, best, begun=begun)
            if apart <= best:
                found.append((apart, text))
                best = apart
        return [(apart, text) for apart, text in found if apart == best]

    def _candidates(self, word: str, limit: int, *, begun: bool) -> Iterator[str]:
        own, size = letters(word), len(word)
        for length, texts in self._by_length.items():
            if length < size - limit or (length > size + limit and not begun):
                continue
            for text, other in texts:
                if (own & ~other).bit_count() <= limit and (begun or (other & ~own).bit_count() <= limit):
                    yield text

    @cached_property
    def _by_length(self) -> dict[int, list[tuple[str, int]]]:
        lengths: dict[int, list[tuple[str, int]]] = {}
        for text in self._ordered:
            lengths.setdefault(len(text), []).append((text, letters(text)))
        return lengths
