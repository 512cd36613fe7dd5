"""What tests do with passkeys, through HTTP."""

from __future__ import annotations

from typing import Any

import httpx

from app.accounts.passkeys.domain import needed_domain
from tests.authenticator import Authenticator
from tests.instance import Instance

JSON = {"accept": "application/json"}


def device_for(instance: Instance, *, count: int = 1) -> Authenticator:
    """A device whose browser is at the instance."""
    return Authenticator(needed_domain(instance.rooms.accounts.site).origin, count=count)


def told(client: httpx.Client, path: str) -> dict[str, Any]:
    """The options at a path."""
    answer = client.post(path)
    assert answer.status_code == 200, answer.text
    options: dict[str, Any] = answer.json()
    return options


def add(client: httpx.Client, device: Authenticator, name: str = "") -> dict[str, Any]:
    """Add a device's passkey to the account of a signed-in client."""
    credential = device.create(told(client, "/api/settings/passkeys/options"))
    answer = client.post("/api/settings/passkeys", json={"credential": credential, "name": name})
    assert answer.status_code == 201, answer.text
    added: dict[str, Any] = answer.json()
    return added


def sign_in(client: httpx.Client, device: Authenticator) -> httpx.Response:
    """Sign in with nothing but a device."""
    credential = device.get(told(client, "/api/passkeys/signin/options"))
    return client.post("/api/passkeys/signin", json={"credential": credential})


def passkeys(client: httpx.Client) -> list[dict[str, Any]]:
    """The passkeys that a signed-in client sees in the settings."""
    listed: list[dict[str, Any]] = client.get("/api/settings/security").json()["passkeys"]
    return listed
