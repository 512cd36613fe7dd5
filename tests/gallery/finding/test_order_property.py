"""Whatever has been published, a walk along the cursors shows what a plain sort of everything shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app.gallery.filling import cell_recipe
from app.gallery.finding.asking import Asked, checked_cursor, set_key
from app.gallery.finding.axes import Axes
from app.gallery.finding.order import Place
from app.gallery.finding.sets import found_set, neighbours
from app.gallery.gallery import Gallery
from app.gallery.queries import all_styles, all_subjects, finish_render, insert_render, public_render
from app.gallery.rows import Finished, Metadata, NewRender, PlannedCell
from tests.gallery.finding.conftest import MADE
from tests.instance import SMALL, Instance, running_instance

PHRASES = {"wash": "wash", "ink-wash": "ink wash", "wash-and-ink": "wash and ink", "ink": "ink", "pen": "pen drawing"}
NOTES = {"pen": "thin ink"}
MODELS = ["local:brush", "local:graver"]
SUBJECTS = ["lighthouse", "skyline"]
QUERIES = ["", "ink", "wash", "ink wash", "wash ink", "pen", "drawing", "ink lighthouse", "wash skyline graver"]
CATALOG = SMALL + "".join(
    f'\n[[style]]\nslug = "t-{slug}"\nphrase = "{phrase}"\nfamily = "movement"\nnote = "{NOTES.get(slug, "")}"\n'
    f'prompt = "{phrase} {{subject}}"\n'
    for slug, phrase in PHRASES.items()
)


class Row(NamedTuple):
    style: str | None
    subject: str
    model: str


ROWS = some.lists(
    some.builds(Row, some.sampled_from([*PHRASES, None]), some.sampled_from(SUBJECTS), some.sampled_from(MODELS)),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("property"), catalog=CATALOG) as instance:
        yield instance


def fit(query: str, row: Row, known: set[str]) -> int | None:
    """How a row fits, by the rules as they are told to people and none of the code; None when it does not."""
    asked = [word for word in query.split() if word not in ("lighthouse", "skyline", "graver")]
    if not asked:
        return 0
    fits = {style: place for style in known if (place := of_style(asked, style)) is not None}
    return fits.get(row.style or "")


def of_style(asked: list[str], style: str) -> int | None:
    phrase, note = PHRASES[style], NOTES.get(style, "")
    if phrase == " ".join(asked):
        return 0
    if phrase.startswith(" ".join(asked)):
        return 1
    if all(word in phrase.split() for word in asked):
        return 2
    return 3 if all(word in f"{phrase} {note}".split() for word in asked) else None


def expected(rows: list[Row], query: str, as_of: int, model: str | None, subject: str | None) -> list[int] | None:
    """The sequence numbers in order; None when a word names nothing that is known at the moment, or is misspelt."""
    published = [(seq, row) for seq, row in enumerate(rows, 1) if seq <= as_of and row.style]
    known = {row.style for _, row in published if row.style}
    found = []
    for seq, row in published:
        place = fit(query, row, known)
        named = [word for word in ("lighthouse", "skyline") if word in query and row.subject != word]
        named += ["graver"] if "graver" in query and row.model != "local:graver" else []
        if place is None or named or row.model != (model or row.model) or row.subject != (subject or row.subject):
            continue
        found.append((place, -seq))
    words = query.split()
    sayable = all(word not in words or any(row.subject == word for _, row in published) for word in SUBJECTS)
    sayable &= "graver" not in words or any(row.model == "local:graver" for _, row in published)
    exists = any(fit(query, row, known) is not None for _, row in published)
    return [-seq for _, seq in sorted(found)] if sayable and exists else None


def fill(gallery: Gallery, rows: list[Row]) -> None:
    """Empty the gallery and publish these rows in order."""
    with gallery.store.write() as db:
        for table in ("places", "lanes", "looks", "look_groups", "renders"):
            db.execute(f"DELETE FROM {table}")
        styles = {style.slug: style for style in all_styles(db)}
        subjects = {subject.slug: subject for subject in all_subjects(db)}
        for number, row in enumerate(rows, 1):
            style = styles[f"t-{row.style}"] if row.style else None
            cell = PlannedCell(style=style, subject=subjects[row.subject], model_key=row.model)
            recipe, render_id = cell_recipe(gallery, cell), str(UUID(int=number))
            render = NewRender(
                id=render_id,
                user_id="someone",
                style_id=style.id if style else None,
                subject_id=cell.subject.id,
                recipe=recipe,
                source_type="algorithmicMedia",
                public=True,
                cost_credits=0,
                created_at=MADE,
            )
            assert insert_render(db, render)
            path = f"images/2026/11/{render_id}.webp"
            metadata = Metadata(recipe=recipe)
            done = Finished(
                image_path=path, thumb_path=path, width=256, height=192, look=b"", phash=0, metadata=metadata
            )
            finish_render(db, render_id, done)
    gallery.axes = Axes()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, data=some.data())
def test_walking_along_cursors_is_sorting_everything(
    instance: Instance, rows: list[Row], data: some.DataObject
) -> None:
    gallery = instance.rooms.gallery
    fill(gallery, rows)
    as_of = data.draw(some.integers(1, len(rows)))
    size = data.draw(some.integers(1, 7))
    model, subject = data.draw(some.sampled_from([None, *MODELS])), data.draw(some.sampled_from([None, *SUBJECTS]))
    for query in QUERIES:
        wanted = expected(rows, query, as_of, model, subject)
        if wanted is None:
            continue
        key = set_key(gallery, Asked(q=query, model=model, subject=subject, as_of=as_of))
        with gallery.store.read() as db:
            order = found_set(gallery, db, key).order
            walked: list[Place] = []
            while page := order.after(db, walked[-1] if walked else None, size):
                walked += page
                assert checked_cursor(str(page[-1]), as_of) == page[-1]
            back: list[Place] = []
            while walked and (page := order.before(db, back[-1] if back else walked[-1], size)):
                back += page
            assert ([place.seq for place in walked], order.total(db)) == (wanted, len(wanted)), query
            assert back == walked[-2::-1], query
            assert [order.position(db, place) for place in walked] == list(range(1, len(walked) + 1)), query


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, hidden=some.sets(some.integers(1, 40)), data=some.data())
def test_neighbours_are_the_nearest_that_can_be_seen(
    instance: Instance, rows: list[Row], hidden: set[int], data: some.DataObject
) -> None:
    gallery = instance.rooms.gallery
    fill(gallery, rows)
    with gallery.store.write() as db:
        for number in hidden:
            db.execute("UPDATE renders SET hidden_at = '2026-11-21' WHERE id = :id", {"id": str(UUID(int=number))})
    as_of = data.draw(some.integers(1, len(rows)))
    wanted = expected(rows, "ink", as_of, None, None)
    if wanted is None:
        return
    key = set_key(gallery, Asked(q="ink", as_of=as_of))
    seen = [seq for seq in wanted if seq not in hidden]
    for seq in range(1, len(rows) + 1):
        with gallery.store.read() as db:
            render = public_render(db, str(UUID(int=seq)))
            assert render
            place = neighbours(gallery, db, key, render[0])
        if seq not in wanted:
            assert place is None
            continue
        assert place
        assert (place.position, place.total) == (wanted.index(seq) + 1, len(wanted))
        around = (place.newer and UUID(place.newer).int, place.older and UUID(place.older).int)
        at = wanted.index(seq)
        newer = [each for each in wanted[:at] if each in seen]
        older = [each for each in wanted[at + 1 :] if each in seen]
        assert around == (newer[-1] if newer else None, older[0] if older else None)
