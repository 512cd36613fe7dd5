"""The server starts without what it may not need: slow libraries are imported when they are first used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.source import ROOT

SLOW = ("cv2", "httpx", "pillow_heif", "polyfactory", "faker", "stripe", "authlib", "webauthn", "cryptography")


def loaded(*modules: str) -> set[str]:
    """The slow libraries that a fresh Python has loaded after importing these modules."""
    imports = "; ".join(f"import {module}" for module in modules)
    code = f"{imports}; import sys; print(*(name for name in {SLOW!r} if name in sys.modules))"
    command = [sys.executable, "-c", code]
    return set(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize("module", ["app.main", "app.providers.local"])
def test_it_starts_without_slow_libraries(module: str) -> None:
    assert not loaded(module)


def test_a_loaded_library_is_noticed() -> None:
    assert loaded("httpx") >= {"httpx"}
