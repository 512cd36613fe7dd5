"""The picture beside the sign-in hangs on the wall, and says truly what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.gallery.door_picture import door_picture
from app.gallery.hiding import hide
from tests.instance import Instance, running_instance

if TYPE_CHECKING:
    from pathlib import Path


def test_the_page_shows_a_picture_that_can_be_fetched_and_leads_to_its_own_page(filled: Instance) -> None:
    picture = filled.json("/signin")["picture"]
    render = filled.json(picture["page"])["render"]
    assert picture["caption"] == f"{render['style_phrase']}, {render['model_key'].partition(':')[2]}"
    assert (picture["width"], picture["height"]) == (render["width"], render["height"])
    for url in (picture["url"], picture["thumb_url"]):
        assert filled.client.get(url).headers["content-type"] == "image/webp"


def test_an_empty_wall_has_no_picture_to_show(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        assert instance.json("/signin")["picture"] is None
        assert "door-pic" not in instance.client.get("/signin", headers={"accept": "text/html"}).text


def test_what_the_operator_hides_is_not_shown_beside_the_sign_in(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush", "local:graver"])
        gallery = instance.rooms.gallery
        first = door_picture(gallery)
        assert first is not None
        hide(gallery, first.page.rpartition("/")[2])
        second = door_picture(gallery)
        assert second is not None
        assert second.page != first.page
