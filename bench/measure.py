"""Two sides in turn, and the median of their ratios."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Ratio:
    """What one measurement says: `rounds` are ours over theirs, `better` tells which way is good."""

    name: str
    rounds: tuple[float, ...]
    goal: float
    better: str
    detail: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def reached(self) -> bool:
        return self.median >= self.goal if self.better == "more" else self.median <= self.goal

    def __str__(self) -> str:
        sign = "≥" if self.better == "more" else "≤"
        mark = "reached" if self.reached else "MISSED"
        spread = f"{min(self.rounds):.2f}–{max(self.rounds):.2f}"
        return f"{self.name:<44} {self.median:5.2f}  ({spread})  goal {sign}{self.goal:<5g} {mark:<8} {self.detail}"


def side_by_side(ours: Callable[[], float], theirs: Callable[[], float], rounds: int) -> list[tuple[float, float]]:
    """Measure both in turn, who begins changing each round, after one unmeasured turn of each."""
    ours(), theirs()
    taken = []
    for turn in range(rounds):
        if turn % 2:
            b = theirs()
            taken.append((ours(), b))
        else:
            a = ours()
            taken.append((a, theirs()))
    return taken


def ratio(
    name: str, taken: list[tuple[float, float]], *, goal: float, better: str, unit: str, scale: float = 1.0
) -> Ratio:
    """The ratio of what `side_by_side` took, with both medians in `unit`."""
    ours, theirs = (statistics.median(side) * scale for side in zip(*taken, strict=True))
    rounds = tuple(a / b for a, b in taken)
    return Ratio(name, rounds, goal, better, f"{ours:,.0f} against {theirs:,.0f} {unit}")
