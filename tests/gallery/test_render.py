"""One render: its recipe, its place on the wall, its files."""

from __future__ import annotations

import hashlib
import json

import pytest

from tests.instance import Instance


def first_cell(instance: Instance, style: str = "linocut", column: int = 0) -> str:
    """The address of the render of a style."""
    families = instance.json("/api/matrix")["families"]
    row = next(row for family in families for row in family["rows"] if row["slug"] == style)
    return str(row["cells"][column]["url"])


def test_the_recipe_is_canonical_and_its_hash_follows_from_it(filled: Instance) -> None:
    render = filled.json(first_cell(filled))["render"]
    canonical = json.dumps(render["recipe"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() == render["recipe_hash"]


def test_a_render_tells_all_that_the_contract_names(filled: Instance) -> None:
    render = filled.json(first_cell(filled))["render"]
    named = """id status style style_phrase model_key subject base_prompt prompt image_url thumb_url width height
        operation recipe created_at"""
    assert set(named.split()) <= set(render)
    assert (render["style"], render["subject"], render["seed_exact"]) == ("linocut", "lighthouse", True)


def test_styles_of_one_subject_share_its_seed(filled: Instance) -> None:
    seeds = {filled.json(first_cell(filled, style))["render"]["seed"] for style in ("linocut", "pixel-art")}
    assert len(seeds) == 1


def test_the_recipe_can_be_copied_in_three_ways(filled: Instance) -> None:
    page = filled.json(first_cell(filled))
    assert json.loads(page["recipe_json"]) == page["render"]["recipe"]
    assert page["recipe_text"].startswith("Prompt: ")
    assert f"Seed: {page['render']['seed']}, Size: 256x192" in page["recipe_a1111"]


def test_a_render_of_the_embedded_engine_says_that_no_ai_made_it(filled: Instance) -> None:
    assert "procedural renderer" in filled.json(first_cell(filled))["source_type"]


@pytest.mark.parametrize(
    "path",
    [
        "/render/0193f5c2-7a41-7c2e-9d7e-3b1f6f0a9c55",
        "/render/nothing",
        "/render/%00",
        "/render/..%2f..%2fetc%2fpasswd",
        "/render/" + "a" * 300,
        "/styles/nothing",
        "/styles/%27%20OR%201=1--",
        "/images/2026/11/nothing.webp",
        "/images/../tessera.db",
        "/images/2026/11/..%2f..%2f..%2ftessera.db",
        "/images/2026/11/%2e%2e/%2e%2e/%2e%2e/tessera.db",
        "/images/%5c..%5ctessera.db",
        "/private/2026/11/x.webp",
        "/data/tessera.db",
        "/images//etc/passwd",
    ],
)
def test_missing_malformed_and_hostile_paths_are_refused(filled: Instance, path: str) -> None:
    answer = filled.client.get(path)
    assert answer.status_code in (400, 404)
    assert b"SQLite" not in answer.content


def test_an_image_is_immutable_and_answers_304(filled: Instance) -> None:
    url = filled.json(first_cell(filled))["render"]["image_url"]
    whole = filled.client.get(url)
    assert whole.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = filled.client.get(url, headers={"if-none-match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_image_can_be_had_in_parts(filled: Instance) -> None:
    url = filled.json(first_cell(filled))["render"]["image_url"]
    whole = filled.client.get(url).content
    part = filled.client.get(url, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    assert filled.client.get(url, headers={"range": f"bytes={len(whole)}-"}).status_code == 416


def test_head_tells_what_get_would_send(filled: Instance) -> None:
    url = filled.json(first_cell(filled))["render"]["image_url"]
    head, whole = filled.client.head(url), filled.client.get(url)
    assert head.status_code == 200
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.content == b""


def test_the_default_set_is_a_list_as_the_contract_says(filled: Instance) -> None:
    assert set(filled.json("/default")) == {"as_of", "total", "renders", "next"}


def test_the_styles_index_shows_every_style_of_the_catalogue(filled: Instance) -> None:
    index = filled.json("/api/styles")
    cards = [card for family in index["families"] for card in family["styles"]]
    assert len(cards) == index["total"] == len(filled.rooms.gallery.catalog.styles)
    assert next(card for card in cards if card["slug"] == "linocut")["count"] == 4


def test_a_style_page_shows_every_cell_of_it(filled: Instance) -> None:
    page = filled.json("/api/styles/linocut")
    assert [row["subject"]["slug"] for row in page["subjects"]] == ["lighthouse", "mountain-lake"]
    assert [cell["status"] for cell in page["subjects"][1]["cells"]] == ["done", "missing", "missing"]
