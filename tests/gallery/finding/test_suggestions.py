"""Suggestions while one types: styles, families, subjects, models, with counts, pictures and what of them was typed."""

from __future__ import annotations

from typing import Any

import pytest

from app.gallery.hiding import hide
from tests.gallery.finding.conftest import FLUX, publish
from tests.instance import Instance


def suggestions(instance: Instance, q: str) -> list[Any]:
    answer = instance.client.get("/suggest", params={"q": q})
    assert answer.status_code == 200
    found: list[Any] = answer.json()["suggestions"]
    return found


def marked(suggestion: Any) -> list[str]:
    return [suggestion["label"][start:end] for start, end in suggestion["marks"]]


def test_a_suggestion_says_what_it_is_and_where_it_leads(library: Instance) -> None:
    first = suggestions(library, "goua")[0]
    tile = first.pop("tile")
    assert first == {
        "kind": "style",
        "label": "gouache",
        "note": "Painting",
        "count": 3,
        "url": "/styles/gouache",
        "marks": [[0, 4]],
    }
    assert tile["thumb_url"].endswith("-thumb.webp")


@pytest.mark.parametrize(
    ("typed", "kind", "label", "count", "url"),
    [
        ("fair", "family", "Fairy tales", 3, "/search?family=tales"),
        ("mount", "subject", "Mountain lake", 2, "/?subject=mountain-lake"),
        ("grav", "model", "graver", 2, "/models/local:graver"),
        ("flux", "model", "Flux Professional", 1, f"/models/{FLUX}"),
        ("profes", "model", "Flux Professional", 1, f"/models/{FLUX}"),
    ],
)
def test_families_subjects_and_models_are_suggested_too(
    library: Instance, typed: str, kind: str, label: str, count: int, url: str
) -> None:
    found = [(each["kind"], each["label"], each["count"], each["url"]) for each in suggestions(library, typed)]
    assert (kind, label, count, url) in found


@pytest.mark.parametrize(
    ("typed", "label", "stretches"),
    [
        ("wa", "watercolour", ["wa"]),
        ("watercolr", "watercolour", ["watercol", "r"]),
        ("watercolor", "watercolour", ["watercolo", "r"]),
        ("watrc", "watercolour", ["wat", "rc"]),
        ("pixelar", "pixel art", ["pixel", "ar"]),
        ("ukiyoe w", "ukiyo-e woodblock", ["ukiyo", "e", "w"]),
        ("ink pen", "pen and ink", ["pen", "ink"]),
        ("creme brul", "crème brûlée glaze", ["crème", "brûl"]),
        ("giblhi", "Studio Ghibli", ["Gi", "bl", "i"]),
    ],
)
def test_what_was_typed_is_marked(library: Instance, typed: str, label: str, stretches: list[str]) -> None:
    found = next(each for each in suggestions(library, typed) if each["label"] == label)
    assert "".join(marked(found)).lower() == "".join(stretches).lower() or marked(found) == stretches


def test_a_style_and_the_subject_typed_with_it_lead_to_both(library: Instance) -> None:
    first = suggestions(library, "gouache mount")[0]
    assert (first["label"], first["note"], first["count"]) == ("gouache", "Painting, Mountain lake", 2)
    assert first["url"] == "/search?style=gouache&subject=mountain-lake"
    assert library.json("/api" + first["url"])["total"] == 2


def test_the_shorter_phrase_comes_first_and_at_most_eight_come(library: Instance) -> None:
    found = suggestions(library, "w")
    assert len(found) <= 8
    assert found[0]["label"] == "watercolour"


def test_of_styles_that_are_only_listed_those_come_first_that_begin_so(growing: Instance) -> None:
    found = suggestions(growing, "art")
    labels = [each["label"] for each in found]
    begin = [label for label in labels if label.startswith("art")]
    assert begin
    assert labels == [*begin, *(label for label in labels if label not in begin)]
    assert len(labels) > len(begin)
    assert {each["count"] for each in found} == {0}


def test_a_style_with_pictures_comes_before_those_that_are_only_listed(growing: Instance) -> None:
    publish(growing, "pixel-art")
    assert [each["label"] for each in suggestions(growing, "art")][:2] == ["pixel art", "art deco"]


def test_a_listed_style_named_in_full_comes_first(growing: Instance) -> None:
    publish(growing, "wet-on-wet-watercolour")
    labels = [each["label"] for each in suggestions(growing, "watercolour")]
    assert labels[:2] == ["watercolour", "wet on wet watercolour"]


def test_before_anything_is_typed_the_families_are_offered(library: Instance) -> None:
    found = suggestions(library, "")
    assert {each["kind"] for each in found} == {"family"}
    assert {each["label"]: each["count"] for each in found}["Fairy tales"] == 3


def test_nothing_is_suggested_for_what_nothing_is_called(library: Instance) -> None:
    assert suggestions(library, "xyzzy") == []


def test_every_suggestion_leads_to_a_page(library: Instance) -> None:
    found = {typed: suggestions(library, typed) for typed in ("", "ink", "lighth", "graver", "gouache mount", "flux")}
    assert all(found.values())
    for told in found.values():
        for each in told:
            assert library.client.get(each["url"]).status_code == 200, each


def test_the_picture_is_the_newest_that_can_be_seen(growing: Instance) -> None:
    old, new = publish(growing, "gouache"), publish(growing, "gouache", model="local:graver")
    assert new in suggestions(growing, "gou")[0]["tile"]["thumb_url"]
    hide(growing.rooms.gallery, new)
    assert old in suggestions(growing, "gou")[0]["tile"]["thumb_url"]
    hide(growing.rooms.gallery, old)
    assert suggestions(growing, "gou")[0]["tile"] is None


def test_a_style_that_is_only_listed_leads_to_its_page_and_counts_from_its_first_render_on(growing: Instance) -> None:
    (listed,) = suggestions(growing, "goua")
    assert (listed["kind"], listed["count"], listed["tile"]) == ("style", 0, None)
    assert (listed["label"], marked(listed), listed["url"]) == ("gouache", ["goua"], "/styles/gouache")
    publish(growing, "gouache")
    assert [each["label"] for each in suggestions(growing, "goua")] == ["gouache"]
    publish(growing, "linocut")
    assert [each["label"] for each in suggestions(growing, "lino")] == ["linocut"]
    assert suggestions(growing, "goua")[0]["count"] == 1
