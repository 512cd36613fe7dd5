"""Writes the style sheets that follow a rule: dominant colours and columns. Run `python -m scripts.sheets`.

The strict CSP allows no style attribute, so whatever depends on a number has a class for every number there can be.
"""

from __future__ import annotations

from itertools import product
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "app" / "static"
STEPS = ("12", "3e", "6c", "98", "c4", "ee")
COLUMNS = 64
PIXELS = 16
AXIS, AXIS_NARROW, COLUMN = 13.5, 8.5, 8.0
GUTTERS, PAGE = 80, 1392
NARROW = 1000
PHONE = 640


def colours() -> str:
    """`.d-000` … `.d-555`: a picture's own colour behind it, six steps a channel."""
    lines = ["/* Made by scripts/sheets.py: dominant colours, red, green and blue in six steps each. */"]
    for red, green, blue in product(range(6), repeat=3):
        lines.append(f".d-{red}{green}{blue}{{background-color:#{STEPS[red]}{STEPS[green]}{STEPS[blue]}}}")
    return "\n".join(lines) + "\n"


def columns() -> str:
    """`.cols-1` … `.cols-64`: how many image models there are, and what follows from it on desk and phone."""
    lines = ["/* Made by scripts/sheets.py: one class for every number of columns. */"]
    lines += [f".cols-{n}{{--cols:{n}}}" for n in range(1, COLUMNS + 1)]
    for n in range(1, COLUMNS + 1):
        lines += _scroller(n)
    picked = ",".join(f".by-model:has(#m{n}:checked) td:nth-of-type({n})" for n in range(1, COLUMNS + 1))
    lines.append(f"@media (max-width:{PHONE}px){{{picked}{{display:block}}}}")
    return "\n".join(lines) + "\n"


def _scroller(n: int) -> list[str]:
    """Where `n` columns of at least 8 rem do not fit, the wall becomes one scroller both ways."""
    widest = _too_narrow(n)
    if widest <= PHONE:
        return []
    until = f" and (max-width:{widest}px)" if widest < PAGE + GUTTERS else ""
    return [
        f"@media (min-width:{PHONE + 1}px){until}{{.matrix-scroll.cols-{n}{{overflow:auto;max-height:100dvh}}"
        f".cols-{n}>.matrix{{width:calc({AXIS}rem + {n}*{COLUMN:g}rem)}}.cols-{n} .row-do{{display:none}}}}"
    ]


def _too_narrow(n: int) -> int:
    """The widest window, in CSS pixels, that `n` columns do not fit into."""
    narrow = (AXIS_NARROW + n * COLUMN) * PIXELS + GUTTERS
    wide = (AXIS + n * COLUMN) * PIXELS + GUTTERS
    return int(narrow) - 1 if narrow <= NARROW else int(wide) - 1


SHEETS = {"colours.css": colours, "columns.css": columns}

if __name__ == "__main__":
    for name, text in SHEETS.items():
        (STATIC / name).write_text(text(), encoding="utf-8")
