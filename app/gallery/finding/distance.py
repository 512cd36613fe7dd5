"""How far apart two words or phrases are."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 4  # letters of a word that may hold a slip
LONG = 8  # letters of a word that may hold two
ALIKE = 0.45


@lru_cache(1 << 14)
def letters(word: str) -> int:
    """The letters that occur in a word, a bit each. One edit takes one letter away and brings one at most."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 63)
    return found


def slips_allowed(word: str) -> int:
    """In how many places a word of this length may be misspelt: 0, 1 or 2."""
    return 0 if len(word) < SHORTEST else 1 if len(word) < LONG else 2


def slips(word: str, meant: str, limit: int, *, begun: bool = False) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour; `limit` + 1 when more than that.

    The optimal string alignment distance (Damerau, 1964). `begun`: the least distance to any beginning of `meant`. The
    same letters in another order after the same first one count as one slip.
    """
    if word == meant:
        return 0
    if word[:1] == meant[:1] and len(word) == len(meant) and sorted(word) == sorted(meant):
        return 1
    before: list[int] = []
    last = list(range(len(meant) + 1))
    for row, letter in enumerate(word, 1):
        now = [row]
        for column, other in enumerate(meant, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != other))
            if row > 1 and column > 1 and letter == meant[column - 2] and word[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > limit:
            return limit + 1
        before, last = last, now
    return min(limit + 1, min(last) if begun else last[-1])


def trigrams(words: list[str]) -> frozenset[str]:
    """The three-letter pieces of each word, two blanks before it and one behind (as PostgreSQL's pg_trgm has them)."""
    return frozenset(padded[n : n + 3] for word in words for padded in [f"  {word} "] for n in range(len(word) + 1))
