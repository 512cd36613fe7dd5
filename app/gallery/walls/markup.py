"""The HTML of a wall's rows. A page has hundreds of cells, and a template takes three times as long for them.

What people wrote is escaped here as templates do it; addresses, sizes and colours are the program's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from app.web.drawn import Drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.gallery.views import Cell
    from app.gallery.walls.views import Family, Row

AT_ONCE = 'decoding="sync" fetchpriority="high"></a></td>'
LATER = 'loading="lazy" decoding="async"></a></td>'
ODD = ' class="odd"'
DO = 'class="btn btn-icon row-do" type="button"'


Icons = tuple[tuple[str, str], ...]
_DRAWN: WeakKeyDictionary[Row, dict[tuple[object, ...], str]] = WeakKeyDictionary()


def text(words: str) -> str:
    """Words as they stand in HTML. Few hold anything to escape, and looking costs less than escaping."""
    if "&" in words or "<" in words or ">" in words or '"' in words or "'" in words:
        from markupsafe import escape

        return str(escape(words))
    return words


def cells_html(cells: Sequence[Cell], sizes: str, icons: Icons, soon: bool) -> Drawn:
    """The cells of a row: pictures that open, or the reason why there is none.

    `sizes` tells browsers how wide a picture is shown; `icons` are the drawings of the states without one. The first
    picture of a row that is seen `soon` is painted with the page; the others wait, as a phone shows one column.
    """
    return Drawn("".join(_cells(cells, sizes, dict(icons), AT_ONCE if soon else LATER)))


def _cells(cells: Sequence[Cell], sizes: str, icons: Mapping[str, str], end: str) -> list[str]:
    parts = []
    for cell in cells:
        tile = cell.tile
        if tile is None:
            note = f'<td><div class="tile tile-note is-{cell.status}">{icons[cell.status]}<span>{text(cell.reason)}'
            parts.append(note + "</span></div></td>")
        else:
            parts.append(
                f'<td><a class="tile {tile.colour}" href="{cell.url}"><img src="{tile.thumb_url}" '
                f'srcset="{tile.thumb_url} 256w, {tile.thumb_2x_url} 512w" sizes="{sizes}" width="{tile.width}" '
                f'height="{tile.height}" alt="{text(tile.alt)}" {end}'
            )
        end = LATER
    return parts


def rows_html(family: Family, sizes: str, icons: Icons, soon: int) -> Drawn:
    """The rows of a family's styles, the first `soon` of which are seen soon.

    Each is drawn once, as long as it is kept (`walls/kept.py`).
    """
    rows, slug, label = family.rows, text(family.slug), text(family.label)
    drawings = dict(icons)
    parts = []
    for number, row in enumerate(rows, 1):
        odd = ODD if number == len(rows) and number % 2 else ""
        key = (sizes, icons, slug, label, number <= soon, odd)
        drawn = _DRAWN.setdefault(row, {})
        html = drawn.get(key)
        if html is None:
            html = drawn[key] = _row(row, f'{label}" data-in="{slug}"{odd}', sizes, drawings, number <= soon)
        parts.append(html)
    return Drawn("".join(parts))


def _row(row: Row, family: str, sizes: str, icons: Mapping[str, str], soon: bool) -> str:
    phrase = text(row.phrase)
    head = (
        f'<tr id="s-{text(row.slug)}" data-words="{phrase} {family}>\n'
        f'<th scope="row"><div class="row-in"><span class="phrase"><a href="{text(row.url)}">{phrase}</a></span>'
        f'<span class="quiet">{text(row.note)}</span><button {DO} data-copy="{phrase}" '
        f'aria-label="Copy the phrase {phrase}" title="Copy the phrase">{icons["copy"]}</button></div></th>\n'
    )
    return "".join((head, *_cells(row.cells, sizes, icons, AT_ONCE if soon else LATER), "\n</tr>\n"))
