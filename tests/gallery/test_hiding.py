"""A render that the operator hides is gone from pages, memory and files at once, and can come back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import Conflict, NotFound
from app.gallery.gallery import Gallery
from app.gallery.hiding import hide, mend, unhide
from app.main import sweep
from tests.instance import Instance, running_instance


def draw(instance: Instance) -> None:
    """The one cell of this wall."""
    instance.fill(["linocut"], ["lighthouse"], ["local:brush"])


def only_cell(instance: Instance) -> dict[str, str]:
    cell: dict[str, str] = instance.json("/api/matrix?subject=lighthouse")["families"][0]["rows"][0]["cells"][0]
    return cell


def addresses(instance: Instance, render_id: str) -> list[str]:
    render = instance.json(f"/api/render/{render_id}")["render"]
    return [render["image_url"], render["thumb_url"], render["thumb_2x_url"]]


def test_hiding_takes_page_and_files_away_at_once_and_unhiding_brings_them_back(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        draw(instance)
        render_id = only_cell(instance)["id"]
        files = addresses(instance, render_id)
        before = [instance.client.get(url).status_code for url in files * 2]  # twice: the second from memory
        hide(instance.rooms.gallery, render_id)
        hidden = [instance.client.get(url).status_code for url in files]
        page = instance.client.get(f"/render/{render_id}").status_code
        unhide(instance.rooms.gallery, render_id)
        after = [instance.client.get(url).status_code for url in files]
        assert (before, hidden, page, after) == ([200] * 6, [404] * 3, 410, [200] * 3)


def test_a_hidden_render_leaves_its_place_on_the_wall(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        draw(instance)
        hide(instance.rooms.gallery, only_cell(instance)["id"])
        assert only_cell(instance)["status"] == "hidden"
        assert only_cell(instance)["id"] is None


def test_files_that_left_without_their_row_come_back_at_the_next_start(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        draw(instance)
        files = addresses(instance, only_cell(instance)["id"])
        instance.rooms.files.withdraw(files[0].removeprefix("/"))  # as far as a process got that was killed then
        sweep(instance.rooms)
        assert [instance.client.get(url).status_code for url in files] == [200] * 3


def test_a_render_whose_cell_was_drawn_anew_stays_hidden(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        draw(instance)
        render_id = only_cell(instance)["id"]
        hide(instance.rooms.gallery, render_id)
        draw(instance)
        with pytest.raises(Conflict, match="Another render hangs"):
            unhide(instance.rooms.gallery, render_id)
        assert instance.client.get(f"/render/{render_id}").status_code == 410


def test_what_is_no_public_render_cannot_be_hidden(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance, pytest.raises(NotFound):
        hide(instance.rooms.gallery, "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55")


@pytest.mark.parametrize("bring_back", [unhide, lambda gallery, render_id: mend(gallery, [render_id])])
def test_who_hides_while_files_come_back_has_them_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bring_back: Callable[[Gallery, str], None]
) -> None:
    with running_instance(tmp_path) as instance:
        draw(instance)
        render_id, gallery = only_cell(instance)["id"], instance.rooms.gallery
        files = addresses(instance, render_id)
        if bring_back is unhide:
            hide(gallery, render_id)
        else:
            gallery.files.withdraw(files[0].removeprefix("/"))
        hiding = threading.Thread(target=hide, args=(gallery, render_id))
        restore = gallery.files.restore

        def restore_late(image_path: str) -> None:
            hiding.start()
            hiding.join(0.5)
            restore(image_path)

        monkeypatch.setattr(gallery.files, "restore", restore_late)
        bring_back(gallery, render_id)
        hiding.join(10)
        assert instance.client.get(f"/render/{render_id}").status_code == 410
        assert [instance.client.get(url).status_code for url in files] == [404] * 3
