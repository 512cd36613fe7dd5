"""The log: one line an event on standard error, with the level, the room and the time in UTC.

Addresses are logged without their query strings, and what requests carry (bodies, cookies, headers) never is.
"""

from __future__ import annotations

import logging
import time

QUIET = ("uvicorn.error", "httpx", "httpcore", "httpx2", "httpcore2", "asyncio", "multipart", "PIL")


def configure_logging(level: str) -> None:
    """Sends the program's log at `level` and above to standard error; libraries that log addresses from warning on."""
    formatter = logging.Formatter("%(asctime)sZ %(levelname)-7s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
