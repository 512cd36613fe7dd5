"""Two to four renders side by side, and what of their recipes differs."""

from __future__ import annotations

import pytest

from app.gallery.hiding import hide, unhide
from tests.gallery.comparing.conftest import ids
from tests.instance import Instance

NOBODY = "0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55"


def test_renders_stand_in_the_order_of_the_address(pair: Instance) -> None:
    wanted = ids(pair)[::-1]
    told = pair.json(f"/api/compare?ids={','.join(wanted)}")
    assert [render["id"] for render in told["renders"]] == wanted
    assert [side["letter"] for side in told["sides"]] == ["A", "B", "C", "D"]


def test_only_what_differs_is_said_to_differ(pair: Instance) -> None:
    brush, graver = ids(pair)[:2]
    facts = {fact["name"]: fact for fact in pair.json(f"/api/compare?ids={brush},{graver}")["facts"]}
    assert facts["Model"]["differs"]
    assert facts["Model"]["values"] == ["brush (local:brush)", "graver (local:graver)"]
    assert not any(facts[name]["differs"] for name in ("Style", "Subject", "Prompt", "Size", "Operation"))


def test_the_title_says_what_is_compared(pair: Instance) -> None:
    brush, graver, other, _ = ids(pair)
    assert pair.json(f"/api/compare?ids={brush},{graver}")["title"] == "Linocut on brush and graver"
    assert pair.json(f"/api/compare?ids={brush},{other}")["title"] == "Linocut and pixel art"


def test_two_can_be_swapped_and_none_taken_out(pair: Instance) -> None:
    one, two = ids(pair)[:2]
    told = pair.json(f"/api/compare?ids={one},{two}")
    assert told["swapped"] == f"/compare?ids={two},{one}"
    assert [side["without"] for side in told["sides"]] == [None, None]


def test_of_three_each_can_be_taken_out(pair: Instance) -> None:
    one, two, three = ids(pair)[:3]
    told = pair.json(f"/api/compare?ids={one},{two},{three}")
    assert told["swapped"] is None
    assert [side["without"] for side in told["sides"]] == [
        f"/compare?ids={two},{three}",
        f"/compare?ids={one},{three}",
        f"/compare?ids={one},{two}",
    ]


def test_the_page_shows_the_pictures_and_leads_to_them(pair: Instance) -> None:
    one, two = ids(pair)[:2]
    page = pair.client.get(f"/compare?ids={one},{two}", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert all(f'href="/render/{each}"' in page.text for each in (one, two))
    assert page.text.count('class="pane-pic d-') == 2


def test_a_hidden_render_keeps_its_place(pair: Instance) -> None:
    one, two, three = ids(pair)[:3]
    hide(pair.rooms.gallery, two)
    try:
        told = pair.json(f"/api/compare?ids={one},{two},{three}")
        page = pair.client.get(f"/compare?ids={one},{two},{three}", headers={"accept": "text/html"}).text
    finally:
        unhide(pair.rooms.gallery, two)
    assert told["renders"][1] == {"id": None, "status": "hidden"}
    assert told["sides"][1]["phrase"] == ""
    assert "Hidden by the operator" in page


def test_a_hidden_render_differs_from_nothing(pair: Instance) -> None:
    one, two = ids(pair)[:2]
    hide(pair.rooms.gallery, two)
    try:
        facts = pair.json(f"/api/compare?ids={one},{two}")["facts"]
    finally:
        unhide(pair.rooms.gallery, two)
    assert {fact["values"][1] for fact in facts} == {""}
    assert not any(fact["differs"] for fact in facts)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", "An id is missing"),
        ("{0}", "1 render is named"),
        ("{0},{0}", "twice"),
        ("{0},{1},{2},{3}," + NOBODY, "5 renders are named"),
        ("{0},", "An id is missing"),
        ("{0}, {1}", "not written like"),
        ("{0},0193F5C2-7A41-7C2E-9D7E-3B1F6F0A9C55", "not written like"),
        ("{0},' OR 1=1 --", "not written like"),
        ("{0}%2C" + "x" * 4000, "not written like"),
        ("{0},%01", "not written like"),
    ],
)
def test_wrong_ids_are_refused_in_a_sentence(pair: Instance, wrong: str, says: str) -> None:
    answer = pair.client.get(f"/compare?ids={wrong.format(*ids(pair))}", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_ids")
    assert says in answer.json()["detail"]
    assert "/compare?ids=" in answer.json()["detail"]
    assert len(answer.json()["detail"]) < 250


def test_without_ids_it_says_what_to_name(pair: Instance) -> None:
    answer = pair.client.get("/compare", headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_ids")


def test_a_render_that_is_none_is_named(pair: Instance) -> None:
    answer = pair.client.get(f"/compare?ids={ids(pair)[0]},{NOBODY}", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert NOBODY in answer.json()["detail"]
    assert ids(pair)[0] not in answer.json()["detail"]


def test_someone_s_private_render_is_not_there(pair: Instance) -> None:
    one, two = ids(pair)[:2]
    with pair.rooms.store.write() as db:
        db.conn.execute("UPDATE renders SET public = 0 WHERE id = :id", {"id": two})
        pair.rooms.store.publish(db)
    try:
        answer = pair.client.get(f"/compare?ids={one},{two}", headers={"accept": "application/json"})
    finally:
        with pair.rooms.store.write() as db:
            db.conn.execute("UPDATE renders SET public = 1 WHERE id = :id", {"id": two})
            pair.rooms.store.publish(db)
    assert answer.status_code == 404
    assert "private" not in answer.text
