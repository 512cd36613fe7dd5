"""The style sheets that a script makes are the ones it makes now."""

from __future__ import annotations

import pytest

from scripts.sheets import SHEETS, STATIC


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_is_what_the_script_makes(name: str) -> None:
    assert (STATIC / name).read_text("utf-8") == SHEETS[name]()
