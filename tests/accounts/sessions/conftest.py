"""More sessions of one person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from app.accounts.people.queries import by_email
from app.accounts.sessions.sessions import begin
from app.web.sender import Whence
from tests.instance import Instance

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
Elsewhere = Callable[[str], httpx.Client]


@pytest.fixture
def elsewhere(instance: Instance) -> Iterator[Elsewhere]:
    """Signs a person in on another device, and makes a client that holds that session."""
    accounts = instance.rooms.accounts
    with ExitStack() as clients:

        def sign_in(email: str) -> httpx.Client:
            with accounts.store.write() as db:
                user = by_email(db, email)
                assert user is not None
                token = begin(db, user.id, "passkey", accounts.now(), Whence("203.0.113.9", FIREFOX))
            cookies = {"session": token.raw}
            return clients.enter_context(httpx.Client(base_url=instance.url, timeout=20, cookies=cookies))

        yield sign_in


def status(client: httpx.Client) -> int:
    """What a client is told when it asks who it is."""
    return client.get("/api/auth/me").status_code
