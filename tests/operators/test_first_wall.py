"""An empty gallery fills itself when it is told to, once, for nothing."""

from __future__ import annotations

from pathlib import Path

from app.gallery.queries import all_subjects, live_cells
from app.operators.first_wall import order_first_wall
from tests.instance import SMALL, running_instance


def test_an_empty_gallery_orders_a_first_wall_of_every_model(tmp_path: Path) -> None:
    with running_instance(tmp_path, environ={"SEED_ON_START": "1"}) as instance:
        wall = instance.json("/api/matrix")
        rows = [row for family in wall["families"] for row in family["rows"]]
        assert 18 <= len(rows) <= 24
        assert len(wall["models"]) == 3
        assert wall["done"] + wall["filling"] == len(rows) * 3


def test_the_first_wall_has_the_unstyled_original_of_every_model(tmp_path: Path) -> None:
    with running_instance(tmp_path, environ={"SEED_ON_START": "1"}) as instance:
        with instance.rooms.store.read() as db:
            first = all_subjects(db)[0].id
            ordered = {model for style, subject, model in live_cells(db) if style is None and subject == first}
        assert ordered == set(instance.rooms.gallery.catalog.models)


def test_every_subject_has_something_on_its_way(tmp_path: Path) -> None:
    with running_instance(tmp_path, environ={"SEED_ON_START": "1"}) as instance:
        for link in instance.json("/api/matrix")["subjects"]:
            wall = instance.json(f"/api/matrix?subject={link['slug']}")
            assert wall["done"] + wall["filling"] > 0, link["slug"]


def test_a_gallery_with_renders_orders_nothing(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        instance.fill(["linocut"], ["lighthouse"], ["local:brush"])
        assert order_first_wall(instance.rooms.gallery) == 0


def test_a_model_that_costs_something_is_left_out(tmp_path: Path) -> None:
    dear = '[[model]]\nkey = "local:brush"\noperations.text-to-image = { credits = 1 }\n'
    with running_instance(tmp_path, catalog=SMALL + dear, environ={"SEED_ON_START": "1"}) as instance:
        assert "local:brush" not in [model["key"] for model in instance.json("/api/matrix")["models"]]


def test_without_the_setting_it_stays_empty(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        assert instance.json("/api/matrix")["filling"] == 0
