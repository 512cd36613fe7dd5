"""The seed script where its output goes nowhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.operators.conftest import ROOT, Seed, environment, standing
from tests.operators.test_seeding import TWO

CALL = [sys.executable, str(ROOT / "seed_data.py"), *TWO]


def test_a_reader_that_leaves_stops_it_in_order(seed: Seed, data: Path, tmp_path: Path) -> None:
    with subprocess.Popen(
        CALL, env=environment(data), cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        told = process.stderr.read()
    assert (process.returncode, told) == (130, b"")
    assert standing(data).get("pending", 0) == 0
    assert seed(*TWO).returncode == 0


def test_it_works_without_any_output(data: Path, tmp_path: Path) -> None:
    shell = subprocess.run(
        [*("sh", "-c", '"$@" >&-', "sh"), *CALL], env=environment(data), cwd=tmp_path, capture_output=True, check=False
    )
    assert (shell.returncode, shell.stderr) == (0, b"")
    assert standing(data)["done"] == 6


def test_a_terminal_without_block_characters_is_enough(data: Path, tmp_path: Path) -> None:
    ascii_only = environment(data) | {"PYTHONIOENCODING": "ascii"}
    answer = subprocess.run(CALL, env=ascii_only, cwd=tmp_path, capture_output=True, check=False)
    assert (answer.returncode, answer.stderr) == (0, b"")
