"""People with a second step, and the first one of their sign-ins."""

from __future__ import annotations

from itertools import count
from typing import NamedTuple

import httpx

from tests.accounts.conftest import Member
from tests.authenticator import Authenticator
from tests.instance import Instance
from tests.passkeys import add, device_for

PASSWORD = "seven grey herons"
SECOND, SWITCH, CODES = "/api/signin/second", "/api/settings/second-step", "/api/settings/recovery-codes"
NUMBERS = count(1)


class Guarded(NamedTuple):
    """A person with a password, a passkey, the second step and its codes; `client` is signed in."""

    email: str
    client: httpx.Client
    device: Authenticator
    codes: list[str]


def guarded(instance: Instance, member: Member) -> Guarded:
    """A new such person."""
    email = f"guarded-{next(NUMBERS)}@example.org"
    client, device = member(email, password=PASSWORD), device_for(instance)
    add(client, device)
    answer = client.put(SWITCH)
    assert answer.status_code == 201, answer.text
    return Guarded(email, client, device, answer.json()["codes"])


def first_step(client: httpx.Client, person: Guarded) -> httpx.Response:
    """Sign in by password, as far as that goes."""
    return client.post("/api/auth/login", json={"email": person.email, "password": PASSWORD})
