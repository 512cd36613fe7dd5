"""Google by the code flow: there with PKCE, state and nonce, and back once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.accounts.linking.journey import JOURNEYS
from app.web.rates import Rates
from tests.accounts.conftest import Member
from tests.accounts.linking.conftest import SignIn, me
from tests.instance import Instance
from tests.oauth_provider import CLIENT, Provider, challenge, somebody

HTML, JSON = {"accept": "text/html"}, {"accept": "application/json"}


def test_a_new_person_gets_a_verified_account_and_is_signed_in(browser: httpx.Client, sign_in: SignIn) -> None:
    answer = sign_in(browser, somebody("new@example.org", name="Ada  King"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")
    told = browser.get("/api/auth/me").json()
    assert (told["email"], told["email_verified"], told["name"]) == ("new@example.org", True, "Ada King")


def test_one_returns_to_where_one_wanted_to_go(browser: httpx.Client, sign_in: SignIn) -> None:
    answer = sign_in(browser, somebody("back@example.org"), query="?next=/settings/keys")
    assert answer.headers["location"] == "/settings/keys"


@pytest.mark.parametrize("elsewhere", ["//evil.example", "https://evil.example", "/\\evil.example", "evil"])
def test_one_never_returns_to_another_site(browser: httpx.Client, sign_in: SignIn, elsewhere: str) -> None:
    answer = sign_in(browser, somebody(), query=f"?next={elsewhere}")
    assert answer.headers["location"] == "/dashboard"


def test_what_goes_there_says_what_it_must_and_no_secret(browser: httpx.Client, provider: Provider) -> None:
    there = browser.get("/auth/google")
    asked = provider.read(there.headers["location"])
    assert there.headers["location"].startswith(f"{provider.url}/authorize?")
    assert asked["response_type"] == "code"
    assert asked["client_id"] == CLIENT
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"].endswith("/auth/google/callback")
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert "tessera-secret" not in there.headers["location"]
    assert "code_verifier" not in asked


def test_the_verifier_fits_the_challenge(browser: httpx.Client, provider: Provider, sign_in: SignIn) -> None:
    there = browser.get("/auth/google")
    asked = provider.read(there.headers["location"])
    browser.get(provider.consent(there.headers["location"], somebody("pkce@example.org")))
    assert challenge(provider.seen[-1]["code_verifier"]) == asked["code_challenge"]
    assert me(browser) == "pkce@example.org"


def test_a_code_without_its_verifier_opens_nothing(instance: Instance, provider: Provider) -> None:
    """Whoever injects a code that was stolen from another browser has a verifier, but not that one."""
    with httpx.Client(base_url=instance.url) as victim, httpx.Client(base_url=instance.url) as thief:
        stolen = provider.consent(victim.get("/auth/google").headers["location"], somebody("victim@example.org"))
        state = provider.read(thief.get("/auth/google").headers["location"])["state"]
        code = httpx.URL(stolen).params["code"]
        answer = thief.get("/auth/google/callback", params={"code": code, "state": state}, headers=HTML)
        assert (answer.status_code, me(thief)) == (401, "")
        assert "did not confirm" in answer.text


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": ""},
        {"aud": "another-client"},
        {"iss": "https://evil.example"},
        {"exp": 1_000_000_000},
    ],
)
def test_a_token_that_is_not_the_answer_to_this_journey_is_none(
    browser: httpx.Client, provider: Provider, sign_in: SignIn, claims: dict[str, object]
) -> None:
    provider.claims.update(claims)
    answer = sign_in(browser, somebody())
    assert (answer.status_code, me(browser)) == (401, "")
    assert "Google did not confirm it" in answer.text


def test_a_token_of_another_journey_is_none(browser: httpx.Client, provider: Provider) -> None:
    """Whoever can swap what the token endpoint says has the token of somebody's other sign-in."""
    first = provider.read(browser.get("/auth/google").headers["location"])["nonce"]
    provider.claims["nonce"] = first
    back = provider.consent(browser.get("/auth/google").headers["location"], somebody())
    assert (browser.get(back, headers=JSON).json()["code"], me(browser)) == ("bad_credential", "")


def test_a_provider_that_wants_the_secret_in_a_header_gets_it_there(
    browser: httpx.Client, provider: Provider, sign_in: SignIn
) -> None:
    provider.discovery["token_endpoint_auth_methods_supported"] = ["client_secret_basic"]
    who = somebody()
    sign_in(browser, who)
    assert me(browser) == who.email
    assert "client_secret" not in provider.sent[-1]


def test_an_answer_that_comes_twice_at_once_counts_once(instance: Instance, provider: Provider) -> None:
    with httpx.Client(base_url=instance.url) as first:
        back = provider.consent(first.get("/auth/google").headers["location"], somebody())
        cookies = {"oauth": first.cookies["oauth"]}
        with ThreadPoolExecutor(6) as many:
            fetched = many.map(lambda _: httpx.get(f"{instance.url}{back}", cookies=cookies, timeout=20), range(6))
            assert sorted(answer.status_code for answer in fetched) == [303] + [400] * 5


def test_nobody_sets_out_without_end(instance: Instance, provider: Provider) -> None:
    accounts = instance.rooms.accounts
    kept, accounts.rates = accounts.rates, Rates()
    try:
        answers = [httpx.get(f"{instance.url}/auth/github", headers=HTML) for _ in range(JOURNEYS.amount + 2)]
    finally:
        accounts.rates = kept
    assert [answer.status_code for answer in answers] == [303] * JOURNEYS.amount + [429] * 2
    assert int(answers[-1].headers["retry-after"]) > 0
    assert answers[0].headers["ratelimit-remaining"] == str(JOURNEYS.amount - 1)


def test_each_journey_has_secrets_of_its_own(browser: httpx.Client, provider: Provider) -> None:
    one, other = (provider.read(browser.get("/auth/google").headers["location"]) for _ in range(2))
    assert not {one[name] for name in ("state", "nonce", "code_challenge")} & set(other.values())


def test_the_cookie_is_out_of_reach_of_scripts_and_short_lived(browser: httpx.Client, provider: Provider) -> None:
    cookie = browser.get("/auth/google").headers["set-cookie"].lower()
    assert cookie.startswith("oauth=")
    for part in ("httponly", "samesite=lax", "path=/", "max-age=600"):
        assert part in cookie


def test_an_answer_counts_once(browser: httpx.Client, provider: Provider) -> None:
    there = browser.get("/auth/google")
    cookie = browser.cookies["oauth"]
    back = provider.consent(there.headers["location"], somebody("once@example.org"))
    assert browser.get(back).status_code == 303
    with httpx.Client(base_url=str(browser.base_url), cookies={"oauth": cookie}) as again:
        answer = again.get(back, headers=HTML)
        assert (answer.status_code, me(again)) == (400, "")


def test_the_way_back_leads_to_the_sign_in(browser: httpx.Client, provider: Provider) -> None:
    answer = browser.get("/auth/google/callback?code=x&state=y", headers=HTML)
    assert answer.status_code == 400
    assert 'href="/signin"' in answer.text
    assert 'href="/auth/google"' in answer.text
    assert "session" not in answer.headers.get("set-cookie", "")


def test_a_callback_without_a_cookie_signs_nobody_in(instance: Instance, provider: Provider) -> None:
    with httpx.Client(base_url=instance.url) as one, httpx.Client(base_url=instance.url) as other:
        back = provider.consent(one.get("/auth/google").headers["location"], somebody("mine@example.org"))
        answer = other.get(back, headers=HTML)
        assert (answer.status_code, me(other)) == (400, "")
        assert one.get(back).status_code == 303
        assert me(one) == "mine@example.org"


def test_two_browsers_cant_be_mixed_up(instance: Instance, provider: Provider) -> None:
    """An attacker has a victim's browser finish the attacker's sign-in; the victim's own still works after."""
    with httpx.Client(base_url=instance.url) as victim, httpx.Client(base_url=instance.url) as attacker:
        own = provider.consent(victim.get("/auth/google").headers["location"], somebody("good@example.org"))
        forged = provider.consent(attacker.get("/auth/google").headers["location"], somebody("bad@example.org"))
        answer = victim.get(forged, headers=HTML)
        assert (answer.status_code, me(victim)) == (400, "")
        assert victim.get(own).status_code == 303
        assert me(victim) == "good@example.org"


def test_an_answer_to_one_provider_is_none_to_the_other(browser: httpx.Client, provider: Provider) -> None:
    back = provider.consent(browser.get("/auth/google").headers["location"], somebody("mixed@example.org"))
    answer = browser.get(back.replace("/auth/google/", "/auth/github/"), headers=HTML)
    assert (answer.status_code, me(browser)) == (400, "")


def test_ten_minutes_are_enough(browser: httpx.Client, instance: Instance, provider: Provider) -> None:
    back = provider.consent(browser.get("/auth/google").headers["location"], somebody("late@example.org"))
    with instance.rooms.store.write() as db:
        db.execute("UPDATE tickets SET expires_at = '2020-01-01T00:00:00+00:00' WHERE kind = 'oauth'")
    assert browser.get(back, headers=HTML).status_code == 400


def test_saying_no_is_no_error_of_anybodys(browser: httpx.Client, provider: Provider) -> None:
    state = provider.read(browser.get("/auth/google").headers["location"])["state"]
    for query in (f"error=access_denied&state={state}", "error=access_denied"):
        answer = browser.get(f"/auth/google/callback?{query}", headers=HTML)
        assert (answer.status_code, me(browser)) == (403, "")
        assert "You went back" in answer.text
        assert 'href="/signin"' in answer.text


def test_what_a_provider_adds_to_the_address_is_let_through(browser: httpx.Client, provider: Provider) -> None:
    back = provider.consent(browser.get("/auth/google").headers["location"], somebody("hd@example.org"))
    assert browser.get(f"{back}&hd=example.org&prompt=none&hd=twice").status_code == 303


def test_a_code_twice_in_the_address_is_refused(browser: httpx.Client, provider: Provider) -> None:
    back = provider.consent(browser.get("/auth/google").headers["location"], somebody("twice@example.org"))
    assert browser.get(f"{back}&code=other", headers=JSON).json()["code"] == "repeated_parameter"


def test_elsewhere_unknown_parameters_are_refused_as_ever(browser: httpx.Client, provider: Provider) -> None:
    assert browser.get("/auth/google?hd=example.org", headers=JSON).json()["code"] == "unknown_parameter"


def test_a_program_is_told_as_programs_are(browser: httpx.Client, provider: Provider) -> None:
    answer = browser.get("/auth/google/callback", headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "oauth_state")


def test_a_session_that_was_planted_before_is_worth_nothing_after(
    provider: Provider, sign_in: SignIn, member: Member
) -> None:
    planted = member("planter@example.org")
    token = planted.cookies["session"]
    there = planted.get("/auth/google")
    back = provider.consent(there.headers["location"], somebody())
    assert f"session={token}" not in planted.get(back).headers["set-cookie"]
    assert httpx.get(f"{planted.base_url}/api/auth/me", cookies={"session": token}).status_code == 401


def test_the_identity_counts_and_not_the_address(browser: httpx.Client, provider: Provider, sign_in: SignIn) -> None:
    who = somebody("first@example.org")
    sign_in(browser, who)
    browser.cookies.clear()
    sign_in(browser, who._replace(email="moved@example.org", verified=False))
    assert me(browser) == "first@example.org"


def test_what_happened_is_written_down(browser: httpx.Client, instance: Instance, sign_in: SignIn) -> None:
    sign_in(browser, somebody("noted@example.org"))
    user_id = browser.get("/api/auth/me").json()["id"]
    with instance.rooms.store.read() as db:
        rows = db.query("SELECT action, detail FROM audit WHERE user_id = :id ORDER BY number", {"id": user_id})
        noted = [(row["action"], row["detail"]) for row in rows]
    assert noted == [("account.made", "google"), ("session.begun", "google")]
