"""What a search costs at a million renders and at ten thousand, and against full-text search and LIKE."""

from __future__ import annotations

import random
import shutil
import sqlite3
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from app.gallery.finding.asking import Asked, set_key
from app.gallery.finding.matching import SIMILAR
from app.gallery.finding.order import Place
from app.gallery.finding.search import search
from app.gallery.finding.sets import PAGE, found_set
from app.gallery.finding.suggesting import suggest
from bench.gallery import opened
from bench.load import PAGES, Target, per_cpu_second, write_requests
from bench.measure import ratio, side_by_side
from bench.processes import free_port, running, tessera, wait_for
from bench.stores import MODELS, SIZES, phrases, store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from subprocess import Popen

    from app.gallery.gallery import Gallery
    from bench.measure import Ratio

ROUNDS = 5
QUERIES = 200
AT_ONCE = 2_800  # more than a server answers in one round
SMALL, LARGE = 10_000, 1_000_000
DEEP = 20 * PAGE  # a set of which the deepest page is told apart from its first
MEDIAN, LAST = 0.5, 0.99
END = Place(SIMILAR, 0)
FULL_TEXT = "SELECT rowid FROM texts WHERE texts MATCH :q ORDER BY rowid DESC LIMIT 24"
FULL_COUNT = "SELECT count(*) FROM texts WHERE texts MATCH :q"
LIKE = "SELECT id FROM renders WHERE style_phrase LIKE '%' || :q || '%' AND public = 1 ORDER BY seq DESC LIMIT 24"
LIKE_COUNT = "SELECT count(*) FROM renders WHERE style_phrase LIKE '%' || :q || '%' AND public = 1"


def queries(renders: int) -> list[str]:
    """What people type, at this size: phrases, half of one, single words, with a subject, with a slip."""
    chance = random.Random(renders)
    kinds: list[Callable[[str], str]] = [
        lambda phrase: phrase,
        lambda phrase: phrase[: max(3, len(phrase) // 2)].strip(),
        lambda phrase: phrase.split()[-1],
        lambda phrase: f"{phrase} lighthouse",
        lambda phrase: phrase[:4] + phrase[5:],
    ]
    known = phrases(SIZES[renders][0])
    return [kinds[n % len(kinds)](chance.choice(known)) for n in range(QUERIES)]


def seconds(work: Callable[[str], object], asked: Sequence[str], share: float) -> float:
    """CPU-seconds that the work takes for one of these: the median, or what all but a hundredth stay below."""
    taken = []
    for each in asked:
        began = time.thread_time()
        work(each)
        taken.append(time.thread_time() - began)
    return sorted(taken)[min(len(taken) - 1, int(len(taken) * share))]


def page_and_count(gallery: Gallery, q: str) -> None:
    """The places of a first page and how many there are, without their rows."""
    key = set_key(gallery, Asked(q=q))
    with gallery.store.read() as db:
        order = found_set(gallery, db, key).order
        order.total(db)
        order.after(db, None, PAGE)


def answer(gallery: Gallery, q: str) -> None:
    """The first page as the API sends it."""
    msgspec.json.encode(search(gallery, Asked(q=q), None))


def deepest(gallery: Gallery, asked: Sequence[str]) -> dict[str, str]:
    """Query → the cursor of the last page of its set, for those with many pages."""
    found = {}
    for q in dict.fromkeys(asked):
        key = set_key(gallery, Asked(q=q))
        with gallery.store.read() as db:
            order = found_set(gallery, db, key).order
            total = order.total(db)
            if total >= DEEP:
                found[q] = str(order.before(db, END, (total - 1) % PAGE + 2)[-1])
    return found


def against_size(small: Gallery, large: Gallery) -> Iterator[Ratio]:
    """A million against ten thousand."""
    works = (
        ("page and count", page_and_count, (None, None)),
        ("search answer", answer, (1.6, 3.0)),
        ("suggestions", lambda gallery, q: suggest(gallery, q[:7]), (None, None)),
    )
    for name, work, goals in works:
        for share, goal, label in ((MEDIAN, goals[0], "p50"), (LAST, goals[1], "p99")):
            ours = partial(seconds, partial(work, large), queries(LARGE), share)
            theirs = partial(seconds, partial(work, small), queries(SMALL), share)
            taken = side_by_side(ours, theirs, ROUNDS)
            yield ratio(f"{name} {label}, 1M of 10k", taken, better="less", unit="µs", goal=goal, scale=1e6)
    cursors = deepest(large, queries(LARGE))
    last = partial(seconds, lambda q: msgspec.json.encode(search(large, Asked(q=q), cursors[q])), [*cursors], MEDIAN)
    first = partial(seconds, partial(answer, large), [*cursors], MEDIAN)
    taken = side_by_side(last, first, ROUNDS)
    yield ratio("deepest page of first, 1M", taken, better="less", unit="µs", goal=1.2, scale=1e6)


def with_full_text(data: Path) -> sqlite3.Connection:
    """The store read-only, with an FTS5 index of its renders beside it, which is made when there is none."""
    beside = data / "texts.db"
    connection = sqlite3.connect(f"file:{data / 'tessera.db'}?mode=ro", uri=True)
    connection.execute("PRAGMA mmap_size=2147418112")
    if not beside.exists():
        making = sqlite3.connect(data / "texts.new")
        making.execute("CREATE VIRTUAL TABLE texts USING fts5(words, content='', tokenize='unicode61')")
        rows = connection.execute("SELECT seq, style_phrase || ' ' || base_prompt || ' ' || model_key FROM renders")
        making.executemany("INSERT INTO texts (rowid, words) VALUES (?, ?)", rows)
        making.commit()
        making.close()
        (data / "texts.new").rename(beside)
    connection.execute("ATTACH :beside AS full", {"beside": str(beside)})
    return connection


def run_both(
    connection: sqlite3.Connection, statements: tuple[str, str], written: Callable[[str], str], q: str
) -> None:
    for statement in statements:
        connection.execute(statement, {"q": written(q)}).fetchall()


def against_others(data: Path, gallery: Gallery) -> Iterator[Ratio]:
    """Page and count at a million: ours, full-text search over renders, LIKE."""
    connection = with_full_text(data)
    plain = [q for n, q in enumerate(queries(LARGE)) if n % 5 in (0, 2)]
    quoted = partial(run_both, connection, (FULL_TEXT, FULL_COUNT), lambda q: " ".join(f'"{w}"' for w in q.split()))
    like = partial(run_both, connection, (LIKE, LIKE_COUNT), str)
    for name, theirs, asked, share in (
        ("FTS5 p50", quoted, plain, MEDIAN),
        ("FTS5 p99", quoted, plain, LAST),
        ("LIKE p50", like, plain[:8], MEDIAN),
    ):
        ours = partial(seconds, partial(page_and_count, gallery), asked, share)
        taken = side_by_side(ours, partial(seconds, theirs, asked, share), ROUNDS)
        yield ratio(f"page and count 1M, of {name}", taken, better="less", unit="µs", scale=1e6)
    connection.close()


def addresses() -> list[str]:
    """Thousands of different searches, so that hardly one is answered from memory."""
    typed = dict.fromkeys(p[:n].strip() for p in phrases(SIZES[SMALL][0]) for n in range(3, len(p) + 1, 2))
    models = ["", *(f"bench:model-{n}" for n in range(MODELS))]
    return ["/search?" + urlencode({"q": q} | ({"model": m} if m else {})) for m in models for q in typed]


class Fresh:
    """A server asked other things each time, as no visitor before has asked them."""

    def __init__(self, process: Popen[bytes], port: int, folder: Path, prefix: str) -> None:
        accept = "*/*" if prefix else PAGES
        self._target = Target(process.pid, port, folder / f"requests-{port}", accept)
        self._left = [prefix + address for address in addresses()]
        random.Random(1).shuffle(self._left)

    def per_cpu_second(self) -> float:
        asked, self._left = self._left[:AT_ONCE], self._left[AT_ONCE:]
        write_requests(self._target.requests, ((address, "") for address in asked))
        return per_cpu_second(self._target)


def over_http(data: Path, folder: Path) -> Iterator[Ratio]:
    """Requests a CPU-second at ten thousand renders, against an app that searches with LIKE.

    Form against form: JSON against JSON and page against page, the same words, at most 24 renders, and a count. The
    other side has the easier work in both. Its JSON are five columns of each render and its page a bare list, neither
    compressed; ours tells each render whole, its page has filters, links and the frame of the site, both are packed.
    The goal stands for JSON, which is the search itself; the page also says what drawing it costs.
    """
    shutil.copytree(data, folder / "data")
    ours, theirs = free_port(), free_port()
    command = [sys.executable, "-m", "bench.like_app", str(theirs), str(data / "tessera.db")]
    with running(*tessera(ours, folder / "data")) as us, running(command) as them:
        wait_for(us, ours, "/search")
        wait_for(them, theirs, "/search")
        for name, prefix, goal in (("JSON", "/api", 8), ("page", "", None)):
            new = [Fresh(us, ours, folder, prefix), Fresh(them, theirs, folder, prefix)]
            taken = side_by_side(new[0].per_cpu_second, new[1].per_cpu_second, ROUNDS)
            yield ratio(f"search {name} uncached, of LIKE", taken, better="more", unit="a CPU-second", goal=goal)
        requests = write_requests(folder / "requests", [("/search?q=watercolour", "")])
        sides = [Target(us.pid, ours, requests, PAGES), Target(them.pid, theirs, requests, PAGES)]
        taken = side_by_side(partial(per_cpu_second, sides[0]), partial(per_cpu_second, sides[1]), ROUNDS)
        yield ratio("search page from the table, of LIKE", taken, better="more", unit="a CPU-second", goal=100)


def measure() -> Iterator[Ratio]:
    small, large = store(SMALL), store(LARGE)
    with opened(small.data) as few, opened(large.data) as many:
        yield from against_size(few.gallery, many.gallery)
        yield from against_others(large.data, many.gallery)
    with tempfile.TemporaryDirectory() as name:
        yield from over_http(small.data, Path(name))
