"""Where passkeys are good."""

from __future__ import annotations

import httpx
import pytest

from app.accounts.passkeys.domain import Domain, domain_of
from tests.accounts.conftest import Member
from tests.instance import Instance


@pytest.mark.parametrize(
    ("site", "domain"),
    [
        ("https://gallery.example", Domain("gallery.example", "https://gallery.example")),
        ("https://Gallery.Example:443", Domain("gallery.example", "https://gallery.example")),
        ("https://gallery.example:8443", Domain("gallery.example", "https://gallery.example:8443")),
        ("https://b\u00fccher.example", Domain("xn--bcher-kva.example", "https://xn--bcher-kva.example")),
        ("http://localhost:8000", Domain("localhost", "http://localhost:8000")),
        ("http://127.0.0.1:8000", Domain("localhost", "http://localhost:8000")),
        ("http://[::1]:8000", Domain("localhost", "http://localhost:8000")),
        ("http://gallery.localhost", Domain("gallery.localhost", "http://gallery.localhost")),
    ],
)
def test_a_secure_page_with_a_name_takes_passkeys(site: str, domain: Domain) -> None:
    assert domain_of(site) == domain


@pytest.mark.parametrize("site", ["http://gallery.example", "http://192.168.1.7:8000", "https://192.0.2.7", "https://"])
def test_no_other_page_does(site: str) -> None:
    assert domain_of(site) is None


def test_where_there_are_none_a_program_is_told_why(
    instance: Instance, browser: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance.rooms.accounts, "site", "http://gallery.example")
    answer = browser.post("/api/passkeys/signin/options")
    assert (answer.status_code, answer.json()["code"]) == (409, "passkeys_unavailable")


def test_where_there_are_none_a_person_is_offered_none(
    instance: Instance, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(instance.rooms.accounts, "site", "http://gallery.example")
    client = member()
    settings, door = (
        client.get(path, headers={"accept": "text/html"}).text for path in ("/settings/security", "/signin")
    )
    assert ("BASE_URL" in settings, "data-passkey" in settings, "data-passkey" in door) == (True, False, False)
