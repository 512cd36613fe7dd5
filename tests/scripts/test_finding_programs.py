"""Programs that tests need are found where they are, and their absence is told, never passed over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import find_chromium, find_program

ROOT = Path(__file__).resolve().parents[2]


def executable(path: Path, script: str = "exit 0") -> Path:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on it but what a test puts into the folder."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "browsers"))
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(find_program, "EXTRA_FOLDERS", ())
    monkeypatch.setattr(find_chromium, "BUNDLES", ())
    return tmp_path


def test_a_program_on_the_path_is_found(bare: Path) -> None:
    assert find_program.find("nginx") is None
    nginx = executable(bare / "nginx")
    assert find_program.find("nginx") == str(nginx)


def test_a_chosen_chromium_comes_first(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    executable(bare / "chromium")
    chosen = executable(bare / "mine")
    monkeypatch.setenv("CHROMIUM", str(chosen))
    assert find_chromium.find() == str(chosen)


def test_a_chromium_that_cannot_start_does_not_count(bare: Path) -> None:
    executable(bare / "chromium", "exit 1")
    chrome = executable(bare / "google-chrome")
    assert find_chromium.find() == str(chrome)


def test_a_chromium_that_playwright_brought_is_found(bare: Path) -> None:
    folder = bare / "browsers/chromium-1200/chrome-linux64"
    folder.mkdir(parents=True)
    assert find_chromium.find() is None
    chrome = executable(folder / "chrome")
    assert find_chromium.find() == str(chrome)


def test_what_is_missing_is_told_with_the_line_to_run(tmp_path: Path) -> None:
    environment = os.environ | {"PATH": str(tmp_path)}
    code = (
        "import sys; from scripts import find_program as f; f.EXTRA_FOLDERS = ();"
        "sys.argv = ['x', 'wrk']; sys.exit(f.main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "apt-get install wrk" in done.stderr


def test_debians_package_is_asked_for_again_with_fresh_lists(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    log = bare / "log"
    executable(
        bare / "apt-get",
        f'echo "$@" >> {log}\n[ "$1" = update ] && : > {bare}/fresh\n[ -e {bare}/fresh ]',
    )
    assert find_program.install_package("nginx-light")
    asked = [line.split()[0] for line in log.read_text().splitlines()]
    assert asked == ["install", "update", "install"]
