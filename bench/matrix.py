"""Walls and the pages beside them: against rows put together by hand, and at a million renders against ten thousand."""

from __future__ import annotations

import shutil
import tempfile
import time
import tracemalloc
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.gallery.picture.render import render_page
from app.gallery.queries import all_subjects
from app.gallery.walls.blocks import PAGE_ROWS
from app.gallery.walls.kept import KeptRows, kept_rows
from app.gallery.walls.model import model_page
from app.gallery.walls.models import models_index
from app.gallery.walls.order import hung_on
from app.gallery.walls.style import style_page
from app.gallery.walls.styles import styles_index
from app.gallery.walls.wall import wall
from app.web.assets import Assets
from app.web.templates import Templates
from bench.by_hand import rows_by_hand, the_same
from bench.gallery import opened
from bench.measure import Ratio, ratio, side_by_side
from bench.stores import store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.gallery.gallery import Gallery
    from app.web.view import View

ROUNDS = 9
TURNS = 3
SMALL, LARGE = 10_000, 1_000_000
SUBJECT = "b-1"
GOAL_AT_SIZE = 1.6
TOUCH = "UPDATE renders SET error_code = NULL WHERE style_id = :style AND subject_id = :subject"


class Pages(NamedTuple):
    """A gallery and what draws its pages."""

    gallery: Gallery
    templates: Templates

    def page(self, view: View) -> None:
        self.templates.page(view, "/")

    def rows(self, number: int) -> str:
        """One block of the wall."""
        return self.templates.fragment(wall(self.gallery, SUBJECT, number), "/")

    def by_hand(self, number: int) -> str:
        """The rows of the block with f-strings."""
        return rows_by_hand(self.gallery, SUBJECT, number, self.templates.assets.url("vendor/icons.svg"))

    def forget(self) -> None:
        """As after a start: no row is kept."""
        kept_rows(self.gallery).clear()


def cpu(work: Callable[[], object], before: Callable[[], object] = int) -> float:
    """Microseconds of this thread's processor time, the best of a few turns: others may run beside us. What is done
    `before` each is not counted.
    """
    least = float("inf")
    for _ in range(TURNS):
        before()
        began = time.thread_time()
        work()
        least = min(least, time.thread_time() - began)
    return least * 1e6


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "data"
        shutil.copytree(store(SMALL).data, data)
        with opened(data) as small, opened(store(LARGE).data) as large:
            templates = Templates(Assets(), site="https://gallery.example")
            ours, theirs = Pages(large.gallery, templates), Pages(small.gallery, templates)
            yield from by_hand(theirs)
            yield after_a_change(theirs)
            yield from at_size(ours, theirs)
            yield memory(ours)


def by_hand(pages: Pages) -> Iterator[Ratio]:
    """A block of thirty rows of a page that nobody has kept, of the same bytes from the same query with f-strings: as
    it is after a change of the wall, and as it is when no row of it was ever shown.
    """
    if not the_same(pages.rows(2), pages.by_hand(2)):
        raise RuntimeError("the rows by hand are not those of the page")

    def by_now() -> float:
        pages.rows(2)
        change(pages)
        began = time.thread_time()
        pages.rows(2)
        return (time.thread_time() - began) * 1e6

    def from_nothing() -> float:
        return cpu(lambda: pages.rows(2), before=pages.forget)

    def theirs() -> float:
        return cpu(lambda: pages.by_hand(2))

    taken = side_by_side(by_now, theirs, ROUNDS)
    yield ratio("30 rows after a change, of f-strings", taken, better="less", unit="µs", goal=1.7)
    taken = side_by_side(from_nothing, theirs, ROUNDS)
    yield ratio("30 rows never shown, of f-strings", taken, better="less", unit="µs", goal=1.7)


def after_a_change(pages: Pages) -> Ratio:
    """The whole matrix of 300 rows after one render has changed, of the same from nothing."""
    blocks = range(1, 11)

    def whole() -> None:
        for number in blocks:
            pages.rows(number)

    def changed() -> float:
        whole()
        times = []
        for _ in range(TURNS):
            change(pages)
            began = time.thread_time()
            whole()
            times.append((time.thread_time() - began) * 1e6)
        return min(times)

    def anew() -> float:
        return cpu(whole, before=pages.forget)

    taken = side_by_side(changed, anew, ROUNDS)
    return ratio("300 rows after a change, of all anew", taken, better="less", unit="µs", goal=0.35)


def change(pages: Pages) -> None:
    """Change one render of the wall, on its second page."""
    with pages.gallery.store.write() as db:
        styles = hung_on(pages.gallery, db, subject_id=subject_id(pages.gallery)).styles
        values = {"style": styles[PAGE_ROWS].id, "subject": subject_id(pages.gallery)}
        db.conn.execute(TOUCH, values)
        pages.gallery.store.publish(db)


def subject_id(gallery: Gallery) -> int:
    with gallery.store.read() as db:
        return next(subject.id for subject in all_subjects(db) if subject.slug == SUBJECT)


def at_size(large: Pages, small: Pages) -> Iterator[Ratio]:
    """Each page at a million renders against ten thousand; rows that were shown before are kept, as they are."""
    renders = {pages.gallery: first_render(pages.gallery) for pages in (large, small)}
    asked: list[tuple[str, Callable[[Gallery], View]]] = [
        ("wall", lambda gallery: wall(gallery, SUBJECT, 3)),
        ("style page, all its cells,", lambda gallery: style_page(gallery, "b-7")),
        ("styles index", lambda gallery: styles_index(gallery, None, 1)),
        ("render page", lambda gallery: render_page(gallery, renders[gallery], "wall")),
        ("model page, more subjects,", lambda gallery: model_page(gallery, "bench:model-3", 2)),
        ("models index", models_index),
    ]
    for name, view in asked:
        sides = [partial(cpu, partial(drawn, pages, view)) for pages in (large, small)]
        taken = side_by_side(sides[0], sides[1], ROUNDS)
        label = f"{name} at 1M, of 10k"
        yield ratio(label, taken, better="less", unit="µs", goal=GOAL_AT_SIZE if name == "wall" else None)


def drawn(pages: Pages, view: Callable[[Gallery], View]) -> None:
    pages.page(view(pages.gallery))


def first_render(gallery: Gallery) -> str:
    shown = wall(gallery, SUBJECT, 2)
    cells = (cell for family in shown.families for row in family.rows for cell in row.cells)
    return next(cell.id for cell in cells if cell.tile and cell.id)


def memory(pages: Pages) -> Ratio:
    """What kept rows take, with their HTML, of what they are counted as."""
    pages.rows(1)
    pages.forget()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept: KeptRows = kept_rows(pages.gallery)
    for number in range(1, 13):
        pages.rows(number)
    taken = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    counted = kept.size
    return Ratio("kept rows in memory, of what they count", (taken / counted,), "less", 1.1, f"{taken / 2**20:.1f} MB")
