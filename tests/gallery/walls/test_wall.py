"""The wall as JSON and as a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.gallery.filling import order_cells, plan_cells
from app.gallery.queries import all_styles, all_subjects
from tests.gallery.conftest import MODELS
from tests.gallery.walls.conftest import hang, hide_row
from tests.instance import SMALL, Instance, running_instance


def test_the_wall_names_its_axes_and_fills_every_cell(filled: Instance) -> None:
    wall = filled.json("/api/matrix")
    assert wall["subject"]["slug"] == "lighthouse"
    assert [model["key"] for model in wall["models"]] == MODELS
    rows = [row for family in wall["families"] for row in family["rows"]]
    assert {row["slug"] for row in rows} == {"linocut", "pixel-art"}
    assert {cell["status"] for row in rows for cell in row["cells"]} == {"done"}


def test_each_column_carries_its_own_original(filled: Instance) -> None:
    originals = [model["original"]["thumb_url"] for model in filled.json("/api/matrix")["models"]]
    assert len(set(originals)) == 3


def test_a_cell_leads_to_its_render_and_its_thumbnails(filled: Instance) -> None:
    cell = filled.json("/api/matrix")["families"][0]["rows"][0]["cells"][0]
    assert filled.client.get(cell["url"]).status_code == 200
    for url in (cell["tile"]["thumb_url"], cell["tile"]["thumb_2x_url"]):
        assert filled.client.get(url).headers["content-type"] == "image/webp"


def test_the_subject_switch_leads_to_the_other_wall(filled: Instance) -> None:
    wall = filled.json("/api/matrix?subject=mountain-lake")
    assert wall["subject"]["slug"] == "mountain-lake"
    assert [model["key"] for model in wall["models"]] == MODELS[:1]


def test_the_front_page_tells_a_program_where_the_api_is(filled: Instance) -> None:
    assert filled.json("/")["matrix"] == "/api/matrix"


def test_the_front_page_is_a_page_for_a_browser(filled: Instance) -> None:
    page = filled.client.get("/", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.headers["content-type"].startswith("text/html")
    assert page.text.count("-thumb.webp") >= 6


def test_the_rows_have_an_address_of_their_own(filled: Instance) -> None:
    fragment = filled.client.get("/fragments?subject=lighthouse").text
    assert "linocut" in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize("query", ["subject=nowhere", "page=2", "subject=lighthouse&page=999999"])
def test_what_does_not_exist_is_404(filled: Instance, query: str) -> None:
    answer = filled.client.get(f"/api/matrix?{query}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "subjekt=lighthouse"])
def test_what_is_malformed_is_400(filled: Instance, query: str) -> None:
    assert filled.client.get(f"/api/matrix?{query}").status_code == 400


def test_an_empty_gallery_says_how_to_fill_it(tmp_path: Path) -> None:
    with running_instance(tmp_path) as empty:
        page = empty.client.get("/")
        assert page.status_code == 200
        assert "seed_data.py" in page.text


def test_more_than_thirty_styles_come_in_blocks(tmp_path: Path) -> None:
    many = SMALL + '[[family]]\nslug = "tests"\nlabel = "Tests"\n'
    many += "".join(
        f'[[style]]\nslug = "t-{n}"\nphrase = "pixel art {n}"\nfamily = "tests"\nprompt = "{{subject}}"\n'
        for n in range(34)
    )
    with running_instance(tmp_path, catalog=many) as instance:
        hang(instance.rooms, [f"t-{n}" for n in range(34)], "lighthouse", MODELS[:1])
        first = instance.json("/api/matrix")
        second = instance.json(first["next"])
        slugs = [row["slug"] for wall in (first, second) for family in wall["families"] for row in family["rows"]]
        assert slugs == [f"t-{n}" for n in range(34)]
        assert second["families"][0]["continued"] is True
        assert second["next"] is None


def test_a_retired_model_keeps_its_column_and_names_its_successor(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        hang(instance.rooms, ["linocut"], "lighthouse", MODELS[:1])
    retired = SMALL + '[[model]]\nkey = "local:brush"\nstate = "retired"\nsuccessor = "local:graver"\n'
    with running_instance(tmp_path, catalog=retired) as instance:
        column = instance.json("/api/matrix")["models"][0]
        assert (column["key"], column["state"], column["successor"]) == ("local:brush", "retired", "graver")


def test_a_hidden_render_leaves_a_tombstone(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        [hidden] = hang(instance.rooms, ["linocut"], "lighthouse", MODELS[:1])
        hide_row(instance.rooms, hidden)
        after = instance.json("/api/matrix")["families"][0]["rows"][0]["cells"][0]
        assert (after["status"], after["id"], after["tile"]) == ("hidden", None, None)
        assert instance.client.get(f"/render/{hidden}").status_code == 410


def test_cells_on_their_way_show_before_the_first_is_drawn(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        with instance.rooms.store.read() as db:
            styles = [style for style in all_styles(db) if style.slug == "linocut"]
            subjects = [subject for subject in all_subjects(db) if subject.slug == "lighthouse"]
        order_cells(instance.rooms.gallery, plan_cells(styles, subjects, MODELS[:2]))
        wall = instance.json("/api/matrix")
        assert (wall["total_styles"], wall["done"] + wall["filling"]) == (1, 2)
        assert len(wall["families"][0]["rows"][0]["cells"]) == 2


def test_the_wall_says_which_subject_was_probably_meant(filled: Instance) -> None:
    assert "Did you mean “lighthouse”?" in filled.client.get("/api/matrix?subject=lighthose").json()["detail"]
