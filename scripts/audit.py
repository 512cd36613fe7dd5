"""Lighthouse on a filled gallery, as a phone: `python -m scripts.audit`.

Serves a first wall of its own on loopback, asks Lighthouse three times about each kind of page and prints the medians
of its four scores. The exit status is 1 when one of them is below 100, or when what it needs can't be brought.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import httpx
import msgspec

from scripts.find_chromium import bring as bring_chromium
from scripts.find_program import bring as bring_program

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
PINNED = ROOT / "scripts/lighthouse"
TOOL = ROOT / "build/lighthouse"
ROUNDS = 3
KINDS = ("performance", "accessibility", "best-practices", "seo")
STARTING = re.compile(r"Tessera is at (\S+)")


class Score(msgspec.Struct):
    """A category of a Lighthouse report; no score when it could not be worked out."""

    score: float | None = None


class Report(msgspec.Struct):
    """What we read of a Lighthouse report."""

    categories: dict[str, Score]


class Audit(msgspec.Struct):
    """One audit of a report."""

    title: str
    score: float | None = None


class Complaints(msgspec.Struct):
    """The audits of a report."""

    audits: dict[str, Audit]


def install() -> Path:
    """Lighthouse as `scripts/lighthouse` pins it, installed below `build/` unless it is there already."""
    program = TOOL / "node_modules/lighthouse/cli/index.js"
    lock = (PINNED / "package-lock.json").read_text()
    stamp = TOOL / "package-lock.json"
    if not program.exists() or stamp.read_text() != lock:
        TOOL.mkdir(parents=True, exist_ok=True)
        shutil.copy(PINNED / "package.json", TOOL)
        shutil.copy(PINNED / "package-lock.json", TOOL)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=TOOL, check=True)
    return program


@contextmanager
def gallery() -> Iterator[httpx.Client]:
    """A client of a server of our own, once its first wall is full."""
    with tempfile.TemporaryDirectory(prefix="tessera-audit-") as folder:
        environment = os.environ | {"DATA_DIR": folder, "PORT": "0", "SEED_ON_START": "1"}
        server = subprocess.Popen(
            [sys.executable, "-m", "app", "serve"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None
            found = next(filter(None, (STARTING.search(line) for line in server.stdout)))
            with httpx.Client(base_url=found[1], timeout=30) as client:
                wait_until_full(client)
                yield client
        finally:
            server.terminate()
            server.wait(20)


def wait_until_full(client: httpx.Client) -> None:
    """Until every picture that was ordered is drawn, so that nothing competes with the measuring."""
    until = time.monotonic() + 600
    while client.get("/health").json() and time.monotonic() < until:
        before = client.get("/api/matrix").json()
        if before["done"] and not before["filling"] and quiet(client):
            return
        time.sleep(2)
    raise TimeoutError("the wall was not filled in ten minutes")


def quiet(client: httpx.Client) -> bool:
    """Whether no picture has come in the last six seconds."""
    tag = client.get("/api/styles").headers["etag"]
    time.sleep(6)
    return bool(client.get("/api/styles").headers["etag"] == tag)


def addresses(client: httpx.Client) -> dict[str, str]:
    """One page of each kind."""
    row = client.get("/api/matrix").json()["families"][0]["rows"][0]
    return {
        "wall": "/",
        "style": row["url"],
        "render": next(cell["url"] for cell in row["cells"] if cell["url"]),
        "search": "/search?q=painting",
    }


def ask(program: Path, url: str, chromium: str) -> bytes:
    """One Lighthouse report as JSON."""
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = ["node", str(program), url, "--quiet", "--output=json", f"--only-categories={','.join(KINDS)}"]
    done = subprocess.run(
        [*command, f"--chrome-flags={flags}"],
        env=os.environ | {"CHROME_PATH": chromium},
        capture_output=True,
        check=False,
        timeout=180,
    )
    if done.returncode:
        raise SystemExit(f"Lighthouse could not measure {url}:\n{done.stderr.decode()[-2000:]}")
    return done.stdout


def scores(report: bytes) -> list[int]:
    """The four scores of a report, 0 to 100."""
    categories = msgspec.json.decode(report, type=Report).categories
    return [round(100 * (categories[kind].score or 0)) for kind in KINDS]


def complaints(report: bytes) -> list[str]:
    """The titles of what did not pass."""
    audits = msgspec.json.decode(report, type=Complaints).audits
    return [audit.title for audit in audits.values() if audit.score is not None and audit.score < 0.9]


def measure(program: Path, client: httpx.Client, chromium: str) -> bool:
    """Prints a line a page; whether all of them came to 100."""
    perfect = True
    print(f"{'':10}" + "".join(f"{kind:>16}" for kind in KINDS))
    for name, path in addresses(client).items():
        reports = [ask(program, str(client.base_url.join(path)), chromium) for _ in range(ROUNDS)]
        middle = [int(median(column)) for column in zip(*map(scores, reports), strict=True)]
        print(f"{name:10}" + "".join(f"{score:16}" for score in middle), flush=True)
        if min(middle) < 100:
            perfect = False
            print("          " + "; ".join(complaints(reports[-1])))
    return perfect


def main() -> int:
    chromium = bring_chromium()
    if chromium is None or bring_program("node") is None or bring_program("npm") is None:
        print("make audit needs Chromium, Node.js 18 or later and npm: apt-get install chromium nodejs npm")
        return 1
    program = install()
    with gallery() as client:
        return 0 if measure(program, client, chromium) else 1


if __name__ == "__main__":
    sys.exit(main())
