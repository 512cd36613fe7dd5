"""Image models: what is known of each, and the same cells of all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.gallery.walls.conftest import FEW, MANY
from tests.instance import Instance, running_instance


@pytest.fixture(scope="module")
def models(walls: Instance) -> dict[str, Any]:
    return {card["facts"]["key"]: card for card in walls.json("/api/catalog/models")["models"]}


def test_every_image_model_is_there_those_that_left_the_catalogue_last(
    models: dict[str, Any],
) -> None:
    assert list(models) == [
        "local:brush",
        "local:graver",
        "local:poster",
        "other:house/model-1",
        "other:old",
        "other:gone",
    ]


@pytest.mark.parametrize(
    ("key", "state", "words"),
    [
        ("local:brush", "available", "Ready"),
        ("other:house/model-1", "not_offered", "Not offered here: its provider has no key"),
        ("other:old", "retired", "Retired on 12 May 2026"),
        ("other:gone", "retired", "No longer in the catalogue"),
    ],
)
def test_each_tells_its_state(models: dict[str, Any], key: str, state: str, words: str) -> None:
    assert (models[key]["facts"]["state"], models[key]["facts"]["state_words"]) == (state, words)


def test_a_retired_one_names_its_successor(models: dict[str, Any]) -> None:
    successor = models["other:old"]["facts"]["successor"]
    assert successor == {"key": "other:house/model-1", "label": "House one", "url": "/models/other:house/model-1"}


def test_each_operation_has_its_price_in_words(models: dict[str, Any]) -> None:
    prices = {price["label"]: price["words"] for price in models["other:house/model-1"]["facts"]["prices"]}
    assert prices == {"Text to image": "1 credit", "Upscale": "free"}


def test_each_says_whether_its_seed_is_exact_and_how_large_it_draws(models: dict[str, Any]) -> None:
    exact = {key: card["facts"]["seed_exact"] for key, card in models.items()}
    assert (exact["local:brush"], exact["other:house/model-1"], exact["other:gone"]) == (True, False, None)
    facts = models["other:house/model-1"]["facts"]
    assert (facts["minimum_side"], facts["maximum_side"]) == (64, 1440)


def test_each_counts_its_pictures(models: dict[str, Any]) -> None:
    counts = {key: card["facts"]["count"] for key, card in models.items()}
    assert counts["local:brush"] == len(FEW) + MANY + 1 + 9
    assert (counts["other:gone"], counts["other:old"], counts["local:poster"]) == (len(FEW), 2, 0)


def test_all_are_shown_by_the_same_styles_those_that_most_of_them_drew(walls: Instance, models: dict[str, Any]) -> None:
    told = walls.json("/api/catalog/models")
    styles = [style["slug"] for style in told["styles"]]
    assert told["subject"]["slug"] == "lighthouse"
    assert set(styles) >= set(FEW)
    assert {len(card["cells"]) for card in models.values()} == {len(styles)}
    drawn = {style: cell["status"] for style, cell in zip(styles, models["other:old"]["cells"], strict=True)}
    assert (drawn["linocut"], drawn["charcoal"]) == ("done", "missing")


def test_a_cell_leads_to_its_render_within_its_image_model(models: dict[str, Any]) -> None:
    assert models["other:gone"]["cells"][0]["url"] == f"/render/{models['other:gone']['cells'][0]['id']}?in=model"


def test_the_page_tells_it_in_words(walls: Instance) -> None:
    page = walls.client.get("/models").text
    for words in ("6 image models", "House one", "Retired on 12 May 2026", "Seed exact", "64–1440 px a side"):
        assert words in page
    assert "Nothing drawn with these yet" in page


def test_an_empty_gallery_tells_what_is_on_offer(tmp_path_factory: pytest.TempPathFactory) -> None:
    with running_instance(tmp_path_factory.mktemp("none")) as empty:
        page = empty.client.get("/models").text
        assert "No model has drawn here yet" in page
        assert "What is on offer" in page
        assert empty.json("/api/catalog/models")["subject"] is None
