"""What is hidden, private or deleted can't be found by picture, and nothing of it shows in what can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.gallery.hiding import hide, unhide
from tests.gallery.by_picture.conftest import file_of, found, renders, saved
from tests.instance import Instance, running_instance


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Instance]:
    """Two styles on two subjects."""
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut", "cyanotype"], ["lighthouse", "lone-tree"], ["local:brush"])
        yield instance


def change(instance: Instance, assignment: str, render_id: str) -> None:
    """Change a render's row behind the program's back, as another of its rooms will."""
    with instance.rooms.store.write() as db:
        db.execute(f"UPDATE renders SET {assignment} WHERE id = ?", [render_id])


def test_a_hidden_render_is_not_told_and_comes_back_with_unhiding(two: Instance) -> None:
    render = renders(two)[0]
    picture = saved(file_of(two, render["image_path"]))
    hide(two.rooms.gallery, render["id"])
    hidden = found(two, picture)
    unhide(two.rooms.gallery, render["id"])
    assert render["id"] not in [style["render"] for style in hidden]
    assert found(two, picture)[0]["render"] == render["id"]


@pytest.mark.parametrize("assignment", ["hidden_at = 'now'", "deleted_at = 'now'", "public = 0"])
def test_a_style_whose_pictures_are_all_out_of_sight_is_not_told(two: Instance, assignment: str) -> None:
    of_style = [render for render in renders(two) if render["slug"] == "linocut"]
    picture = saved(file_of(two, of_style[0]["image_path"]))
    assert [style["style"] for style in found(two, picture)] == ["linocut", "cyanotype"]
    for render in of_style:
        change(two, assignment, render["id"])
    assert [style["style"] for style in found(two, picture)] == ["cyanotype"]


def test_what_is_out_of_sight_does_not_change_how_near_its_style_is(two: Instance) -> None:
    one, other = (render for render in renders(two) if render["slug"] == "linocut")
    picture = saved(file_of(two, other["image_path"]), scale=1.0)
    change(two, "hidden_at = 'now'", one["id"])
    alone = found(two, picture)[0]["distance"]
    change(two, "hidden_at = NULL", one["id"])
    change(two, "deleted_at = 'now'", one["id"])
    assert found(two, picture)[0]["distance"] == alone


def test_a_deleted_row_takes_its_look_with_it(two: Instance) -> None:
    render = renders(two)[0]
    with two.rooms.store.write() as db:
        seq = db.execute("SELECT seq FROM renders WHERE id = ?", [render["id"]]).fetchone()[0]
        db.execute("DELETE FROM places WHERE seq = ?", [seq])
        db.execute("DELETE FROM renders WHERE id = ?", [render["id"]])
    with two.rooms.store.read() as db:
        assert db.execute("SELECT count(*) FROM looks WHERE render_id = ?", [render["id"]]).fetchone()[0] == 0
    picture = saved(file_of(two, render["image_path"]))
    assert render["id"] not in [style["render"] for style in found(two, picture)]
