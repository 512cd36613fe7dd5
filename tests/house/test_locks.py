"""The requirements files: every distribution pinned with hashes, no address, and made from today's pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from scripts.lock import LOCKS, fingerprint, stated_fingerprint
from tests.house.source import ROOT, every_path

if TYPE_CHECKING:
    from collections.abc import Iterator

PINNED = re.compile(r"^[a-z0-9][a-z0-9._-]*(\[[a-z0-9,_-]+\])?==[\w.!+-]+( ; [^\\]+)?$")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
GOOD = "a==1.0 ; sys_platform == 'win32' \\\n    --hash=sha256:" + "0" * 64 + "\n"


def complaints(lock: str) -> Iterator[str]:
    """What is wrong with a lock's text."""
    joined = re.sub(r"\\\n", " ", lock)
    for line in filter(None, (line.strip() for line in joined.splitlines())):
        if line.startswith("#"):
            continue
        name = line.split("--hash", maxsplit=1)[0].strip()
        if not PINNED.match(name):
            yield f"not one pinned version: {name}"
        elif not HASH.search(line):
            yield f"no hash: {name}"
        if "://" in line or " @ " in line:
            yield f"an address: {line[:80]}"


@pytest.mark.parametrize("lock", LOCKS)
def test_everything_is_pinned_with_hashes_and_without_addresses(lock: str) -> None:
    assert not list(complaints((ROOT / lock).read_text()))


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_fits_pyproject(lock: str) -> None:
    made_from = fingerprint((ROOT / "pyproject.toml").read_text(), lock)
    assert stated_fingerprint((ROOT / lock).read_text()) == made_from, "pyproject.toml has changed: run `make lock`"


def test_each_requirement_is_locked() -> None:
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = {re.split(r"[^\w-]", line)[0].lower() for line in tables["project"]["dependencies"]}
    locked = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text().splitlines() if "==" in line}
    assert wanted
    assert wanted <= locked


def test_the_development_lock_holds_the_versions_that_ship() -> None:
    ships, develops = (
        {line.strip(" \\") for line in (ROOT / lock).read_text().splitlines() if "==" in line}
        for lock in ("requirements.txt", "requirements-dev.txt")
    )
    assert ships < develops


def test_every_requirements_file_is_a_lock() -> None:
    assert {path for path in every_path() if re.match(r"requirements.*\.txt$", path)} == set(LOCKS)


@pytest.mark.parametrize(
    "bad",
    [
        "a>=1.0\n",
        "a==1.0\n",
        "-e .\n",
        "a @ https://example.org/a.whl \\\n    --hash=sha256:" + "0" * 64 + "\n",
        "--find-links /wheels\n" + GOOD,
    ],
)
def test_a_loose_lock_is_noticed(bad: str) -> None:
    assert list(complaints(bad))
    assert not list(complaints(GOOD))


def test_a_changed_requirement_changes_the_fingerprint() -> None:
    before = (ROOT / "pyproject.toml").read_text()
    after = before.replace('"jinja2>=', '"jinja2>3.', 1)
    assert fingerprint(before, "requirements.txt") != fingerprint(after, "requirements.txt")
    assert fingerprint(before, "requirements-uv.txt") == fingerprint(after, "requirements-uv.txt")
