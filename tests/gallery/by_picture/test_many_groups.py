"""In a large gallery only a shortlist is compared measure by measure; what is nearest stays nearest."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from app.database import Store
from app.gallery.by_picture.prototypes import SHORTLIST, Prototypes
from app.gallery.by_picture.queries import keep_group
from app.gallery.by_picture.rows import GroupKey, Mean
from app.media.look import LOOK_VERSION
from app.media.look.measuring import SIZE
from app.migrations import migrate

STYLES, MODELS = 200, 20
SPREAD = bytes([50]) * SIZE


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = Store(tmp_path_factory.mktemp("many") / "tessera.db")
    migrate(opened)
    with opened.write() as db:
        for style in range(1, STYLES + 1):
            db.execute(
                "INSERT INTO styles (id, slug, phrase, family, note, prompt, negative_prompt, position, created_at)"
                " VALUES (:id, :slug, :slug, 'print', '', '', '', :id, '2026-01-01')",
                {"id": style, "slug": f"style-{style}"},
            )
            for model in range(MODELS):
                keep_group(db, GroupKey(style, f"m:{model}"), LOOK_VERSION, Mean(6, look_of(style, model), SPREAD))
    yield opened
    opened.close()


def look_of(style: int, model: int) -> bytes:
    """Looks of one style are near each other."""
    own, shift = np.random.default_rng(style), np.random.default_rng(1000 * style + model)
    steps = own.normal(128, 30, SIZE) + shift.normal(0, 12, SIZE)
    return bytes(np.clip(steps, 0, 255).astype(np.uint8).tobytes())


def test_the_nearest_of_thousands_of_groups_is_found(store: Store) -> None:
    prototypes = Prototypes()
    assert STYLES * MODELS > SHORTLIST
    with store.read() as db:
        for style in range(1, STYLES, 20):
            near, styles = prototypes.nearest(db, look_of(style, MODELS + 1))
            assert {far.key.style_id for far in near[:MODELS]} == {style}
            assert styles == STYLES
            assert len(near) == SHORTLIST


def test_a_group_that_changes_is_found_as_it_is_now(store: Store) -> None:
    prototypes = Prototypes()
    key, wanted = GroupKey(7, "m:3"), look_of(9_999, 0)
    with store.read() as db:
        before = prototypes.nearest(db, wanted)[0][0]
    with store.write() as db:
        keep_group(db, key, LOOK_VERSION, Mean(6, wanted, SPREAD))
    with store.read() as db:
        after = prototypes.nearest(db, wanted)[0][0]
    assert before.key != key
    assert (after.key, after.distance) == (key, 0)


def test_a_group_that_shows_nothing_any_more_leaves(store: Store) -> None:
    prototypes = Prototypes()
    key = GroupKey(11, "m:5")
    with store.read() as db:
        assert prototypes.nearest(db, look_of(11, 5))[0][0].key == key
    with store.write() as db:
        keep_group(db, key, LOOK_VERSION, None)
    with store.read() as db:
        assert prototypes.nearest(db, look_of(11, 5))[0][0].key != key
