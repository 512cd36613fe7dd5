"""GitHub: the code flow, and the verified primary address."""

from __future__ import annotations

import httpx
import pytest

from tests.accounts.linking.conftest import SignIn, me
from tests.oauth_provider import Provider, challenge, somebody, told

HTML = {"accept": "text/html"}


def test_a_new_person_gets_an_account_with_the_primary_address(browser: httpx.Client, sign_in: SignIn) -> None:
    who = somebody()
    assert sign_in(browser, who, "github").headers["location"] == "/dashboard"
    told = browser.get("/api/auth/me").json()
    assert (told["email"], told["email_verified"]) == (who.email, True)


def test_pkce_goes_along(browser: httpx.Client, provider: Provider) -> None:
    there = browser.get("/auth/github").headers["location"]
    asked = provider.read(there)
    assert there.startswith(f"{provider.url}/login/oauth/authorize?")
    assert (asked["scope"], asked["code_challenge_method"]) == ("user:email", "S256")
    browser.get(provider.consent(there, somebody()))
    assert challenge(provider.seen[-1]["code_verifier"]) == asked["code_challenge"]


def test_the_number_counts_and_not_the_login(browser: httpx.Client, sign_in: SignIn) -> None:
    who = somebody()
    sign_in(browser, who, "github")
    browser.cookies.clear()
    sign_in(browser, somebody()._replace(login=who.login), "github")
    assert me(browser) not in ("", who.email)
    browser.cookies.clear()
    sign_in(browser, who._replace(login="renamed", email="other@example.org"), "github")
    assert me(browser) == who.email


def test_an_unverified_address_opens_nothing(browser: httpx.Client, sign_in: SignIn) -> None:
    answer = sign_in(browser, somebody(verified=False), "github")
    assert (answer.status_code, me(browser)) == (403, "")
    assert "not confirmed at GitHub" in answer.text


def test_a_verified_address_that_is_not_the_primary_one_does_not_count(
    browser: httpx.Client, provider: Provider, sign_in: SignIn
) -> None:
    provider.instead["/api/user/emails"] = lambda: told(
        [{"email": "second@example.org", "primary": False, "verified": True}]
    )
    assert sign_in(browser, somebody(), "github").status_code == 403
    assert me(browser) == ""


def test_a_code_that_was_used_is_refused(browser: httpx.Client, provider: Provider) -> None:
    first = provider.consent(browser.get("/auth/github").headers["location"], somebody())
    browser.get(first)
    browser.cookies.clear()
    state = provider.read(browser.get("/auth/github").headers["location"])["state"]
    code = httpx.URL(first).params["code"]
    answer = browser.get("/auth/github/callback", params={"code": code, "state": state}, headers=HTML)
    assert (answer.status_code, me(browser)) == (401, "")
    assert "GitHub did not confirm it" in answer.text


def test_an_error_that_comes_as_a_200_is_one(browser: httpx.Client, provider: Provider, sign_in: SignIn) -> None:
    """GitHub says so of codes that are too old."""
    provider.instead["/login/oauth/access_token"] = lambda: told({"error": "bad_verification_code"})
    assert sign_in(browser, somebody(), "github").status_code == 401


@pytest.mark.parametrize(
    ("path", "thing"),
    [
        ("/login/oauth/access_token", {"access_token": 7, "token_type": "bearer"}),
        ("/login/oauth/access_token", {"access_token": "x", "token_type": 7}),
        ("/login/oauth/access_token", {"access_token": "x", "token_type": "mac"}),
        ("/login/oauth/access_token", {"access_token": "x\r\nx-evil: 1", "token_type": "bearer"}),
        ("/login/oauth/access_token", {"access_token": "x", "expires_in": "soon"}),
        ("/login/oauth/access_token", ["x"]),
        ("/login/oauth/access_token", {}),
        ("/api/user", {"id": "7", "login": "x"}),
        ("/api/user", {"message": "Bad credentials"}),
        ("/api/user/emails", {"message": "Not Found"}),
        ("/api/user/emails", [{"email": None}]),
    ],
)
def test_nonsense_is_told_as_such(
    browser: httpx.Client, provider: Provider, sign_in: SignIn, path: str, thing: object
) -> None:
    provider.instead[path] = lambda: told(thing)
    answer = sign_in(browser, somebody(), "github")
    assert (answer.status_code, me(browser)) == (503, "")
    assert "GitHub does not answer" in answer.text
