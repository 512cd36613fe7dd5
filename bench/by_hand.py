"""A block of a wall put together letter by letter with f-strings: as fast as its HTML can be made here."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from app.gallery.queries import all_subjects
from app.gallery.tiles import HIDDEN, MISSING, THUMB_WIDTH, best_cells, columns_with, model_label
from app.gallery.walls import queries
from app.gallery.walls.blocks import PAGE_ROWS
from app.gallery.walls.order import family_label, hung_on

if TYPE_CHECKING:
    from app.gallery.gallery import Gallery
    from app.gallery.rows import CellRow, StyleRow

SIZES = "(max-width: 640px) 35vw, max(8rem, (min(100vw, 92rem) - 19rem) / 10)"
DO = 'class="btn btn-icon row-do" type="button"'


def rows_by_hand(gallery: Gallery, slug: str, page: int, sprite: str) -> str:
    """The rows of one page of a subject's wall: the query of the page, its markup, and nothing kept or checked.

    What people wrote is escaped. `sprite` is the address of the icons.
    """
    with gallery.store.read() as db:
        subject = next(one for one in all_subjects(db) if one.slug == slug)
        hung = hung_on(gallery, db, subject_id=subject.id).styles
        start = (page - 1) * PAGE_ROWS
        styles = hung[start : start + PAGE_ROWS]
        models = columns_with(gallery, [tally.model_key for tally in queries.tallies(db, subject.id)])
        cells = best_cells(queries.cells_on_subject(db, subject.id, [style.id for style in styles]))
    labels = {key: f"{escape(subject.base_prompt)}, {escape(model_label(gallery, key))}" for key in models}
    copy, eye, dashed = (icon(sprite, name) for name in ("copy", "eye-off", "circle-dashed"))
    hidden = f'<td><div class="tile tile-note is-hidden">{eye}<span>{HIDDEN}</span></div></td>'
    missing = f'<td><div class="tile tile-note is-missing">{dashed}<span>{MISSING}</span></div></td>'
    before = hung[start - 1].family if start else ""
    parts = []
    for slug, group in groupby(styles, key=lambda style: style.family):
        family = escape(family_label(gallery, slug))
        rows = list(group)
        parts.append(family_row(slug, family, len(models), continued=slug == before))
        for style in rows:
            odd = ' class="odd"' if len(rows) % 2 and style is rows[-1] else ""
            parts.append(head(style, slug, family, odd, copy))
            phrase = escape(style.phrase)
            for key, label in labels.items():
                row = cells.get((style.id, subject.id, key))
                if row is None:
                    parts.append(missing)
                else:
                    parts.append(hidden if row.hidden else picture(row, f"{phrase}, {label}"))
            parts.append("</tr>")
    return "".join(parts)


def family_row(slug: str, label: str, columns: int, *, continued: bool) -> str:
    place, more = ("", ' <span class="quiet">continued</span>') if continued else (f' id="f-{slug}"', "")
    return (
        f'<tr class="family"{place} data-family="{slug}"><th colspan="{columns + 1}" scope="rowgroup"><b>{label}</b>'
        f"{more}</th></tr>"
    )


def head(style: StyleRow, slug: str, family: str, odd: str, copy: str) -> str:
    phrase = escape(style.phrase)
    return (
        f'<tr id="s-{style.slug}" data-words="{phrase} {family}" data-in="{slug}"{odd}><th scope="row">'
        f'<div class="row-in"><span class="phrase"><a href="/styles/{style.slug}">{phrase}</a></span>'
        f'<span class="quiet">{escape(style.note)}</span><button {DO} data-copy="{phrase}" '
        f'aria-label="Copy the phrase {phrase}" title="Copy the phrase">{copy}</button></div></th>'
    )


def picture(row: CellRow, alt: str) -> str:
    stem = str(row.image_path).removesuffix(".webp")
    return (
        f'<td><a class="tile {row.colour}" href="/render/{row.id}"><img src="/{stem}-thumb.webp" '
        f'srcset="/{stem}-thumb.webp 256w, /{stem}-thumb-2x.webp 512w" sizes="{SIZES}" width="{THUMB_WIDTH}" '
        f'height="{round(THUMB_WIDTH * row.height / row.width)}" alt="{alt}" loading="lazy" decoding="async"></a></td>'
    )


def icon(sprite: str, name: str) -> str:
    return f'<svg class="i" aria-hidden="true"><use href="{sprite}#{name}"/></svg>'


def the_same(fragment: str, rows: str) -> bool:
    """Whether a block of the wall holds these rows and no others, blank lines aside."""
    block = fragment.replace("\n", "").partition("</tbody>")[0]
    return block.partition(">")[2] == rows
