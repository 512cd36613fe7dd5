"""The least that Litestar can be: what start-up time and memory are compared with."""

from __future__ import annotations

import sys

import uvicorn
from litestar import Litestar, get


@get("/", sync_to_thread=False)
def home() -> str:
    return "hello"


if __name__ == "__main__":
    app = Litestar([home])
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), access_log=False, log_level="error")
