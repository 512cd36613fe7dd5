"""How an instance stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from app.web.health import Check, Standing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.conftest import Client


Checks = dict[str, "Callable[[], Check]"]


def test_without_complaints_it_is_well(client: Client, checks: Checks) -> None:
    checks["database"] = lambda: Check("ok")
    answer = client.get("/health")
    assert answer.json() == {"status": "ok", "checks": {"database": {"status": "ok", "detail": ""}}}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("standings", "worst", "status"),
    [(["ok", "degraded"], "degraded", 200), (["down", "ok"], "down", 503), (["degraded", "down"], "down", 503)],
)
def test_the_worst_check_decides(
    client: Client, checks: Checks, standings: list[Standing], worst: str, status: int
) -> None:
    for number, standing in enumerate(standings):
        checks[f"part {number}"] = partial(Check, standing, "why")
    answer = client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (status, worst)


def test_a_check_that_fails_counts_as_down_and_tells_no_secret(client: Client, checks: Checks) -> None:
    def broken() -> Check:
        raise OSError("/secret/path")

    checks["disk"] = broken
    answer = client.get("/health")
    assert answer.status_code == 503
    assert "secret" not in answer.text


def test_every_request_asks_anew(client: Client, checks: Checks) -> None:
    checks["part"] = lambda: Check("ok")
    client.get("/health")
    checks["part"] = lambda: Check("degraded", "slow")
    assert client.get("/health").json()["status"] == "degraded"
