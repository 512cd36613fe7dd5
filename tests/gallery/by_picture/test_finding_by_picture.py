"""A picture finds the styles whose pictures look most like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gallery.by_picture.conftest import JSON, LARGER, PATH, STYLES, file_of, found, renders, saved, send
from tests.instance import Instance, running_instance


@pytest.mark.parametrize(("kind", "quality"), [("JPEG", 60), ("WEBP", 50), ("PNG", 0)])
def test_a_copy_of_half_the_size_finds_its_own_style_first(wall: Instance, kind: str, quality: int) -> None:
    for render in renders(wall):
        styles = found(wall, saved(file_of(wall, render["image_path"]), kind, quality))
        assert (styles[0]["style"], styles[0]["render"]) == (render["slug"], render["id"])


def test_another_subject_in_the_same_style_finds_the_style(tmp_path: Path, wall: Instance) -> None:
    elsewhere = next(iter({render["subject_id"] for render in renders(wall)}))
    with running_instance(tmp_path, catalog=LARGER) as library:
        library.fill([*STYLES], ["mountain-lake"], ["local:brush"])
        asked = [render for render in renders(wall) if render["subject_id"] == elsewhere]
        first = [found(library, file_of(wall, one["image_path"]).read_bytes())[0]["style"] for one in asked]
        assert sum(style == one["slug"] for style, one in zip(first, asked, strict=True)) >= len(STYLES) - 1


def test_styles_are_told_nearest_first_with_what_one_needs_to_go_on(wall: Instance) -> None:
    styles = found(wall, saved(file_of(wall, renders(wall)[0]["image_path"])))
    assert [style["distance"] for style in styles] == sorted(style["distance"] for style in styles)
    assert [style["nearness"] for style in styles] == sorted((s["nearness"] for s in styles), reverse=True)
    assert len(styles) >= 3
    assert {style["style"] for style in styles} <= set(STYLES)
    for style in styles:
        for url in (style["url"], style["render_url"], style["tile"]["thumb_url"], style["tile"]["thumb_2x_url"]):
            assert wall.client.get(url).status_code == 200
        assert style["search_url"].startswith("/search?q=")


def test_it_says_in_words_how_near_and_what_agrees(wall: Instance) -> None:
    styles = found(wall, saved(file_of(wall, renders(wall)[0]["image_path"]), quality=90, scale=1.0))
    assert styles[0]["likeness"] == "nearly the same"
    assert styles[0]["why"] == ["colour", "edges", "texture"]
    assert styles[-1]["likeness"] in ("close", "some likeness", "distant")
    assert len(styles[-1]["why"]) < 3


def test_it_says_that_it_compares_look_and_not_meaning(wall: Instance) -> None:
    note = "Compares look (colour, edges, texture), not what is in the picture."
    assert wall.json(PATH)["note"] == note
    assert send(wall, saved(file_of(wall, renders(wall)[0]["image_path"]))).json()["note"] == note
    assert note in wall.client.get(PATH).text


def test_the_api_a_page_and_a_fragment_answer_alike(wall: Instance) -> None:
    picture = saved(file_of(wall, renders(wall)[0]["image_path"]), quality=90, scale=1.0)
    phrase = found(wall, picture)[0]["phrase"]
    assert send(wall, picture, f"/api{PATH}", accept="*/*").json()["styles"][0]["phrase"] == phrase
    page = send(wall, picture, accept="text/html").text
    fragment = send(wall, picture, f"/fragments{PATH}", accept="text/html").text
    assert f"Nearly the same as {phrase}" in page
    assert f"Nearly the same as {phrase}" in fragment
    assert "<html" in page
    assert "<html" not in fragment


def test_a_picture_may_come_as_the_body_itself(wall: Instance) -> None:
    render = renders(wall)[0]
    body = saved(file_of(wall, render["image_path"]))
    answer = wall.client.post(PATH, content=body, headers={**JSON, "content-type": "image/jpeg"})
    assert answer.json()["styles"][0]["style"] == render["slug"]


def test_the_form_works_without_javascript(wall: Instance) -> None:
    page = wall.client.get(PATH).text
    assert f'action="{PATH}" method="post" enctype="multipart/form-data"' in page
    assert "Compared with 5 styles of this gallery." in page


def test_the_address_belongs_to_the_form_and_not_to_a_style_of_that_name(wall: Instance) -> None:
    assert wall.client.get("/styles/by-nothing").status_code == 404
    assert "Find a style by picture" in wall.client.get(PATH).text


def test_nothing_that_is_sent_is_kept(wall: Instance) -> None:
    folder = wall.rooms.settings.data_folder
    picture = saved(file_of(wall, renders(wall)[0]["image_path"]), "PNG", scale=0.9)
    before = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    found(wall, picture)
    after = {path: path.stat().st_size for path in folder.rglob("*") if path.is_file()}
    assert after == before
    assert not any(picture[-64:] in path.read_bytes() for path in after)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "no_picture"),
        (b"not a picture at all", 415, "image_unsupported"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, 422, "image_damaged"),
    ],
)
def test_what_is_no_picture_is_refused_in_every_form(wall: Instance, body: bytes, status: int, code: str) -> None:
    told = send(wall, body)
    assert (told.status_code, told.json()["code"]) == (status, code)
    page = send(wall, body, accept="text/html")
    assert page.status_code == status
    assert 'enctype="multipart/form-data"' in page.text
    assert told.json()["detail"].split(".")[0] in page.text


def test_a_gallery_without_pictures_says_so(tmp_path: Path, wall: Instance) -> None:
    picture = saved(file_of(wall, renders(wall)[0]["image_path"]))
    with running_instance(tmp_path) as empty:
        assert "Nothing to compare with yet" in empty.client.get(PATH).text
        assert found(empty, picture) == []
        assert "Nothing to compare with yet" in send(empty, picture, accept="text/html").text
