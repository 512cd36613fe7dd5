"""Against a real OpenID provider, by its own pages (`oidc-provider-mock`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.accounts.linking.conftest import me
from tests.instance import Instance, running_instance

pytestmark = [
    # It is built with parts of authlib and Flask that those want to see replaced.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
]
PEOPLE = {
    "ada": {"email": "ada@example.org", "email_verified": True, "name": "Ada"},
    "eve": {"email": "eve@example.org", "email_verified": False},
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance beside such a provider."""
    with pytest.warns(DeprecationWarning, match="authlib"):
        from oidc_provider_mock import User, run_server_in_thread
    people = [User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with run_server_in_thread(user_claims=people) as server:
        environ = {
            "GOOGLE_CLIENT_ID": "tessera",
            "GOOGLE_CLIENT_SECRET": "secret",
            "GOOGLE_DISCOVERY_URL": f"http://localhost:{server.server_port}/.well-known/openid-configuration",
        }
        with running_instance(Path(tmp_path_factory.mktemp("openid")), environ=environ) as running:
            yield running


def there_and_back(client: httpx.Client, **form: str) -> httpx.Response:
    """Signs in, or not, on the provider's page."""
    there = client.get("/auth/google").headers["location"]
    decided = httpx.post(there, data=form)
    assert decided.status_code == 302, decided.text
    back = httpx.URL(decided.headers["location"])
    return client.get(f"{back.path}?{back.query.decode()}", headers={"accept": "text/html"})


def test_somebody_signs_in_and_comes_again(real: Instance) -> None:
    with httpx.Client(base_url=real.url) as first, httpx.Client(base_url=real.url) as second:
        assert there_and_back(first, sub="ada").status_code == 303
        assert there_and_back(second, sub="ada").status_code == 303
        ids = {client.get("/api/auth/me").json()["id"] for client in (first, second)}
        assert (me(first), len(ids)) == ("ada@example.org", 1)


def test_an_address_that_it_has_not_confirmed_makes_no_account(real: Instance) -> None:
    with httpx.Client(base_url=real.url) as client:
        assert there_and_back(client, sub="eve").status_code == 403
        assert me(client) == ""


def test_somebody_says_no(real: Instance) -> None:
    with httpx.Client(base_url=real.url) as client:
        answer = there_and_back(client, action="deny")
        assert (answer.status_code, me(client)) == (403, "")
        assert "You went back" in answer.text
