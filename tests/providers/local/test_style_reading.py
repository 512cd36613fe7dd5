"""A style's words become a Look; a temperament turns it."""

from __future__ import annotations

import itertools
import tomllib
from pathlib import Path

import pytest

import app.providers.catalog as catalog
from app.providers.local.look import Look
from app.providers.local.paint import TECHNIQUES
from app.providers.local.paint.graphic.lexicon import MEDIA, MOVEMENTS
from app.providers.local.paint.reading import INKS, STRANGE, read_style, temper

FILE = Path(str(catalog.__file__)).with_name("styles.toml")
STYLES = tomllib.loads(FILE.read_text("utf-8"))["style"]
UNKNOWN = [
    "zorblax",
    "quixotic fernweh",
    "the hum of noon",
    "gloaming",
    "oubliette",
    "kintsugi of rain",
    "umber owl",
    "xyzzy",
]


def test_every_word_leads_to_a_technique_that_is_there() -> None:
    named = {*MEDIA, *(entry[0] for entry in MOVEMENTS.values()), *STRANGE, *INKS}
    assert named <= set(TECHNIQUES)


def test_every_technique_can_be_asked_for_by_a_word() -> None:
    reached = {*MEDIA, *(entry[0] for entry in MOVEMENTS.values())}
    assert set(TECHNIQUES) - reached <= {"photograph", "plain"}


@pytest.mark.parametrize(
    ("phrase", "technique"),
    [
        ("oil painting", "oil"),
        ("Watercolor sketch", "watercolour"),
        ("WATERCOLOUR", "watercolour"),
        ("ukiyo-e woodblock", "woodblock"),
        ("crosshatched ink", "cross-hatching"),
        ("colored pencils", "coloured-pencil"),
        ("in the style of Van Gogh", "expressionism"),
        ("art déco poster", "art-deco"),
        ("a linocut after Hokusai", "linocut"),
        ("black and white photograph", "black-and-white"),
        ("8-bit", "eight-bit"),
        ("low-poly", "low-poly"),
        ("sumi-e", "ink-wash"),
        ("pale watercolour and ink", "line-and-wash"),
        ("Klimt", "gold-leaf"),
    ],
)
def test_media_and_movements_name_the_technique(phrase: str, technique: str) -> None:
    assert read_style(phrase).technique == technique


def test_a_medium_outranks_a_movement_and_a_movement_a_vague_word() -> None:
    assert read_style("cubist linocut").technique == "linocut"
    assert read_style("cubist painting").technique == "cubism"


@pytest.mark.parametrize(
    ("word", "field", "rises"),
    [
        ("pale", "light", True),
        ("dark", "light", False),
        ("vivid", "chroma", True),
        ("muted", "chroma", False),
        ("fine", "scale", False),
        ("coarse", "scale", True),
        ("warm", "warmth", True),
        ("cold", "warmth", False),
        ("bold", "contrast", True),
        ("grainy", "grain", True),
    ],
)
def test_an_adjective_moves_its_factor(word: str, field: str, rises: bool) -> None:
    plain, told = getattr(read_style("gouache"), field), getattr(read_style(f"{word} gouache"), field)
    assert (told > plain) is rises
    assert told != plain


def test_the_negative_prompt_pushes_the_other_way() -> None:
    plain = read_style("gouache")
    assert read_style("gouache", negative="dark").light > plain.light
    assert read_style("gouache", negative="vivid, saturated").chroma < plain.chroma


def test_colour_words_choose_the_palette() -> None:
    assert read_style("red linocut").palette != read_style("blue linocut").palette
    both = read_style("blue and gold linocut").palette
    assert set(both) & set(read_style("gold linocut").palette)
    assert set(both) & set(read_style("blue linocut").palette)


def test_ink_beside_a_wash_draws_lines() -> None:
    assert read_style("gouache and pen and ink").line > read_style("gouache").line


@pytest.mark.parametrize("phrase", UNKNOWN)
def test_an_unknown_phrase_gives_the_same_sensible_look_each_time(phrase: str) -> None:
    look = read_style(phrase)
    assert look == read_style(phrase)
    assert look.technique in TECHNIQUES


def test_unknown_phrases_differ_from_each_other() -> None:
    looks = [read_style(phrase) for phrase in UNKNOWN]
    assert len({look.technique for look in looks}) >= 4
    assert all(one != other for one, other in itertools.combinations(looks, 2))


def test_an_unknown_word_beside_a_medium_keeps_the_medium() -> None:
    assert read_style("zorblax linocut").technique == "linocut"
    assert read_style("zorblax linocut") != read_style("linocut")


def test_an_empty_phrase_is_read_from_the_prompt() -> None:
    assert read_style("", "a cat, charcoal drawing").technique == "charcoal"
    assert read_style("", "").technique in TECHNIQUES


def test_no_two_shipped_styles_give_the_same_look() -> None:
    looks = [read_style(s["phrase"], s["prompt"], s["negative"]) for s in STYLES]
    assert all(one != other for one, other in itertools.combinations(looks, 2))
    assert len({look.technique for look in looks}) >= 40


def test_the_shipped_styles_are_known_by_their_words() -> None:
    for style in STYLES:
        assert read_style(style["phrase"]) == read_style(style["phrase"] + " of the")
        assert read_style(style["phrase"]).scale == pytest.approx(1.0, abs=0.5)


def test_the_first_wall_is_mixed() -> None:
    wall = [style for style in STYLES if style.get("wall")]
    assert STYLES[0]["phrase"] == "oil painting"
    assert 18 <= len(wall) <= 24
    assert len({style["family"] for style in wall}) >= 5
    assert all(len(style["note"]) <= 44 for style in STYLES)


@pytest.mark.parametrize("technique", sorted(set(TECHNIQUES) - {"plain", "photograph"}))
def test_the_three_temperaments_are_three_looks(technique: str) -> None:
    look = Look(technique=technique)
    brush, graver, poster = (temper(look, name) for name in ("brush", "graver", "poster"))
    assert brush.scale > poster.scale > graver.scale or technique in {
        "halftone",
        "newsprint",
        "duotone",
        "risograph",
    } | {
        "pop-art",
        "comic",
    }
    assert poster.chroma > brush.chroma > graver.chroma
    assert brush.warmth > graver.warmth


def test_an_unknown_temperament_leaves_the_look_alone() -> None:
    assert temper(Look(technique="oil"), "flux") == Look(technique="oil")


def test_a_palette_that_the_style_names_outranks_the_models_inks() -> None:
    look = read_style("red engraving")
    assert temper(look, "brush").palette == look.palette
    assert temper(read_style("engraving"), "brush").palette != temper(read_style("engraving"), "poster").palette
