"""The ways on from a render follow the set that its reader came from: the wall, a style, a model, the default set."""

from __future__ import annotations

from typing import Any

import pytest

from app.gallery.hiding import hide, unhide
from app.gallery.picture.render import render_page
from tests.gallery.picture.conftest import BRUSH, CURATED, GRAVER, render_of
from tests.instance import Instance


def ways(instance: Instance, render_id: str, query: str = "") -> Any:
    return instance.json(f"/api/render/{render_id}{query}")["ways"]


def test_on_the_wall_models_lie_across_and_styles_lie_down(hung: Instance) -> None:
    found = ways(hung, render_of(hung, "linocut", BRUSH))
    assert found["within"] == "wall"
    assert found["left"] is None
    assert found["right"] == f"/render/{render_of(hung, 'linocut', GRAVER)}"
    beside = {found["up"], found["down"]} - {None}
    assert beside <= {f"/render/{render_of(hung, style, BRUSH)}" for style in ("pixel-art", "watercolour")}


def test_going_down_the_wall_meets_each_style_once_in_its_order(hung: Instance) -> None:
    rows = [row["slug"] for family in hung.json("/api/matrix")["families"] for row in family["rows"]]
    here, met = render_of(hung, rows[0], BRUSH), []
    for number, _ in enumerate(rows, 1):
        found = hung.json(f"/api/render/{here}")
        assert found["ways"]["place"] == f"Style {number} of {len(rows)}, model 1 of 2"
        met.append(found["render"]["style"])
        here = (found["ways"]["down"] or "").removeprefix("/render/")
    assert (met, here) == (rows, "")


def test_the_way_back_leads_to_the_row_on_the_wall(hung: Instance) -> None:
    assert ways(hung, render_of(hung, "linocut", BRUSH))["back"] == "/?subject=lighthouse#s-linocut"


def test_within_a_style_subjects_lie_down(hung: Instance) -> None:
    found = ways(hung, render_of(hung, "linocut", BRUSH), "?in=style")
    assert (found["back"], found["place"]) == ("/styles/linocut", "Subject 1 of 2, model 1 of 2")
    assert found["down"] == f"/render/{render_of(hung, 'linocut', BRUSH, 'mountain-lake')}?in=style"
    assert found["right"] == f"/render/{render_of(hung, 'linocut', GRAVER)}?in=style"


def test_within_a_model_subjects_lie_across(hung: Instance) -> None:
    found = ways(hung, render_of(hung, "linocut", BRUSH), "?in=model")
    assert found["back"] == "/models/local:brush#s-linocut"
    assert found["right"] == f"/render/{render_of(hung, 'linocut', BRUSH, 'mountain-lake')}?in=model"
    assert {found["up"], found["down"]} - {None} <= {
        f"/render/{render_of(hung, style, BRUSH)}?in=model" for style in ("pixel-art", "watercolour")
    }


def test_a_render_shows_when_its_models_list_of_styles_misses_its_own(
    hung: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = render_of(hung, "linocut", BRUSH)
    monkeypatch.setattr("app.gallery.picture.ways.hung", lambda *_, **__: [])
    found = render_page(hung.rooms.gallery, here, "model").ways
    assert (found.up, found.down, found.place) == (None, None, "Style – of 0, subject 1 of 2")
    assert found.back == "/models/local:brush#s-linocut"


def test_the_default_set_goes_in_the_curated_order(hung: Instance) -> None:
    ids = [render_of(hung, *place) for place in CURATED]
    found = ways(hung, ids[1], "?in=default")
    assert (found["left"], found["right"]) == (f"/render/{ids[0]}?in=default", f"/render/{ids[2]}?in=default")
    assert (found["place"], found["back"]) == ("2 of 3 in the default set", "/default")


def test_what_is_not_in_the_set_has_the_way_back_only(hung: Instance) -> None:
    found = ways(hung, render_of(hung, "linocut", BRUSH), "?in=default")
    assert (found["place"], found["back"]) == ("Not in the default set", "/default")
    assert {found[way] for way in ("left", "right", "up", "down")} == {None}


def test_a_search_is_walked_from_end_to_end(hung: Instance) -> None:
    listed = hung.json("/search?subject=lighthouse")
    here, met = listed["renders"][0]["id"] + f"?subject=lighthouse&as_of={listed['as_of']}", []
    for number in range(1, listed["total"] + 1):
        found = hung.json(f"/api/render/{here}")
        assert found["ways"]["place"] == f"{number} of {listed['total']} in this search"
        met.append(found["render"]["id"])
        here = (found["ways"]["right"] or "").removeprefix("/render/")
    assert met == [render["id"] for render in listed["renders"]]
    assert here == ""


def test_a_search_keeps_its_moment_in_every_link(hung: Instance) -> None:
    page = hung.json(f"/api/render/{render_of(hung, 'linocut', BRUSH)}?q=linocut&as_of=9")
    links = [page["address"], page["ways"]["back"], *(cell["url"] for cell in page["around"]["same_style"])]
    assert all(link.endswith("?q=linocut&as_of=9") for link in links)
    assert page["render"]["url"] == f"/render/{page['render']['id']}"


def test_what_a_search_does_not_find_leads_back_to_it(hung: Instance) -> None:
    found = ways(hung, render_of(hung, "linocut", BRUSH), "?q=watercolour&as_of=9")
    assert (found["place"], found["back"]) == ("Not in this search", "/search?q=watercolour&as_of=9")


@pytest.mark.parametrize("query", ["", "?in=model", "?subject=lighthouse&as_of=9"])
def test_a_hidden_render_is_passed_over(hung: Instance, query: str) -> None:
    here = render_of(hung, "linocut", BRUSH)
    way = next(way for way in ("down", "up", "right", "left") if ways(hung, here, query)[way])
    beside = ways(hung, here, query)[way].removeprefix("/render/").partition("?")[0]
    hide(hung.rooms.gallery, beside)
    try:
        assert beside not in str(ways(hung, here, query))
        assert hung.client.get(f"/render/{beside}{query}").status_code == 410
    finally:
        unhide(hung.rooms.gallery, beside)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("in=wall", "unknown_set"),
        ("in=", "unknown_set"),
        ("in=style&in=style", "repeated_parameter"),
        ("in=style&q=ink", "two_sets"),
        ("set=style", "unknown_parameter"),
        ("as_of=-1", "bad_as_of"),
        ("as_of=x", "validation_failed"),
        ("q=" + "a" * 5000, "query_too_long"),
        ("q=%01", "query_not_text"),
        ("model=nobody", "unknown_model"),
    ],
)
def test_a_set_that_can_not_be_is_refused(hung: Instance, query: str, code: str) -> None:
    answer = hung.client.get(
        f"/render/{render_of(hung, 'linocut', BRUSH)}?{query}", headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_an_original_hangs_in_no_row_and_leads_to_its_wall(hung: Instance) -> None:
    page = hung.json(f"/api/render/{render_of(hung, None, BRUSH)}")
    assert (page["around"], page["ways"]["back"]) == (None, "/?subject=lighthouse")


def test_a_style_is_laid_beside_its_original_and_on_its_other_models(hung: Instance) -> None:
    here = render_of(hung, "linocut", BRUSH)
    page = hung.json(f"/api/render/{here}")
    assert page["compare_original"] == f"/compare?ids={render_of(hung, None, BRUSH)},{here}"
    assert page["compare_models"] == f"/compare?ids={here},{render_of(hung, 'linocut', GRAVER)}"
