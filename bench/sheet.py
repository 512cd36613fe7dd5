"""One page of a given compressed size on Tessera's platform: `python -m bench.sheet PORT DATA BYTES`."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from litestar import get

from app.media.files import Files
from app.settings import load_settings
from app.web.app import build_app
from app.web.server import serve

TEXT = f"<!doctype html><title>Sheet</title>{random.Random(1).randbytes(int(sys.argv[3])).hex()}"


@get("/", opt={"public": True}, media_type="text/html", sync_to_thread=False, include_in_schema=False)
def sheet() -> str:
    return TEXT


if __name__ == "__main__":
    data = Path(sys.argv[2])
    settings = load_settings({"PORT": sys.argv[1], "DATA_DIR": str(data)}, None)
    serve(settings, build_app([sheet], settings=settings, dependencies={}, version=lambda: 1, images=Files(data)))
