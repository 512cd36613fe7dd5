"""A person's renders: handed over in parts, and erased without a trace but their places."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
import pytest

from app.accounts.accounts import Portion
from app.gallery.gallery import Gallery
from app.gallery.holdings import GalleryHolding
from app.gallery.identity import new_id
from app.gallery.queries import insert_render, public_render
from app.gallery.rows import NewRender
from tests.instance import Instance, running_instance


@pytest.fixture(scope="module")
def wall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("data")) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        yield instance


def first(gallery: Gallery) -> str:
    with gallery.store.read() as db:
        return str(db.conn.execute("SELECT id FROM renders WHERE seq = 1").fetchone()[0])


def order(gallery: Gallery, user_id: str, count: int = 1) -> list[str]:
    """Renders of a person that are on their way."""
    ids = [new_id() for _ in range(count)]
    with gallery.store.write() as db:
        found = public_render(db, first(gallery))
        assert found is not None
        pattern = NewRender(
            id="",
            user_id=user_id,
            style_id=found[0].style_id,
            subject_id=found[0].subject_id,
            recipe=found[0].metadata.recipe,
            source_type=found[0].metadata.source_type,
            public=False,
            cost_credits=0,
            created_at=datetime.now(UTC),
        )
        for render_id in ids:
            insert_render(db, msgspec.structs.replace(pattern, id=render_id))
    return ids


def portions(gallery: Gallery, user_id: str) -> list[Portion]:
    with gallery.store.read() as db:
        return list(GalleryHolding(gallery).export(db, user_id))


def erase(gallery: Gallery, user_id: str) -> list[str]:
    with gallery.store.write() as db:
        paths = GalleryHolding(gallery).erase(db, user_id)
    return [path.relative_to(gallery.files.root).as_posix() for path in paths]


def test_many_renders_are_handed_over_in_documents_of_500(wall: Instance) -> None:
    ids = order(wall.rooms.gallery, "many", 501)
    documents = {each.name: json.loads(each.content) for each in portions(wall.rooms.gallery, "many")}
    assert {name: len(rows) for name, rows in documents.items()} == {
        "gallery/renders.json": 500,
        "gallery/renders-2.json": 1,
    }
    assert sorted(row["id"] for rows in documents.values() for row in rows) == sorted(ids)


def test_one_without_renders_holds_nothing(wall: Instance) -> None:
    assert portions(wall.rooms.gallery, "nobody") == []
    assert erase(wall.rooms.gallery, "nobody") == []


def test_what_was_never_published_is_deleted_and_lets_go_of_what_came_from_it(wall: Instance) -> None:
    gallery = wall.rooms.gallery
    (parent,), (child,) = order(gallery, "parent"), order(gallery, "child")
    with gallery.store.write() as db:
        db.conn.execute("UPDATE renders SET parent_id = :p WHERE id = :c", {"p": parent, "c": child})
    erase(gallery, "parent")
    with gallery.store.read() as db:
        rows = db.conn.execute("SELECT id, parent_id FROM renders WHERE id IN (:p, :c)", {"p": parent, "c": child})
        assert rows.fetchall() == [(child, None)]


def test_what_a_picture_was_made_from_is_handed_over_and_removed(wall: Instance) -> None:
    gallery = wall.rooms.gallery
    (render_id,) = order(gallery, "made")
    with gallery.store.write() as db:
        db.conn.execute("UPDATE renders SET input_image_path = 'uploads/x.webp' WHERE id = :id", {"id": render_id})
    assert portions(gallery, "made")[0].path == gallery.files.root / "uploads" / "x.webp"
    assert erase(gallery, "made") == ["uploads/x.webp"]


def test_another_s_picture_that_it_was_made_from_stays(wall: Instance) -> None:
    gallery = wall.rooms.gallery
    (render_id,) = order(gallery, "borrowed")
    with gallery.store.write() as db:
        db.conn.execute(
            "UPDATE renders SET input_image_path = (SELECT image_path FROM renders WHERE seq = 1) WHERE id = :id",
            {"id": render_id},
        )
    assert erase(gallery, "borrowed") == []


def test_a_published_render_that_was_hidden_is_removed_wherever_its_files_lie(wall: Instance) -> None:
    gallery, render_id = wall.rooms.gallery, first(wall.rooms.gallery)
    with gallery.store.write() as db:
        db.conn.execute("UPDATE renders SET user_id = 'hidden', hidden_at = '2026' WHERE id = :id", {"id": render_id})
    gone = erase(gallery, "hidden")
    assert {path.split("/")[0] for path in gone} == {"images", "private"}
    assert len(gone) == 6
    with gallery.store.read() as db:
        row = db.conn.execute(
            "SELECT seq, user_id, base_prompt, seed, image_path, render_metadata FROM renders WHERE id = :id",
            {"id": render_id},
        ).fetchone()
        places = db.conn.execute("SELECT count(*) FROM places WHERE seq = 1").fetchone()[0]
    assert row == (1, None, "", 0, None, "{}")
    assert places == 8
