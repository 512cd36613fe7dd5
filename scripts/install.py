"""Installs a lock into the environment this runs in: `python scripts/install.py requirements.txt`.

uv does it in seconds and is itself brought by plain pip; where uv can't run or can't reach what pip can (an index
that only pip is told of), pip does it alone. Either way each file is checked against its hash, and nothing that is
already there is removed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes"]
UV = [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--require-hashes", "--python", sys.executable]


def ran(command: list[str], *, quiet: bool = False) -> bool:
    """Whether the command ended well."""
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=quiet).returncode == 0


def bring_uv() -> bool:
    """Whether uv runs here, after bringing it in where it was missing."""
    version = [sys.executable, "-m", "uv", "--version"]
    return ran(version, quiet=True) or (ran([*PIP, "-r", "requirements-uv.txt"]) and ran(version, quiet=True))


def main() -> int:
    for lock in sys.argv[1:]:
        print(f"Installing {lock}", flush=True)
        if bring_uv() and ran([*UV, "-r", lock]):
            continue
        print("uv could not; trying the same with pip", flush=True)
        if not ran([*PIP, "-r", lock]):
            print(f"{lock} could not be installed: see above", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
