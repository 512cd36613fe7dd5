"""`seed_data.py`: fills what is missing, says what it costs, survives Ctrl+C, kill -9 and its own double."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.instance import SMALL
from tests.operators.conftest import ROOT, Seed, environment, standing

TWO = ("--styles", "linocut,pixel art", "--subjects", "lighthouse", "--models", "brush,local:poster")
SIX = {"done": 6, "files": 18, "without file": 0}


def test_it_fills_styles_and_originals_for_each_model(script: Seed, data: Path) -> None:
    answer = script(*TWO)
    assert answer.returncode == 0, answer.stderr
    assert standing(data) == SIX


def test_a_second_run_makes_nothing_again(seed: Seed, data: Path) -> None:
    seed(*TWO)
    before = {path: path.stat().st_mtime_ns for path in data.glob("images/*/*/*.webp")}
    answer = seed(*TWO)
    assert (answer.returncode, "all there" in answer.stdout) == (0, True)
    assert {path: path.stat().st_mtime_ns for path in data.glob("images/*/*/*.webp")} == before


def test_a_dry_run_tells_count_and_cost_and_makes_nothing(seed: Seed, data: Path) -> None:
    answer = seed(*TWO, "--dry-run")
    assert answer.returncode == 0
    assert "6 pictures, 0 credits, $0.00 at the provider" in answer.stdout
    assert standing(data) == {"files": 0, "without file": 0}


def test_what_costs_money_needs_a_yes(seed: Seed, data: Path) -> None:
    dear = '[[model]]\nkey = "local:brush"\noperations.text-to-image = { credits = 4, cost_microdollars = 30000 }\n'
    (data / "catalog.toml").write_text(SMALL + dear)
    refused = seed("--styles", "linocut", "--subjects", "lighthouse", "--models", "brush")
    assert (refused.returncode, "--yes" in refused.stdout) == (2, True)
    assert "2 pictures, 8 credits, $0.06 at the provider" in refused.stdout
    assert standing(data)["files"] == 0
    agreed = seed("--styles", "linocut", "--subjects", "lighthouse", "--models", "brush", "--yes")
    assert agreed.returncode == 0
    assert standing(data)["done"] == 2


def test_a_limit_is_kept_and_the_next_run_goes_on(seed: Seed, data: Path) -> None:
    assert seed(*TWO, "--limit", "2").returncode == 0
    assert standing(data)["done"] == 2
    assert seed(*TWO, "--limit", "3").returncode == 0
    assert standing(data)["done"] == 5


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("styles.csv", "phrase,why\nlinocut,x\n"),
        ("styles.csv", "linocut\n"),
        ("styles.json", json.dumps(["linocut"])),
        ("styles.json", json.dumps([{"phrase": "linocut"}])),
    ],
)
def test_styles_may_come_from_a_file(seed: Seed, data: Path, tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text)
    answer = seed("--styles", str(tmp_path / name), "--subjects", "lighthouse", "--models", "brush", "--dry-run")
    assert "2 cells asked for, 2 to make" in answer.stdout, answer.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--styles", "linocot"), "Did you mean “linocut”"),
        (("--models", "local:nothing"), "there is no image model “local:nothing”"),
        (("--subjects", ""), "no subject named"),
        (("--limit", "0"), "--limit"),
        (("--frobnicate",), "unrecognized arguments"),
        (("--styles", "missing.csv"), "can't be read"),
    ],
)
def test_a_wrong_call_ends_with_2_and_says_why(seed: Seed, arguments: tuple[str, ...], told: str) -> None:
    answer = seed(*arguments)
    assert (answer.returncode, told in answer.stderr) == (2, True), answer.stderr


def test_a_bad_catalogue_ends_with_2_and_names_the_line(script: Seed, data: Path) -> None:
    (data / "catalog.toml").write_text('[[style]]\nslug = "x"\nphrase = \n')
    answer = script()
    assert (answer.returncode, "line 3" in answer.stderr) == (2, True)
    assert "Traceback" not in answer.stderr


def test_curating_picks_one_render_a_style(seed: Seed, data: Path) -> None:
    answer = seed(*TWO, "--curate")
    assert "Default set: 2 renders" in answer.stdout


def test_two_seeds_at_once_make_every_cell_once(data: Path, tmp_path: Path) -> None:
    call = [sys.executable, str(ROOT / "seed_data.py"), *TWO]
    both = [subprocess.Popen(call, env=environment(data), cwd=tmp_path, stdout=subprocess.PIPE) for _ in range(2)]
    assert [process.communicate(timeout=120)[0] is not None and process.returncode for process in both] == [0, 0]
    assert standing(data) == SIX


def begin(data: Path, tmp_path: Path) -> subprocess.Popen[str]:
    """A seed of 15 cells, on its way: the first pictures stand."""
    styles = "linocut,pixel art,watercolour,gouache"
    call = [sys.executable, str(ROOT / "seed_data.py"), "--subjects", "lighthouse", "--styles", styles]
    process = subprocess.Popen(call, env=environment(data), cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while len(list(data.glob("images/*/*/*-thumb.webp"))) < 3:
        assert process.poll() is None
        assert time.monotonic() < until
        time.sleep(0.02)
    return process


def test_ctrl_c_leaves_nothing_half_done(data: Path, tmp_path: Path) -> None:
    with begin(data, tmp_path) as process:
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    assert (process.returncode, "Stopped." in out) == (130, True)
    left = standing(data)
    assert (left.get("pending", 0), left["without file"]) == (0, 0)
    assert left["files"] == 3 * left["done"]


def test_after_kill_9_the_next_run_does_the_rest(seed: Seed, data: Path, tmp_path: Path) -> None:
    with begin(data, tmp_path) as process:
        process.kill()
    answer = seed("--styles", "linocut", "--subjects", "lighthouse", "--models", "brush,graver,poster")
    assert answer.returncode == 0, answer.stderr
    left = standing(data)
    assert left["without file"] == 0
    assert left["done"] >= 6
