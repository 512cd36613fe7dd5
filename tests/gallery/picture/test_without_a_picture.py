"""A render that has no picture yet, or never got one, still has its page, and the walls' ways pass it over."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.gallery.picture.conftest import BRUSH, GRAVER, render_of
from tests.instance import Instance


@contextmanager
def state(instance: Instance, render_id: str, status: str) -> Iterator[None]:
    """The render without a picture and in another state, for as long as this holds."""
    path = instance.json(f"/api/render/{render_id}")["render"]["image_url"].removeprefix("/")
    _put(instance, render_id, status, None)
    try:
        yield
    finally:
        _put(instance, render_id, "done", path)


def _put(instance: Instance, render_id: str, status: str, path: str | None) -> None:
    change = "UPDATE renders SET status = :status, image_path = :path WHERE id = :id"
    with instance.rooms.store.write() as db:
        db.conn.execute(change, {"status": status, "path": path, "id": render_id})
        instance.rooms.store.publish(db)


@pytest.mark.parametrize(("status", "says"), [("pending", "On its way"), ("failed", "Nothing was charged")])
def test_it_says_why_there_is_no_picture(hung: Instance, status: str, says: str) -> None:
    here = render_of(hung, "linocut", GRAVER)
    with state(hung, here, status):
        page = hung.client.get(f"/render/{here}", headers={"accept": "text/html"})
        told = hung.json(f"/api/render/{here}")
    assert page.status_code == 200
    assert says in page.text
    assert (told["compare_original"], told["compare_models"]) == (None, None)


def test_the_ways_pass_it_over(hung: Instance) -> None:
    here = render_of(hung, "linocut", GRAVER)
    with state(hung, here, "failed"):
        beside = hung.json(f"/api/render/{render_of(hung, 'linocut', BRUSH)}")
    assert beside["ways"]["right"] is None
    assert [cell["status"] for cell in beside["around"]["same_style"]] == ["done", "failed"]
