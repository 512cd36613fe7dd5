"""One image model: its facts and what it did, styles down and subjects across."""

from __future__ import annotations

import re

import pytest

from tests.gallery.walls.conftest import FEW, MANY
from tests.instance import Instance

BRUSH = "/api/catalog/models/local:brush"


def test_styles_lie_down_and_subjects_across(walls: Instance) -> None:
    told = walls.json(BRUSH)
    assert [subject["slug"] for subject in told["subjects"]] == ["lighthouse", "mountain-lake", "skyline"]
    rows = {row["slug"]: row for family in told["families"] for row in family["rows"]}
    assert [cell["status"] for cell in rows["linocut"]["cells"]] == ["done", "done", "missing"]
    assert rows["linocut"]["cells"][0]["url"].endswith("?in=model")


def test_thirty_styles_make_a_page_and_the_next_goes_on(walls: Instance) -> None:
    slugs, address, pages = [], BRUSH, 0
    while address:
        told = walls.json(address)
        page = [row["slug"] for family in told["families"] for row in family["rows"]]
        slugs += page
        pages += 1
        address = told["next"] or ""
    assert (len(slugs), len(set(slugs)), pages) == (len(FEW) + MANY, len(FEW) + MANY, 2)


def test_a_family_link_leads_to_the_page_on_which_it_begins(walls: Instance) -> None:
    links = {link["slug"]: link for link in walls.json(BRUSH)["family_links"]}
    assert links["many"]["count"] == MANY
    assert links["many"]["url"] == "/models/local:brush#f-many"


def test_a_key_with_a_slash_has_a_page_that_is_kept(walls: Instance) -> None:
    page = walls.client.get("/models/other:house/model-1")
    assert (page.status_code, "House one" in page.text) == (200, True)
    again = walls.client.get("/models/other:house/model-1", headers={"if-none-match": page.headers["etag"]})
    assert again.status_code == 304


def test_it_tells_what_an_order_may_set(walls: Instance) -> None:
    parameters = walls.json("/api/catalog/models/other:house/model-1")["parameters"]
    assert [(each["name"], each["takes"], each["default"]) for each in parameters] == [
        ("quality", "low or high", "low"),
        ("steps", "whole number from 1 to 50", 28),
    ]


def test_it_names_the_retired_ones_that_it_follows(walls: Instance) -> None:
    told = walls.json("/api/catalog/models/other:house/model-1")
    assert [before["key"] for before in told["before"]] == ["other:old"]


def test_one_that_has_left_the_catalogue_keeps_its_page(walls: Instance) -> None:
    told = walls.json("/api/catalog/models/other:gone")
    assert (told["facts"]["label"], told["facts"]["state_words"]) == ("gone", "No longer in the catalogue")
    assert told["total_styles"] == len(FEW)
    assert walls.client.get("/models/other:gone").status_code == 200


def test_a_retired_one_leads_to_its_successor(walls: Instance) -> None:
    assert 'href="/models/other:house/model-1"' in walls.client.get("/models/other:old").text


def test_one_that_has_drawn_nothing_says_how_it_would(walls: Instance) -> None:
    page = walls.client.get("/models/local:poster").text
    assert "python seed_data.py --models local:poster" in page
    assert 'Pictures here are by <a class="plainlink" href="/models/local:brush">' in page
    assert not re.search(r"\b0 (pictures|styles|subjects)", page)


def test_heads_carry_the_unstyled_originals(walls: Instance) -> None:
    page = walls.client.get("/models/local:brush").text
    assert page.split("<thead>")[1].split("</thead>")[0].count("data-original=") == 2


def test_the_rows_have_an_address_of_their_own(walls: Instance) -> None:
    rows = walls.client.get("/fragments/models/local:brush?page=2").text
    assert "many-40" in rows
    assert "<html" not in rows


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/catalog/models/local:brsh", "Did you mean “local:brush”?"),
        ("/api/catalog/models/zzzz", "The list of image models has them all."),
        ("/api/catalog/models/local:brush?page=3", "This image model has 2 pages."),
    ],
)
def test_what_does_not_exist_is_404_and_says_what_does(walls: Instance, path: str, words: str) -> None:
    answer = walls.client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999999999999", "style=linocut"])
def test_what_is_malformed_is_400(walls: Instance, query: str) -> None:
    assert walls.client.get(f"{BRUSH}?{query}").status_code == 400
