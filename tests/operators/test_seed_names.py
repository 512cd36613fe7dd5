"""How the seed script finds what it is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.instance import SMALL
from tests.operators.conftest import Seed

COMMA = '[[style]]\nslug = "black-white"\nphrase = "black, white ink"\nfamily = "print"\n'
EDITS_ONLY = '[[model]]\nkey = "local:edit"\nlabel = "edit"\noperations.image-to-image = { credits = 0 }\n'
ONE = ("--subjects", "lighthouse", "--models", "brush", "--dry-run")


@pytest.mark.parametrize("kind", ["argument", "json", "csv"])
def test_a_phrase_may_hold_a_comma(seed: Seed, data: Path, tmp_path: Path, kind: str) -> None:
    (data / "catalog.toml").write_text(SMALL + COMMA)
    (tmp_path / "s.json").write_text(json.dumps(["black, white ink"]))
    (tmp_path / "s.csv").write_text('phrase\n"black, white ink"\n')
    given = "black, white ink" if kind == "argument" else str(tmp_path / f"s.{kind}")
    answer = seed("--styles", given, *ONE)
    assert "2 cells asked for" in answer.stdout, answer.stderr


def test_an_image_model_without_text_to_image_is_left_out_by_default(seed: Seed, data: Path) -> None:
    (data / "catalog.toml").write_text(SMALL + EDITS_ONLY)
    answer = seed("--styles", "linocut", "--subjects", "lighthouse", "--dry-run")
    assert "6 cells asked for" in answer.stdout, answer.stderr
