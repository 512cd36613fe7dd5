"""Which providers an instance offers."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from app.settings import SettingsError, load_settings
from tests.instance import running_instance

HTML = {"accept": "text/html"}


def test_without_keys_there_is_nothing(tmp_path: Path) -> None:
    with running_instance(tmp_path) as instance:
        client = instance.client
        for path in ("/auth/google", "/auth/github", "/auth/google?next=/styles"):
            assert client.get(path, headers=HTML).status_code == 404
        assert client.post("/auth/google", json={"credential": "x"}).status_code == 404
        assert "/auth/" not in client.get("/signin", headers=HTML).text


def test_one_of_two_is_one(tmp_path: Path) -> None:
    with running_instance(tmp_path, environ={"GITHUB_CLIENT_ID": "a", "GITHUB_CLIENT_SECRET": "b"}) as instance:
        page = instance.client.get("/signin", headers=HTML).text
        assert "Continue with GitHub" in page
        assert "Google" not in page
        assert instance.client.get("/auth/google", headers=HTML).status_code == 404
        there = httpx.URL(instance.client.get("/auth/github").headers["location"])
        assert (there.scheme, there.host, there.path) == ("https", "github.com", "/login/oauth/authorize")


def test_on_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    environ = {
        "GITHUB_CLIENT_ID": "a",
        "GITHUB_CLIENT_SECRET": "b",
        "BASE_URL": "https://gallery.example",
    }
    with running_instance(tmp_path, environ=environ) as instance:
        there = instance.client.get("/auth/github")
        assert there.headers["set-cookie"].startswith("__Host-oauth=")
        assert "secure" in there.headers["set-cookie"].lower()
        back = httpx.URL(there.headers["location"]).params["redirect_uri"]
        assert back == "https://gallery.example/auth/github/callback"


@pytest.mark.parametrize(
    "environ",
    [
        {"GITHUB_CLIENT_ID": "a"},
        {"GITHUB_CLIENT_SECRET": "b"},
        {"GOOGLE_CLIENT_SECRET": "b"},
        {"GOOGLE_DISCOVERY_URL": "accounts.google.com"},
        {"GITHUB_BASE_URL": "ftp://github.com"},
        {"GITHUB_API_BASE_URL": "https://"},
    ],
)
def test_half_a_setting_is_refused_by_name(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=next(iter(environ))):
        load_settings(environ, None)
