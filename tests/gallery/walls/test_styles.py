"""The index of styles: family by family, each style by its first picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.gallery.walls.conftest import FAMILY, MANY, NUMBERED, first_of, hang, hide_row
from tests.instance import SMALL, Instance, running_instance


def test_a_catalogue_of_small_families_stands_on_one_page(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=SMALL) as instance:
        told = instance.json("/api/styles")
    assert sum(len(family["styles"]) for family in told["families"]) == told["total"] == 69
    assert told["next"] is None


def test_a_large_family_shows_its_first_styles_and_leads_to_all(walls: Instance) -> None:
    family = first_of(walls.json("/api/styles")["families"], "slug", "many")
    assert family["count"] == MANY
    assert family["url"] == "/styles?family=many"
    assert [style["slug"] for style in family["styles"]] == NUMBERED[:24]
    assert f"All {MANY} styles of many" in walls.client.get("/styles").text


def test_one_family_is_paged(walls: Instance) -> None:
    first = walls.json("/api/styles?family=many")
    second = walls.json(first["next"])
    assert [style["slug"] for told in (first, second) for style in told["families"][0]["styles"]] == NUMBERED
    assert (second["next"], second["start"]) == (None, 49)
    page = walls.client.get(first["more"]).text
    assert "49–52 of 52" in page
    assert 'rel="prev" href="/styles?family=many"' in page


def test_each_style_counts_its_pictures(walls: Instance) -> None:
    styles = first_of(walls.json("/api/styles?family=many")["families"], "slug", "many")["styles"]
    assert [style["count"] for style in styles[8:10]] == [2, 1]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("family=mani", "Did you mean “many”?"),
        ("family=zzzzzz", "The styles index lists them all."),
        ("family=many&page=3", "This family has 2 pages."),
        ("page=2", "Each family has pages of its own"),
    ],
)
def test_what_does_not_exist_is_404_and_says_what_does(walls: Instance, query: str, words: str) -> None:
    answer = walls.client.get(f"/api/styles?{query}")
    assert answer.status_code == 404
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "families=many"])
def test_what_is_malformed_is_400(walls: Instance, query: str) -> None:
    assert walls.client.get(f"/api/styles?{query}").status_code == 400


def preview(instance: Instance, slug: str) -> Any:
    families = instance.json("/api/styles?family=many")["families"]
    return first_of(families[0]["styles"], "slug", slug)["tile"]


def test_a_style_is_shown_by_its_first_picture_on_the_first_subject(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=SMALL + FAMILY) as instance:
        hang(instance.rooms, ["many-7"], "skyline", ["local:brush"])
        [later] = hang(instance.rooms, ["many-7"], "lighthouse", ["local:poster"])
        hang(instance.rooms, ["many-7"], "lighthouse", ["local:brush"])
        assert later in preview(instance, "many-7")["thumb_url"]


def test_a_hidden_picture_stands_for_nothing(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=SMALL + FAMILY) as instance:
        first, second = hang(instance.rooms, ["many-7"], "lighthouse", ["local:brush", "local:poster"])
        hide_row(instance.rooms, first)
        assert second in preview(instance, "many-7")["thumb_url"]
        hide_row(instance.rooms, second)
        assert preview(instance, "many-7") is None


def test_styles_with_pictures_come_before_those_without(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=SMALL + FAMILY) as instance:
        hang(instance.rooms, ["many-50"], "lighthouse", ["local:brush"])
        family = first_of(instance.json("/api/styles")["families"], "slug", "many")
        assert [style["slug"] for style in family["styles"][:2]] == ["many-50", "many-0"]
