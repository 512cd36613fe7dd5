"""An instance that knows a Google and a GitHub, both of them ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from app.accounts.oauth import Google, OAuth
from app.web.rates import Rates
from tests.instance import Instance, running_instance
from tests.oauth_provider import CLIENT, SECRET, Provider, Who, running_provider

SignIn = Callable[..., httpx.Response]


@pytest.fixture(scope="session")
def providers() -> Iterator[Provider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory, providers: Provider) -> Iterator[Instance]:
    environ = {
        "GOOGLE_CLIENT_ID": CLIENT,
        "GOOGLE_CLIENT_SECRET": SECRET,
        "GOOGLE_DISCOVERY_URL": f"{providers.url}/.well-known/openid-configuration",
        "GITHUB_CLIENT_ID": CLIENT,
        "GITHUB_CLIENT_SECRET": SECRET,
        "GITHUB_BASE_URL": providers.url,
        "GITHUB_API_BASE_URL": f"{providers.url}/api",
    }
    with running_instance(tmp_path_factory.mktemp("linking"), environ=environ) as running:
        running.rooms.accounts.rates = Rates(times=1000)
        yield running


@pytest.fixture
def provider(instance: Instance, providers: Provider) -> Iterator[Provider]:
    """The one that plays both, well-behaved; nothing that it said before is remembered."""
    providers.reset()
    accounts = instance.rooms.accounts
    accounts.oauth = OAuth(accounts.settings)
    yield providers
    providers.reset()


@pytest.fixture
def sign_in(provider: Provider) -> SignIn:
    """Goes all the way there and back with a browser: `sign_in(browser, who)`; returns the last answer."""

    def go(client: httpx.Client, who: Who, by: str = "google", query: str = "") -> httpx.Response:
        there = client.get(f"/auth/{by}{query}", headers={"accept": "text/html"})
        assert there.status_code == 303, there.text
        return client.get(provider.consent(there.headers["location"], who), headers={"accept": "text/html"})

    return go


def me(client: httpx.Client) -> str:
    """The address of whoever a browser is signed in as, or nothing."""
    answer = client.get("/api/auth/me")
    return str(answer.json()["email"]) if answer.status_code == 200 else ""


def google_of(instance: Instance) -> Google:
    """What an instance knows of its Google."""
    google = instance.rooms.accounts.oauth.google
    assert google is not None
    return google
