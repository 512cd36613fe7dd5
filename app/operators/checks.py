"""What `/health` looks at."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from app.web.health import Check

if TYPE_CHECKING:
    from app.database import Store
    from app.engine.runner import Engine
    from app.media.files import Files
    from app.web.health import Checks

LITTLE_SPACE = 256 << 20


def checks_of(store: Store, files: Files, engine: Engine) -> Checks:
    """The database answers, the disk has room, the engine draws."""

    def database() -> Check:
        store.revision()
        return Check("ok")

    def disk() -> Check:
        free = shutil.disk_usage(files.root).free
        if free < LITTLE_SPACE:
            return Check("degraded", f"{free >> 20} MB left in the data folder. When it is full, new pictures fail.")
        return Check("ok")

    def drawing() -> Check:
        if not engine.alive:
            return Check("degraded", "The engine has stopped: pages are served, but nothing new is made. Restart.")
        if engine.trouble:
            return Check("degraded", f"Nothing new is made: {engine.trouble}. It goes on by itself when that is over.")
        return Check("ok")

    return {"database": database, "disk": disk, "engine": drawing}
