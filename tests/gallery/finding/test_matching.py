"""What a query finds, and in which order: exact phrase, beginning, all words, description, similar spelling."""

from __future__ import annotations

import pytest

from tests.gallery.finding.conftest import FLUX, publish, search, styles
from tests.instance import Instance


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("watercolour", ["watercolour", "pale-watercolour-and-ink", "wet-on-wet-watercolour"]),
        ("ink", ["ink-wash", "pen-and-ink", "pale-watercolour-and-ink", "linocut"]),
        ("ink wash", ["ink-wash"]),
        ("wash ink", ["ink-wash"]),
        ("oil", ["oil-painting"]),
        ("oil pain", ["oil-painting"]),
        ("pen ink", ["pen-and-ink"]),
    ],
)
def test_better_fits_come_first_and_newer_ones_within_a_fit(library: Instance, query: str, expected: list[str]) -> None:
    assert styles(search(library, query))[: len(expected)] == expected


def test_within_a_fit_the_newest_publication_comes_first(growing: Instance) -> None:
    for style in ("ink-wash", "pen-and-ink", "ink-wash", "pale-watercolour-and-ink", "pen-and-ink"):
        publish(growing, style)
    found = [render["style"] for render in search(growing, "ink")["renders"]]
    assert found == ["ink-wash", "ink-wash", "pen-and-ink", "pale-watercolour-and-ink", "pen-and-ink"]


@pytest.mark.parametrize(
    ("query", "style"),
    [
        ("UKIYO-E", "ukiyo-e-woodblock"),
        ("ukiyo e", "ukiyo-e-woodblock"),
        ("ukiyoe", "ukiyo-e-woodblock"),
        ("ukiyo’e woodblock", "ukiyo-e-woodblock"),
        ("pixelart", "pixel-art"),
        ("  Pixel\u00a0 ART ", "pixel-art"),
        ("creme brulee", "creme"),
        ("CRÈME BRÛLÉE GLAZE", "creme"),
        ("cre\u0300me", "creme"),
        ("ｇｏｕａｃｈｅ", "gouache"),
        ("watercolor", "watercolour"),
        ("water colour", "watercolour"),
        ("grayscale jewelry", "grey"),
        ("linocut", "linocut"),
    ],
)
def test_case_accents_hyphens_and_spelling_are_no_matter(library: Instance, query: str, style: str) -> None:
    found = search(library, query)
    assert (styles(found)[0], found["similar"]) == (style, False)


@pytest.mark.parametrize(
    ("query", "style"),
    [
        ("watercolr", "watercolour"),
        ("pixle art", "pixel-art"),
        ("ukyo e", "ukiyo-e-woodblock"),
        ("giblhi", "ghibli"),
        ("inpressionist", "impressionism"),
        ("oil paintng lighthouse", "oil-painting"),
        ("goauche", "gouache"),
        ("linnocut", "linocut"),
        ("oilpaintng", "oil-painting"),
    ],
)
def test_misspelt_words_are_understood_and_told(library: Instance, query: str, style: str) -> None:
    found = search(library, query)
    assert style in styles(found)
    assert found["similar"] is True


@pytest.mark.parametrize("query", ["dragon", "ukioe linocat dragon", "xyzzy", "ab", "an the"])
def test_what_nothing_is_called_finds_nothing(library: Instance, query: str) -> None:
    assert search(library, query)["total"] == 0


def test_a_word_too_many_leaves_what_looks_alike(library: Instance) -> None:
    found = search(library, "watercolour dragon")
    assert (styles(found), found["similar"]) == (["wet-on-wet-watercolour", "watercolour"], True)


def test_similar_spelling_is_left_alone_when_something_is_spelt_so(growing: Instance) -> None:
    publish(growing, "linocut")
    publish(growing, "woodcut")
    assert styles(search(growing, "woodcut")) == ["woodcut"]
    assert set(styles(search(growing, "wodcut"))) == {"woodcut"}


def test_family_and_description_are_searched_last(library: Instance) -> None:
    assert styles(search(library, "clouds hills")) == ["ghibli"]
    assert styles(search(library, "fairy")) == ["grey", "creme", "ghibli"]
    assert styles(search(library, "oeuvre")) == ["creme"]
    assert styles(search(library, "painting"))[0] == "oil-painting"
    assert "gouache" in styles(search(library, "painting"))


@pytest.mark.parametrize(
    ("query", "total", "kind", "labels"),
    [
        ("lighthouse", 15, "subject", ["Lighthouse"]),
        ("a lighthouse on a cliff at dusk", 15, "subject", ["Lighthouse"]),
        ("mountain lake", 2, "subject", ["Mountain lake"]),
        ("lihgthouse", 15, "subject", ["Lighthouse"]),
        ("graver", 2, "model", ["graver"]),
        ("flux 1.1", 1, "model", ["Flux Professional"]),
        ("professional", 1, "model", ["Flux Professional"]),
        ("embedded", 16, "model", ["brush", "graver"]),
    ],
)
def test_words_that_no_style_knows_name_a_subject_or_models(
    library: Instance, query: str, total: int, kind: str, labels: list[str]
) -> None:
    found = search(library, query)
    assert found["total"] == total
    assert [(each["kind"], each["labels"]) for each in found["understood"]] == [(kind, labels)]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("gouache lighthouse", 1),
        ("gouache mountain lake", 2),
        ("graver linocut", 1),
        ("linocut graver lighthouse", 1),
        ("gouache lake graver", 1),
        ("gouache of a mountain lake", 2),
        ("watercolour lightho", 3),
    ],
)
def test_a_style_is_found_on_the_subject_and_the_model_named_with_it(library: Instance, query: str, total: int) -> None:
    assert search(library, query)["total"] == total


def test_a_word_of_a_phrase_stays_one_although_a_model_is_called_so(growing: Instance) -> None:
    publish(growing, "travel-poster")
    publish(growing, "linocut", model="local:poster")
    assert styles(search(growing, "poster")) == ["travel-poster"]
    assert styles(search(growing, "linocut poster")) == ["linocut"]


def test_without_words_everything_with_a_style_is_found(library: Instance) -> None:
    found = search(library)
    assert found["total"] == 17
    assert found["renders"][0]["model_key"] == FLUX
    assert None not in styles(found)


def test_a_style_nobody_has_drawn_yet_is_not_known(library: Instance) -> None:
    assert search(library, "claymation")["total"] == 0
