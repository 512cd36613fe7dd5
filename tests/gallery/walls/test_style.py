"""One style: every cell of it, the plain pictures beside, and the others of its family."""

from __future__ import annotations

import re

import pytest

from tests.gallery.walls.conftest import hang, hide_row
from tests.instance import SMALL, Instance, running_instance


def test_subjects_lie_down_and_image_models_across(walls: Instance) -> None:
    told = walls.json("/api/styles/linocut")
    assert [line["subject"]["slug"] for line in told["subjects"]] == ["lighthouse", "mountain-lake"]
    assert [model["key"] for model in told["models"]] == [
        "local:brush",
        "other:house/model-1",
        "other:old",
        "other:gone",
    ]
    assert [[cell["status"] for cell in line["cells"]] for line in told["subjects"]] == [
        ["done"] * 4,
        ["done"] + ["missing"] * 3,
    ]
    assert told["done"] == 5


def test_a_cell_leads_to_its_render_within_its_style(walls: Instance) -> None:
    cell = walls.json("/api/styles/linocut")["subjects"][0]["cells"][0]
    assert cell["url"] == f"/render/{cell['id']}?in=style"


def test_each_cell_has_its_subject_without_the_style_by_the_same_image_model(walls: Instance) -> None:
    lighthouse, lake = walls.json("/api/styles/linocut")["subjects"]
    thumbs = [original["thumb_url"] for original in lighthouse["originals"]]
    assert len(set(thumbs)) == 4
    assert [original is None for original in lake["originals"]] == [False, True, True, True]
    page = walls.client.get("/styles/linocut").text
    [told] = [row for row in page.split("data-originals=")[1:] if thumbs[0] in row]
    assert [each.split()[0] for each in told.split('"')[1].split(",")] == thumbs


def test_it_leads_to_its_family_and_to_those_that_follow_in_it(walls: Instance) -> None:
    told = walls.json("/api/styles/many-50")
    assert told["family_url"] == "/styles?family=many"
    assert [style["slug"] for style in told["neighbours"]][:3] == ["many-51", "many-0", "many-1"]
    assert len(told["neighbours"]) == 24


def test_a_style_without_pictures_tells_the_command(walls: Instance) -> None:
    page = walls.client.get("/styles/gouache").text
    assert "Not drawn yet" in page
    assert 'python seed_data.py --styles "gouache"' in page
    assert not re.search(r"\b0 (pictures|models|subjects|image models)", page)


@pytest.mark.parametrize(
    ("slug", "words"),
    [("linocutt", "Did you mean “linocut”?"), ("zzzzzz", "The styles index lists them all.")],
)
def test_an_unknown_style_is_404_and_names_the_nearest(walls: Instance, slug: str, words: str) -> None:
    answer = walls.client.get(f"/api/styles/{slug}")
    assert answer.status_code == 404
    assert words in answer.json()["detail"]


def test_a_hidden_render_leaves_a_tombstone_and_is_not_counted(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_instance(tmp_path_factory.mktemp("hidden"), catalog=SMALL) as instance:
        first, _ = hang(instance.rooms, ["linocut"], "lighthouse", ["local:brush", "local:poster"])
        hide_row(instance.rooms, first)
        told = instance.json("/api/styles/linocut")
        assert told["done"] == 1
        assert [cell["status"] for cell in told["subjects"][0]["cells"]] == ["hidden", "done"]
        assert first not in instance.client.get("/api/styles/linocut").text
