"""Filling the wall from the command line."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import msgspec

from app.gallery import queries
from app.gallery.filling import cell_price, missing_cells, order_cells, plan_cells, withdraw
from app.operators.curating import curate
from app.operators.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.engine.runner import Engine
    from app.gallery.gallery import Gallery
    from app.gallery.rows import PlannedCell
    from app.operators.seed_options import Options

POLL_SECONDS = 0.2
STOPPED = 130


class Bill(msgspec.Struct, kw_only=True):
    """What a provider's part of the order costs."""

    pictures: int = 0
    credits: int = 0
    microdollars: int = 0


def seed(gallery: Gallery, engine: Engine, options: Options, out: TextIO = sys.stdout) -> int:
    """Fill what is missing of styles × subjects × image models. Returns the exit status: 0 when all that was asked for
    is there, 1 when some failed, 2 when money would be spent and nobody has agreed, 130 when stopped by a signal.
    """
    asked = [
        *plan_cells([None], options.subjects, options.models),
        *plan_cells(options.styles, options.subjects, options.models),
    ]
    missing = missing_cells(gallery, asked)[: options.limit]
    bills = _bills(gallery, missing)
    _tell(out, asked, missing, bills)
    if options.dry_run:
        return 0
    if any(bill.credits or bill.microdollars for bill in bills.values()) and not options.yes:
        print("This costs money. Run it again with --yes to agree, or with fewer --models.", file=out)
        return 2
    status = _fill(gallery, engine, asked if options.limit is None else missing, missing, out)
    if options.curate and status != STOPPED:
        print(f"Default set: {curate(gallery)} renders.", file=out)
    return status


def _bills(gallery: Gallery, cells: Sequence[PlannedCell]) -> dict[str, Bill]:
    bills: dict[str, Bill] = {}
    for cell in cells:
        price, microdollars = cell_price(gallery, cell)
        bill = bills.setdefault(cell.model_key.partition(":")[0], Bill())
        bill.pictures += 1
        bill.credits += price
        bill.microdollars += microdollars
    return bills


def _tell(out: TextIO, asked: Sequence[PlannedCell], missing: Sequence[PlannedCell], bills: dict[str, Bill]) -> None:
    there = f"{len(asked)} cells asked for, {len(missing)} to make."
    print(there if missing else f"{len(asked)} cells asked for, all there or on their way.", file=out)
    for provider, bill in bills.items():
        money = f"${bill.microdollars / 1_000_000:.2f}"
        print(f"  {provider}: {bill.pictures} pictures, {bill.credits} credits, {money} at the provider", file=out)


def _fill(
    gallery: Gallery, engine: Engine, asked: Sequence[PlannedCell], missing: Sequence[PlannedCell], out: TextIO
) -> int:
    wanted = {(c.style.id if c.style else None, c.subject.id, c.model_key) for c in asked}
    with _signals() as stopped:
        ordered = order_cells(gallery, missing)
        progress = Progress(out, _waiting(gallery, wanted))
        if not progress.total:
            return 0
        engine.start()
        tried, trouble = set(missing), ""
        try:
            while not stopped and not (trouble := engine.trouble):
                if waiting := _waiting(gallery, wanted):
                    progress.show(progress.total - waiting)
                    time.sleep(POLL_SECONDS)
                elif left := _left_by_others(gallery, asked, tried):
                    ordered += order_cells(gallery, left)
                    tried.update(left)
                else:
                    break
        finally:
            engine.stop()
            back = withdraw(gallery, ordered)
            progress.close(progress.total - _waiting(gallery, wanted) - back)
    if trouble:
        print(f"Stopped: {trouble}. When that is mended, run it again to go on.", file=out)
        return 1
    if stopped:
        print(f"Stopped. {back} pictures not begun were taken out of the queue; run it again to go on.", file=out)
        return STOPPED
    return _outcome(gallery, asked, out)


def _left_by_others(gallery: Gallery, asked: Sequence[PlannedCell], tried: set[PlannedCell]) -> list[PlannedCell]:
    """Cells that were on their way through someone else, who took them back; those that cost money are left out, as
    nobody has agreed to them here.
    """
    return [c for c in missing_cells(gallery, asked) if c not in tried and cell_price(gallery, c) == (0, 0)]


def _waiting(gallery: Gallery, wanted: set[tuple[int | None, int, str]]) -> int:
    with gallery.store.read() as db:
        return len(wanted & queries.pending_cells(db))


def _outcome(gallery: Gallery, asked: Sequence[PlannedCell], out: TextIO) -> int:
    failed = missing_cells(gallery, asked)
    if not failed:
        return 0
    print(f"{len(failed)} pictures failed. Run it again to try just those:", file=out)
    for cell in failed[:10]:
        print(f"  {cell.style.phrase if cell.style else 'unstyled'}, {cell.subject.label}, {cell.model_key}", file=out)
    return 1


@contextmanager
def _signals() -> Iterator[list[int]]:
    """While inside, Ctrl+C and SIGTERM are noted instead of cutting the work off."""
    stopped: list[int] = []
    before = {
        number: signal.signal(number, lambda received, _: stopped.append(received))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
