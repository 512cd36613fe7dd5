"""How long until the first 200, and how much memory then, against a minimal Litestar app under the same server.

Both start as they do in the image: from bytecode, which the first round writes, and without what only the tests need,
which Litestar would load.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench.gallery import fill_first_wall
from bench.measure import ratio, side_by_side
from bench.processes import free_port, resident_mb, running, tessera, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bench.measure import Ratio

ROUNDS = 5
SETTLE_SECONDS = 0.5
NOT_IN_THE_IMAGE = ("attr", "attrs", "pydantic")


class Starts:
    """Starts one command over and over and keeps how much memory it held after its first answer."""

    def __init__(self, command: Sequence[str], port: int, environment: Mapping[str, str] | None = None) -> None:
        self.command, self.port, self.environment = command, port, environment
        self.megabytes: list[float] = []

    def seconds(self) -> float:
        began = time.perf_counter()
        with running(self.command, self.environment) as process:
            wait_for(process, self.port, "/")
            took = time.perf_counter() - began
            time.sleep(SETTLE_SECONDS)
            self.megabytes.append(resident_mb(process.pid))
        return took


def as_in_the_image(folder: Path) -> dict[str, str]:
    """An environment in which Python keeps bytecode in `folder` and finds nothing of `NOT_IN_THE_IMAGE`."""
    hiding = "".join(f"sys.modules[{name!r}] = None\n" for name in NOT_IN_THE_IMAGE)
    (folder / "sitecustomize.py").write_text(f"import sys\n{hiding}")
    return {"PYTHONPYCACHEPREFIX": str(folder / "bytecode"), "PYTHONDONTWRITEBYTECODE": "", "PYTHONPATH": str(folder)}


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        fill_first_wall(data)
        port, other = free_port(), free_port()
        command, environment = tessera(port, data)
        image = as_in_the_image(folder)
        ours = Starts(command, port, environment | image)
        theirs = Starts([sys.executable, "-m", "bench.minimal", str(other)], other, image)
        taken = side_by_side(ours.seconds, theirs.seconds, ROUNDS)
        yield ratio("start to first 200, of minimal", taken, goal=1.6, better="less", unit="ms", scale=1000)
        held = list(zip(ours.megabytes[1:], theirs.megabytes[1:], strict=True))
        yield ratio("memory after it, of minimal", held, goal=1.35, better="less", unit="MB")
