"""Liveness and readiness with reasons, at `/health`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Literal

import msgspec
from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

logger = logging.getLogger("tessera.web")

Standing = Literal["ok", "degraded", "down"]


class Check(msgspec.Struct, frozen=True):
    """How one part stands, and why when it is not well."""

    status: Standing
    detail: str = ""


class Health(msgspec.Struct, frozen=True):
    """The worst of the checks. `degraded` still serves (200); `down` does not (503)."""

    status: Standing
    checks: dict[str, Check]


Checks = Mapping[str, Callable[[], Check]]


def take(checks: Checks) -> Health:
    """Runs every check. One that raises counts as down, and tells only that it failed."""
    found = {name: _one(name, check) for name, check in checks.items()}
    order: tuple[Standing, ...] = ("ok", "degraded", "down")
    return Health(max((c.status for c in found.values()), key=order.index, default="ok"), found)


def _one(name: str, check: Callable[[], Check]) -> Check:
    try:
        return check()
    except Exception:
        logger.exception("The health check %s failed", name)
        return Check("down", "The check itself failed; the log says why.")


def health_route(checks: Checks) -> HTTPRouteHandler:
    """The handler of `/health`. Checks run on the event loop, so each takes a millisecond at most."""

    @get("/health", tags=["instance"], summary="How this instance stands", operation_id="health", sync_to_thread=False)
    def health() -> Response[Health]:
        """`ok` and `degraded` answer with 200, `down` with 503. Each check says why it is not well."""
        taken = take(checks)
        status = 503 if taken.status == "down" else 200
        return Response(taken, status_code=status, headers={"cache-control": "no-store"})

    return health
