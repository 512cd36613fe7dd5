"""People who sign up through the front door."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count

import httpx
import pytest

from tests.instance import Instance

PASSWORD = "seven grey herons"
NUMBERS = count(1)
Joined = tuple[httpx.Client, str]
Joiner = Callable[[], Joined]
Browsers = Callable[[], httpx.Client]


@pytest.fixture
def browsers(instance: Instance) -> Iterator[Browsers]:
    """Makes clients with cookies of their own."""
    with ExitStack() as clients:
        yield lambda: clients.enter_context(httpx.Client(base_url=instance.url, timeout=20))


@pytest.fixture
def join(browsers: Browsers) -> Joiner:
    """Signs somebody up: their client, and their address. The password is `PASSWORD`."""

    def sign_up() -> Joined:
        client, email = browsers(), f"joined-{next(NUMBERS)}@example.org"
        answer = client.post("/api/auth/register", json={"email": email, "password": PASSWORD})
        assert answer.status_code == 201, answer.text
        return client, email

    return sign_up


def signed_in(client: httpx.Client) -> bool:
    """Whether the instance knows who asks."""
    return client.get("/api/auth/me").status_code == 200
