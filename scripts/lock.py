"""Writes the locks: every distribution with its version and hashes, for all systems at once, and no address.

`python -m scripts.lock` keeps the versions that the locks already name; `--upgrade` takes the newest that
pyproject.toml allows. A lock's header holds a fingerprint of the tables it was made from, so that a lock which no
longer fits pyproject.toml is noticed without a network.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by `make lock` from pyproject.toml, not by hand.\n# fingerprint: {fingerprint}\n"

# lock → (with the program's own requirements, dependency groups); a later lock takes the versions of the first
LOCKS: dict[str, tuple[bool, tuple[str, ...]]] = {
    "requirements.txt": (True, ()),
    "requirements-dev.txt": (True, ("dev",)),
    "requirements-uv.txt": (False, ("installer",)),
}


def fingerprint(pyproject: str, lock: str) -> str:
    """SHA-256 of what `lock` is made from: the Python range and the requirements that pyproject.toml names for it."""
    tables = tomllib.loads(pyproject)
    program, groups = LOCKS[lock]
    source = {
        "python": tables["project"]["requires-python"],
        "program": sorted(tables["project"]["dependencies"]) if program else [],
        "groups": {group: sorted(tables["dependency-groups"][group]) for group in groups},
    }
    return hashlib.sha256(json.dumps(source, sort_keys=True).encode()).hexdigest()


def stated_fingerprint(lock: str) -> str | None:
    """The fingerprint that a lock's header states, None when it has none."""
    for line in lock.splitlines()[:3]:
        if line.startswith("# fingerprint: "):
            return line.removeprefix("# fingerprint: ").strip()
    return None


def compile_lock(lock: str, *, upgrade: bool) -> None:
    """Resolve and write one lock. Raises CalledProcessError when the requirements can't be met together."""
    program, groups = LOCKS[lock]
    target = ROOT / lock
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11"]
    command += ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header", "--fork-strategy", "fewest"]
    command += ["--output-file", lock]
    command += [part for group in groups for part in ("--group", f"pyproject.toml:{group}")]
    command += ["pyproject.toml"] if program else []
    if lock != "requirements.txt" and program:
        command += ["--constraint", "requirements.txt"]
    command += ["--upgrade"] if upgrade else []
    subprocess.run(command, cwd=ROOT, check=True)
    header = HEADER.format(fingerprint=fingerprint((ROOT / "pyproject.toml").read_text(), lock))
    target.write_text(header + target.read_text())


def main() -> int:
    upgrade = "--upgrade" in sys.argv[1:]
    for lock in LOCKS:
        compile_lock(lock, upgrade=upgrade)
        print(f"{lock}: {(ROOT / lock).read_text().count('==')} distributions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
