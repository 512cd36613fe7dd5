"""The curated default set, sixty pictures a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.gallery.queries import set_curated
from tests.gallery.walls.conftest import hang, hide_row
from tests.instance import SMALL, Instance, running_instance


def test_sixty_make_a_page_and_the_next_goes_on(walls: Instance) -> None:
    first = walls.json("/api/default")
    second = walls.json(first["next"])
    assert (first["total"], len(first["renders"]), len(second["renders"]), second["next"]) == (61, 60, 1, None)
    styles = [render["style"] for render in (*first["renders"], *second["renders"])]
    assert styles[:52] == [f"many-{n}" for n in range(52)]


def test_a_picture_leads_to_its_render_within_the_set_and_its_json_to_the_render_alone(walls: Instance) -> None:
    render = walls.json("/api/default")["renders"][0]
    assert render["url"] == f"/render/{render['id']}"
    assert f'href="/render/{render["id"]}?in=default"' in walls.client.get("/default").text


def test_the_pages_lead_to_one_another_and_each_is_its_own(walls: Instance) -> None:
    first, second = (walls.client.get(path).text for path in ("/default", "/default?page=2"))
    assert '<a class="btn" rel="next" href="/default?page=2">' in first
    assert '<a class="btn" rel="prev" href="/default">' in second
    canonical = [re.findall(r'<link rel="canonical" href="[a-z]+://[^/]+([^"]*)">', page) for page in (first, second)]
    assert canonical == [["/default"], ["/default?page=2"]]


@pytest.mark.parametrize(("query", "status"), [("page=3", 404), ("page=0", 400), ("page=-1", 400), ("after=1", 400)])
def test_no_other_page_is_there(walls: Instance, query: str, status: int) -> None:
    assert walls.client.get(f"/api/default?{query}").status_code == status


def test_what_is_hidden_is_left_out_and_not_counted(tmp_path: Path) -> None:
    with running_instance(tmp_path, catalog=SMALL) as instance:
        ids = hang(instance.rooms, ["linocut", "pixel-art"], "lighthouse", ["local:brush"])
        with instance.rooms.store.write() as db:
            set_curated(db, ids[::-1])
            instance.rooms.store.publish(db)
        assert [render["id"] for render in instance.json("/api/default")["renders"]] == ids[::-1]
        hide_row(instance.rooms, ids[0])
        told = instance.json("/api/default")
        assert (told["total"], [render["id"] for render in told["renders"]]) == (1, [ids[1]])


@pytest.mark.parametrize(("page", "says"), [("0", "at least 1"), ("2000000", "at most 1,000,000"), ("1e0", "")])
def test_a_page_that_can_not_be_is_refused_in_plain_words(walls: Instance, page: str, says: str) -> None:
    problem = walls.client.get(f"/api/default?page={page}").json()
    assert problem["errors"] == [{"field": "page", "message": f"Expected a whole number{says and ', ' + says}."}]
