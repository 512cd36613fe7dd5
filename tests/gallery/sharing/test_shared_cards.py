"""The pictures of shared links, over HTTP."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from app.gallery.hiding import hide, unhide
from tests.gallery.sharing.conftest import render_ids
from tests.instance import Instance, running_instance


def card(instance: Instance, path: str) -> Image.Image:
    answer = instance.client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/jpeg"
    return Image.open(BytesIO(answer.content))


@pytest.mark.parametrize(
    "path",
    ["/cards/wall.jpg", "/cards/wall.jpg?subject=lone-tree", "/cards/styles/linocut.jpg", "/cards/styles/hostile.jpg"],
)
def test_a_card_is_a_jpeg_of_the_usual_size(site: Instance, path: str) -> None:
    picture = card(site, path)
    assert (picture.format, picture.size) == ("JPEG", (1200, 630))


def test_an_image_model_has_a_card_at_its_key(site: Instance) -> None:
    assert card(site, "/cards/models/local:brush.jpg").size == (1200, 630)


def test_cards_of_two_styles_differ(site: Instance) -> None:
    one, other = (card(site, f"/cards/styles/{slug}.jpg").tobytes() for slug in ("linocut", "pixel-art"))
    assert one != other


def test_a_render_is_shown_whole_on_its_own_colour(site: Instance) -> None:
    render_id = render_ids(site, "linocut")[0]
    colour = site.json(f"/render/{render_id}")["render"]["colour"]
    steps = (18, 62, 108, 152, 196, 238)
    corner = card(site, f"/cards/render/{render_id}.jpg").getpixel((3, 3))
    assert isinstance(corner, tuple)
    assert all(abs(a - steps[int(digit)]) < 8 for a, digit in zip(corner, colour.removeprefix("d-"), strict=True))


def test_an_empty_gallery_has_a_card(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_instance(tmp_path_factory.mktemp("empty")) as instance:
        assert card(instance, "/cards/wall.jpg").size == (1200, 630)


@pytest.mark.parametrize(
    "path",
    [
        "/cards/styles/gouache.jpg",
        "/cards/styles/no-such-style.jpg",
        "/cards/styles/linocut.png",
        "/cards/styles/linocut",
        "/cards/styles/.jpg",
        "/cards/models/local:nobody.jpg",
        "/cards/models/a/b/c.jpg",
        "/cards/render/linocut.jpg",
        "/cards/render/0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55.jpg",
        "/cards/wall.jpg?subject=nobody",
    ],
)
def test_what_has_no_picture_has_no_card(site: Instance, path: str) -> None:
    answer = site.client.get(path)
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_a_card_is_asked_about_and_not_sent_again(site: Instance) -> None:
    etag = site.client.get("/cards/styles/linocut.jpg").headers["etag"]
    assert site.client.get("/cards/styles/linocut.jpg", headers={"if-none-match": etag}).status_code == 304


def test_a_card_stays_the_same_while_other_styles_change(small: Instance) -> None:
    before = small.client.get("/cards/styles/pixel-art.jpg")
    small.fill(["gouache"], ["lighthouse"], ["local:brush"])
    again = small.client.get("/cards/styles/pixel-art.jpg", headers={"if-none-match": before.headers["etag"]})
    assert again.status_code == 304


def test_a_hidden_picture_is_gone_from_the_card_of_its_style(small: Instance) -> None:
    first, second = render_ids(small, "linocut")
    both = small.client.get("/cards/styles/linocut.jpg").content
    hide(small.rooms.gallery, first)
    alone = small.client.get("/cards/styles/linocut.jpg").content
    other = small.client.get(f"/cards/render/{second}.jpg").content
    unhide(small.rooms.gallery, first)
    assert alone == other != both
    assert small.client.get("/cards/styles/linocut.jpg").content == both


def test_a_hidden_render_has_no_card(small: Instance) -> None:
    render_id = render_ids(small, "pixel-art")[0]
    assert small.client.get(f"/cards/render/{render_id}.jpg").status_code == 200
    hide(small.rooms.gallery, render_id)
    gone = [small.client.get(path) for path in (f"/cards/render/{render_id}.jpg", "/cards/styles/pixel-art.jpg")]
    unhide(small.rooms.gallery, render_id)
    assert [answer.status_code for answer in gone] == [404, 404]
    assert small.client.get(f"/cards/render/{render_id}.jpg").status_code == 200


def test_chosen_renders_have_a_card_in_their_order(site: Instance) -> None:
    one, other = render_ids(site, "linocut")[:2]
    there, back = (
        card(site, f"/cards/renders.jpg?ids={ids}").tobytes() for ids in (f"{one},{other}", f"{other},{one}")
    )
    assert there != back


def test_a_card_of_chosen_renders_leaves_out_what_is_none(site: Instance) -> None:
    one, other = render_ids(site, "linocut")[:2]
    alone = site.client.get(f"/cards/renders.jpg?ids={one},{other}").content
    assert site.client.get(f"/cards/renders.jpg?ids={one},nothing,{one},{other},").content == alone


@pytest.mark.parametrize(("ids", "status"), [("", 404), ("nothing", 404), (",".join("abcdefghijklm"), 400)])
def test_chosen_renders_that_make_no_card_are_told_so(site: Instance, ids: str, status: int) -> None:
    assert site.client.get(f"/cards/renders.jpg?ids={ids}").status_code == status
