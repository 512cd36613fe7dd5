"""Two sides in turn, and the median of their ratios."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Ratio:
    """What one measurement says: `rounds` are ours over theirs, `better` ("more" or "less") tells which way is good."""

    name: str
    rounds: tuple[float, ...]
    better: str
    goal: float | None = None
    detail: str = ""

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    @property
    def verdict(self) -> str:
        """The goal and whether it was reached; which way is better where no goal has been set."""
        if self.goal is None:
            return f"{self.better} is better"
        reached = self.median >= self.goal if self.better == "more" else self.median <= self.goal
        return f"goal {'≥' if self.better == 'more' else '≤'}{self.goal:g} {'reached' if reached else 'MISSED'}"

    def __str__(self) -> str:
        spread = f"({min(self.rounds):.2f}–{max(self.rounds):.2f})"
        return f"{self.name:<40}{self.median:5.2f}  {spread:<12}  {self.verdict:<20}  {self.detail}"


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
    name: str,
    taken: list[tuple[float, float]],
    *,
    better: str,
    unit: str,
    goal: float | None = None,
    scale: float = 1.0,
) -> Ratio:
    """The ratio of what `side_by_side` took, with both medians in `unit`."""
    ours, theirs = (statistics.median(side) * scale for side in zip(*taken, strict=True))
    rounds = tuple(a / b for a, b in taken)
    return Ratio(name, rounds, better, goal, f"{ours:,.0f} against {theirs:,.0f} {unit}")
