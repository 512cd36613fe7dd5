"""Finds a Chromium for the browser tests, or brings one: `python -m scripts.find_chromium`.

$CHROMIUM comes first, then an installed chromium or Google Chrome, then one that Playwright has downloaded. To bring
one: Debian's package where this user may install it, else Playwright's download. Each is started once (`--version`)
before it counts, because some systems install a chromium that can't run.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.find_program import PACKAGES, install_package, installer

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
BUNDLES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
DOWNLOADS = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")


def playwright_folders() -> Iterator[Path]:
    """Where Playwright keeps the browsers it has downloaded."""
    if chosen := os.environ.get("PLAYWRIGHT_BROWSERS_PATH"):
        yield Path(chosen)
    yield Path.home() / ".cache/ms-playwright"
    yield Path.home() / "Library/Caches/ms-playwright"


def candidates() -> Iterator[str]:
    """Every browser that may be here, the preferred one first."""
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
    yield from filter(None, (shutil.which(name) for name in NAMES))
    yield from (bundle for bundle in BUNDLES if Path(bundle).exists())
    for folder in playwright_folders():
        for pattern in DOWNLOADS:
            yield from (str(path) for path in sorted(folder.glob(pattern), reverse=True))


def starts(path: str) -> bool:
    """Whether this browser can run here at all."""
    try:
        return subprocess.run([path, "--version"], check=False, capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find() -> str | None:
    """The path of a Chromium that starts, None when there is none."""
    return next((path for path in candidates() if starts(path)), None)


def download() -> None:
    """Playwright's own Chromium, with the system libraries it needs where this user may install them."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if installer() and os.geteuid() == 0:
        command.insert(-1, "--with-deps")
    subprocess.run(command, check=False)


def bring() -> str | None:
    """The path of a Chromium that starts, brought here where it was missing."""
    found = find()
    if found is None:
        install_package(PACKAGES["chromium"])
        found = find()
    if found is None:
        download()
        found = find()
    return found


def main() -> int:
    found = bring()
    if found:
        print(f"Browser tests use {found}")
        return 0
    print("The browser tests need Chromium, and it could not be installed. Run one of these:", file=sys.stderr)
    print("    apt-get install chromium                            (as root)", file=sys.stderr)
    print("    .venv/bin/python -m playwright install chromium     (and --with-deps as root)", file=sys.stderr)
    print("or name one: CHROMIUM=/path/to/chromium make test", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
