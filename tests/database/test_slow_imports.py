"""A store opens without what its library loads for other uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OPENED = """
import sys, tempfile
from pathlib import Path
from app.database import Store
with tempfile.TemporaryDirectory() as name:
    store = Store(Path(name) / "tessera.db")
    store.close()
"""


def told(code: str) -> str:
    """What a fresh Python prints that has opened a store and then runs `code`."""
    return subprocess.run(
        [sys.executable, "-c", OPENED + code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()


@pytest.mark.parametrize("module", ["numpy", "dateutil.parser", "pandas"])
def test_it_is_not_loaded(module: str) -> None:
    assert told(f"print('sqlite_utils' in sys.modules, {module!r} in sys.modules)") == "True False"


def test_dates_are_read_all_the_same() -> None:
    code = (
        "from sqlite_utils.recipes import parsedate; print(parsedate('7 May 2026'), 'dateutil.parser' in sys.modules)"
    )
    assert told(code) == "2026-05-07 True"
