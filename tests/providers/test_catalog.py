"""The catalogue: what ships, what an operator may change, and how a bad file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.providers.catalog import CatalogError, load_catalog
from app.providers.registry import PROVIDERS

STYLE = """
[[style]]
slug = "tin-sign"
phrase = "tin sign"
family = "painting"
prompt = "a tin sign of {subject}"
"""


def own(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "catalog.toml"
    file.write_text(text)
    return file


def test_at_least_forty_styles_six_subjects_and_three_models_ship() -> None:
    catalog = load_catalog()
    assert len(catalog.styles) >= 40
    assert len(catalog.subjects) >= 6
    assert len([m for m in catalog.models.values() if m.provider == "local"]) >= 3


def test_every_shipped_style_has_its_prompt_negative_prompt_and_note() -> None:
    bare = [s.slug for s in load_catalog().styles.values() if not (s.negative and s.note and s.prompt != "{subject}")]
    assert bare == []


def test_about_twenty_styles_are_marked_for_the_first_wall_over_several_families() -> None:
    marked = [style for style in load_catalog().styles.values() if style.wall]
    assert 18 <= len(marked) <= 24
    assert len({style.family for style in marked}) >= 4


def test_every_shipped_model_belongs_to_a_provider_that_exists() -> None:
    assert {model.provider for model in load_catalog().models.values()} <= set(PROVIDERS)


def test_an_operator_adds_a_style(tmp_path: Path) -> None:
    assert load_catalog(own(tmp_path, STYLE)).styles["tin-sign"].phrase == "tin sign"


def test_an_operator_changes_one_field_and_keeps_the_others(tmp_path: Path) -> None:
    before = load_catalog().models["local:brush"]
    text = '[[model]]\nkey = "local:brush"\nstate = "retired"\nsuccessor = "local:graver"\n'
    after = load_catalog(own(tmp_path, text)).models["local:brush"]
    assert (after.state, after.successor) == ("retired", "local:graver")
    assert (after.label, after.operations) == (before.label, before.operations)


def test_an_operator_adds_a_model_of_another_provider(tmp_path: Path) -> None:
    text = """
[[model]]
key = "acme:vision-2"
label = "vision-2"
operations.text-to-image = { credits = 4, cost_microdollars = 30000 }
parameters.steps = { type = "integer", default = 28, minimum = 10, maximum = 50 }
"""
    model = load_catalog(own(tmp_path, text)).models["acme:vision-2"]
    assert model.operations["text-to-image"].cost_microdollars == 30000
    assert model.parameters["steps"].maximum == 50


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[style]]\nslug = "x"\nphrase = \n', "line 3"),
        (STYLE + 'colour = "red"\n', "colour"),
        (STYLE.replace('"tin-sign"', '"Tin Sign"'), "line 3.*slug"),
        (STYLE.replace('"tin sign"', "7"), "line 4.*phrase"),
        (STYLE.replace("{subject}", "it"), "line 6.*{subject} is missing"),
        (STYLE + STYLE, "line 8.*twice"),
        (STYLE.replace('"painting"', '"nowhere"'), "line 5.*family nowhere"),
        ('\n[[style]]\nphrase = "x"\n', "line 2.*needs its slug"),
        ('[[image]]\nkey = "x"\n', "line 1: there is no table"),
        ('[[model]]\nkey = "acme:x"\nlabel = "x"\n', "line 1.*operations"),
        ('[[model]]\nkey = "local:brush"\noperations.text-to-image = { credits = -1 }\n', "line 3.*credits"),
        ('[[model]]\nkey = "local:brush"\nsuccessor = "local:gone"\n', "line 3.*local:gone"),
        ('[[subject]]\nslug = "x"\nlabel = "x"\nprompt = "x"\nwidth = 20000\n', "line 5.*width"),
    ],
)
def test_a_bad_file_is_refused_with_line_and_reason(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(CatalogError, match=rf"(?s)catalog\.toml.*{told}"):
        load_catalog(own(tmp_path, text))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "catalog.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogError, match=r"catalog\.toml can't be read"):
        load_catalog(file)
