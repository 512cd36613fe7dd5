"""A machine that lacks what the environment needs is told what to install."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/make_venv.sh"


def make(folder: Path, python: str) -> subprocess.CompletedProcess[str]:
    """Run the script where `python3` is a shell script and there is no other Python."""
    programs = folder / "bin"
    programs.mkdir()
    for name in ("sh", "echo", "tr"):
        (programs / name).symlink_to(shutil.which(name) or name)
    stand_in = programs / "python3"
    stand_in.write_text(f"#!/bin/sh\n{python}\n")
    stand_in.chmod(0o755)
    command = [str(programs / "sh"), str(SCRIPT), str(folder / "venv")]
    return subprocess.run(command, env={"PATH": str(programs)}, capture_output=True, text=True, check=False, cwd=folder)


def test_an_old_python_is_named(tmp_path: Path) -> None:
    done = make(tmp_path, '[ "$1" = --version ] && echo "Python 3.9.2" && exit 0\nexit 1')
    assert done.returncode == 1
    assert "3.11 or newer; here is Python 3.9.2" in done.stderr


def test_a_missing_venv_module_names_the_package(tmp_path: Path) -> None:
    done = make(
        tmp_path,
        'case "$*" in *ensurepip*) exit 1;; --version) echo "Python 3.12.1";; *print*) echo 3.12;; esac\nexit 0',
    )
    assert done.returncode == 1
    assert "venv and ensurepip" in done.stderr
    system = Path("/etc/os-release")
    if system.exists() and "debian" in system.read_text():
        assert "apt-get install python3.12-venv" in done.stderr


def test_a_sound_environment_is_kept(tmp_path: Path) -> None:
    sound = tmp_path / "venv/bin"
    sound.mkdir(parents=True)
    (sound / "python").write_text("#!/bin/sh\nexit 0\n")
    (sound / "python").chmod(0o755)
    (tmp_path / "venv/mine").touch()
    assert make(tmp_path, "exit 1").returncode == 0
    assert (tmp_path / "venv/mine").exists()
    assert os.access(sound / "python", os.X_OK)
