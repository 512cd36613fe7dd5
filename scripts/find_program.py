"""Finds a program that tests or benchmarks need, or brings it: `python -m scripts.find_program nginx wrk`.

What is installed comes first, then Debian's package where this user may install one. Where neither works, the line
to run is printed and the exit status is 1: nothing is passed over in silence.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

EXTRA_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/sbin", "/opt/homebrew/bin")
PACKAGES = {"nginx": "nginx-light", "wrk": "wrk", "chromium": "chromium", "node": "nodejs", "npm": "npm"}


def find(program: str) -> str | None:
    """The path of an installed program, None when there is none."""
    places = os.pathsep.join([*os.get_exec_path(), *EXTRA_FOLDERS])
    return shutil.which(program, path=places)


def installer() -> list[str] | None:
    """How this user may install Debian's packages, None when not at all."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0:
        return [sudo, "-n", "apt-get"]
    return None


def install_package(package: str) -> bool:
    """Whether Debian's package could be installed, after asking for fresh lists where the old ones did not do."""
    apt = installer()
    if apt is None:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    line = [*apt, "install", "-y", "-qq", "--no-install-recommends", package]
    for command in (line, [*apt, "update", "-qq"], line):
        done = subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
        if command is line and done.returncode == 0:
            return True
    return False


def bring(program: str) -> str | None:
    """The path of the program, installed first where it was missing and that is allowed."""
    found = find(program)
    if found is None and install_package(PACKAGES[program]):
        found = find(program)
    return found


def main() -> int:
    missing = [program for program in sys.argv[1:] if bring(program) is None]
    for program in missing:
        print(f"{program} is needed and could not be installed. As root, run:", file=sys.stderr)
        print(f"    apt-get install {PACKAGES[program]}      (or your system's package of it)", file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
