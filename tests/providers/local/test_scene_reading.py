"""A prompt's words become a scene, and what cannot be drawn is named."""

from __future__ import annotations

import pytest

from app.providers.local.scene.reading import read_prompt


@pytest.mark.parametrize(
    ("prompt", "place", "time", "season", "weather"),
    [
        ("a lighthouse on a cliff at dusk", "coast", "dusk", "", ""),
        ("a mountain lake at dawn", "lake", "dawn", "", ""),
        ("a lone tree in a field in autumn", "field", "", "autumn", ""),
        ("a lone tree in a field in the fall", "field", "", "autumn", ""),
        ("a harbor in the morning mist", "harbour", "morning", "", "fog"),
        ("a harbour in the morning mist", "harbour", "morning", "", "fog"),
        ("rainy street at night", "street", "night", "", "rain"),
        ("dunes under the stars", "desert", "night", "", ""),
        ("a snowstorm in a pine forest", "forest", "", "winter", "snow"),
        ("cherry blossoms by a river", "river", "", "spring", ""),
        ("skyscrapers during the blue hour", "city", "blue", "", ""),
    ],
)
def test_words_name_place_time_season_and_weather(
    prompt: str, place: str, time: str, season: str, weather: str
) -> None:
    scene = read_prompt(prompt).scene
    assert (scene.place, scene.time, scene.season, scene.weather) == (place, time, season, weather)


def test_numbers_and_adjectives_go_to_the_thing_they_stand_before() -> None:
    scene = read_prompt("three red sailboats and a white lighthouse").scene
    found = {item.key: (item.count, item.words) for item in scene.items}
    assert found == {"sailboat": (3, frozenset({"red"})), "lighthouse": (1, frozenset({"white"}))}


def test_an_unnumbered_plural_is_more_than_one() -> None:
    assert read_prompt("hot-air balloons over a valley").scene.items[0].count > 1


def test_denied_things_are_left_out() -> None:
    assert read_prompt("a calm sea without boats").scene.items == ()


def test_undrawn_words_are_named_and_drawn_ones_are_not() -> None:
    reading = read_prompt("a lighthouse and a quantum flibbertigibbet at dusk")
    assert reading.undrawn == ("quantum", "flibbertigibbet")
    assert set(reading.drawn) >= {"lighthouse", "dusk"}


@pytest.mark.parametrize("prompt", ["", "   ", "xyzzy", "漢字 и ёлка", "no no no", "9999999999 boats", "-", "a" * 5000])
def test_any_text_is_read(prompt: str) -> None:
    assert read_prompt(prompt).scene.kind in ("landscape", "table", "portrait")


def test_prompts_of_unknown_words_differ_by_salt() -> None:
    assert read_prompt("xyzzy").scene.salt != read_prompt("plugh").scene.salt


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("a jug and lemons on a table by a window", "table"),
        ("still life with apples", "table"),
        ("portrait of a woman", "portrait"),
        ("an owl", "portrait"),
        ("an owl in a forest at night", "landscape"),
        ("a cat on a windowsill", "landscape"),
    ],
)
def test_still_lifes_and_portraits_are_told_from_landscapes(prompt: str, kind: str) -> None:
    assert read_prompt(prompt).scene.kind == kind


@pytest.mark.parametrize(
    ("prompt", "place"),
    [("a red sailboat", "sea"), ("a lighthouse", "coast"), ("a castle", "hills"), ("a whale", "sea")],
)
def test_a_thing_alone_brings_the_place_where_it_lives(prompt: str, place: str) -> None:
    assert read_prompt(prompt).scene.place == place
