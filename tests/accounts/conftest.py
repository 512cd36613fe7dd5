"""One instance for the folder's quick tests; a test that changes limits or settings runs its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import count

import httpx
import pytest

from app.accounts.passwords import hash_password
from app.accounts.people.queries import add_user
from app.accounts.sessions.sessions import begin
from app.web.rates import Rates
from app.web.sender import Whence
from tests.instance import Instance, running_instance
from tests.outbox import Outbox

NUMBERS = count(1)
Member = Callable[..., httpx.Client]


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("accounts")) as running:
        running.rooms.accounts.rates = Rates(times=1000)  # all tests come from one address
        yield running


@pytest.fixture
def outbox(instance: Instance) -> Outbox:
    """The letters that the instance wrote: `outbox.latest("ada@example.org", "verify").link`."""
    return Outbox(instance.rooms.settings.data_folder / "outbox")


@pytest.fixture
def browser(instance: Instance) -> Iterator[httpx.Client]:
    """A client with cookies of its own."""
    with httpx.Client(base_url=instance.url, timeout=20) as client:
        yield client


@pytest.fixture
def member(instance: Instance) -> Iterator[Member]:
    """Makes a person and a client that is signed in as them: `member("ada@example.org", admin=True)`.

    Without a password they have none; without `fresh` they signed in an hour ago.
    """
    accounts = instance.rooms.accounts
    with ExitStack() as clients:

        def make(
            email: str = "", *, password: str = "", verified: bool = True, admin: bool = False, fresh: bool = True
        ) -> httpx.Client:
            email = email or f"member-{next(NUMBERS)}@example.org"
            kept = hash_password(password) if password else None
            since = accounts.now() - (timedelta(0) if fresh else timedelta(hours=1))
            with accounts.store.write() as db:
                user_id = add_user(db, email, since, password_hash=kept, verified=verified, admin=admin)
                token = begin(db, user_id, "password", since, Whence("127.0.0.1", "tests"))
            cookies = {"session": token.raw}
            return clients.enter_context(httpx.Client(base_url=instance.url, timeout=20, cookies=cookies))

        yield make
