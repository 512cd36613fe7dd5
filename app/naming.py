"""What is said of a name that nothing here is called by."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST = 60
ALIKE = 0.45


def no_such(noun: str, name: str, known: Iterable[str], otherwise: str = "") -> str:
    """“There is no style “linocutt”. Did you mean “linocut”?”, or what to do `otherwise`."""
    return f"There is no {noun} “{name[:LONGEST]}”. {did_you_mean(name, known, otherwise)}".rstrip()


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The question that names what is nearest; `otherwise` when nothing is near."""
    near = nearest(name, known)
    return f"Did you mean “{near}”?" if near else otherwise


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The name that shares most pairs of letters with this one (Dice, 1945), if that is nearly half of them."""
    wanted = _pairs(name)
    best, most = None, ALIKE
    for each in sorted(known):
        pairs = _pairs(each)
        alike = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
        if alike > most:
            best, most = each, alike
    return best


def _pairs(name: str) -> set[str]:
    around = f" {name.lower()[:LONGEST]} "
    return {around[at : at + 2] for at in range(len(around) - 1)}
