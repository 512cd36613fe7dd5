"""Filters narrow a search to a family, a style, a subject and an image model."""

from __future__ import annotations

import pytest

from tests.gallery.finding.conftest import FLUX, search, styles
from tests.instance import Instance


@pytest.mark.parametrize(
    ("query", "filters", "total"),
    [
        ("", {"family": "tales"}, 3),
        ("", {"style": "gouache"}, 3),
        ("", {"model": "local:graver"}, 2),
        ("", {"model": FLUX}, 1),
        ("", {"subject": "mountain-lake"}, 2),
        ("", {"subject": "lighthouse", "model": "local:graver"}, 1),
        ("", {"family": "print", "subject": "lighthouse"}, 3),
        ("watercolour", {"family": "print"}, 0),
        ("ink", {"family": "drawing"}, 1),
        ("gouache", {"model": "local:graver"}, 1),
        ("gouache lake", {"model": "local:graver"}, 1),
        ("gouache lake", {"subject": "lighthouse"}, 0),
        ("graver", {"model": "local:brush"}, 0),
        ("", {"style": "gouache", "family": "print"}, 0),
        ("", {"style": "claymation"}, 0),
        ("", {"subject": "skyline"}, 0),
        ("", {"model": "local:poster"}, 0),
        ("watercolr", {"family": "painting"}, 3),
    ],
)
def test_filters_narrow_what_is_found(library: Instance, query: str, filters: dict[str, str], total: int) -> None:
    assert search(library, query, **filters)["total"] == total


def test_a_form_sent_without_choices_asks_for_everything(library: Instance) -> None:
    assert search(library, family="", style="", model="", subject="")["total"] == 17


def test_the_page_offers_what_has_been_published_and_marks_what_is_chosen(library: Instance) -> None:
    found = search(library, family="tales", subject="lighthouse")
    assert [each["value"] for each in found["models"]] == ["local:brush", "local:graver", FLUX]
    assert [each["label"] for each in found["subjects"] if each["current"]] == ["Lighthouse"]
    assert [each["value"] for each in found["families"] if each["current"]] == ["tales"]
    assert {each["value"] for each in found["families"]} == {"painting", "print", "drawing", "digital", "tales"}


def test_each_filter_can_be_taken_away(library: Instance) -> None:
    found = search(library, "ink", family="tales", model="local:brush")
    assert [(each["kind"], each["without"]) for each in found["filters"]] == [
        ("family", "/search?q=ink&model=local%3Abrush"),
        ("model", "/search?q=ink&family=tales"),
    ]


def test_filters_say_what_they_are_called(library: Instance) -> None:
    found = search(library, family="tales", style="ghibli", model=FLUX, subject="mountain-lake")
    assert [each["label"] for each in found["filters"]] == [
        "Fairy tales",
        "Studio Ghibli",
        "Flux Professional",
        "Mountain lake",
    ]


def test_filters_keep_the_order_of_the_query(library: Instance) -> None:
    assert styles(search(library, "ink", model="local:brush"))[:2] == ["ink-wash", "pen-and-ink"]
