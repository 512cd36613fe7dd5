"""Whose account an identity opens, and whose it never does."""

from __future__ import annotations

import httpx
import pytest

from tests.accounts.conftest import Member
from tests.accounts.linking.conftest import SignIn, me
from tests.instance import Instance
from tests.oauth_provider import Provider, somebody
from tests.outbox import Outbox

HTML, JSON = {"accept": "text/html"}, {"accept": "application/json"}
BOTH = pytest.mark.parametrize("by", ["google", "github"])


@BOTH
def test_an_address_that_both_have_confirmed_links(
    browser: httpx.Client, member: Member, outbox: Outbox, sign_in: SignIn, by: str
) -> None:
    email = f"both-{by}@example.org"
    owner = member(email)
    assert sign_in(browser, somebody(email.upper().replace("EXAMPLE.ORG", "example.org")), by).status_code == 303
    assert browser.get("/api/auth/me").json()["id"] == owner.get("/api/auth/me").json()["id"]
    assert "opens your account now" in outbox.latest(email, "notice").subject


@BOTH
def test_an_address_that_nobody_has_confirmed_here_is_never_handed_over(
    browser: httpx.Client, member: Member, sign_in: SignIn, by: str
) -> None:
    """Whoever made the account first may be waiting for its real owner to walk in."""
    email = f"trap-{by}@example.org"
    hijacker = member(email, password="correct horse battery", verified=False)
    answer = sign_in(browser, somebody(email), by)
    assert (answer.status_code, me(browser)) == (409, "")
    for told in ("has not been confirmed", 'href="/signin"', 'href="/reset"'):
        assert told in answer.text
    assert hijacker.get("/api/auth/me").json()["email_verified"] is False


@BOTH
def test_an_address_that_the_provider_has_not_confirmed_opens_nothing(
    browser: httpx.Client, member: Member, sign_in: SignIn, by: str
) -> None:
    email = f"unproved-{by}@example.org"
    member(email)
    answer = sign_in(browser, somebody(email, verified=False), by)
    assert (answer.status_code, me(browser)) == (403, "")


def test_a_second_identity_with_the_same_address_does_not_replace_the_first(
    browser: httpx.Client, sign_in: SignIn
) -> None:
    first = somebody()
    sign_in(browser, first)
    browser.cookies.clear()
    answer = sign_in(browser, somebody(first.email))
    assert (answer.status_code, me(browser)) == (409, "")
    sign_in(browser, first)
    assert me(browser) == first.email


def test_google_and_github_of_one_address_open_one_account(browser: httpx.Client, sign_in: SignIn) -> None:
    who = somebody()
    sign_in(browser, who)
    first = browser.get("/api/auth/me").json()["id"]
    browser.cookies.clear()
    sign_in(browser, who, "github")
    assert browser.get("/api/auth/me").json()["id"] == first


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "ада@example.org", "x" * 300 + "@example.org", "a\nb@c.org"])
def test_what_is_no_address_makes_no_account(browser: httpx.Client, sign_in: SignIn, email: str) -> None:
    answer = sign_in(browser, somebody()._replace(email=email))
    assert (answer.status_code, me(browser)) == (400, "")


@pytest.mark.parametrize("name", ["x" * 500, "a\u202eb", "", "\u0000"])
def test_a_name_that_cant_be_taken_is_left_out(browser: httpx.Client, sign_in: SignIn, name: str) -> None:
    assert sign_in(browser, somebody(name=name)).status_code == 303
    assert browser.get("/api/auth/me").json()["name"] == ""


def test_a_locked_account_stays_locked(browser: httpx.Client, instance: Instance, sign_in: SignIn) -> None:
    who = somebody()
    sign_in(browser, who)
    with instance.rooms.store.write() as db:
        db.execute("UPDATE users SET disabled_at = created_at WHERE email = :email", {"email": who.email})
    browser.cookies.clear()
    answer = sign_in(browser, who)
    assert (answer.status_code, me(browser)) == (403, "")


def test_a_second_step_is_asked_for_all_the_same(browser: httpx.Client, instance: Instance, sign_in: SignIn) -> None:
    who = somebody()
    sign_in(browser, who)
    with instance.rooms.store.write() as db:
        db.execute("UPDATE users SET second_step = 1 WHERE email = :email", {"email": who.email})
    browser.cookies.clear()
    answer = sign_in(browser, who)
    assert (answer.headers["location"], me(browser)) == ("/signin/second", "")


def journey(client: httpx.Client, path: str) -> str:
    """Where a signed-in browser is sent to link an account."""
    answer = client.post(f"/api{path}")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["url"])


@BOTH
def test_whoever_is_signed_in_links_an_account_of_any_address(
    browser: httpx.Client, member: Member, outbox: Outbox, provider: Provider, sign_in: SignIn, by: str
) -> None:
    client, who = member(f"links-{by}@example.org"), somebody()
    back = client.get(provider.consent(journey(client, f"/settings/linked/{by}"), who))
    assert (back.status_code, back.headers["location"]) == (303, "/settings/security")
    assert "opens your account now" in outbox.latest(f"links-{by}@example.org", "notice").subject
    sign_in(browser, who, by)
    assert me(browser) == f"links-{by}@example.org"


def test_the_page_that_leads_there_needs_no_script(member: Member, provider: Provider) -> None:
    """A form's answer may not redirect to another site (form-action), so a page goes on by itself."""
    answer = member().post("/settings/linked/google", headers=HTML)
    assert answer.status_code == 200
    assert f'http-equiv="refresh" content="0;url={provider.url}/authorize?' in answer.text
    assert "Continue at Google" in answer.text


def test_the_settings_say_what_is_linked(member: Member, provider: Provider) -> None:
    client, who = member(password="correct horse battery"), somebody()
    before = client.get("/settings/security", headers=HTML).text
    assert 'action="/settings/linked/google"' in before
    client.get(provider.consent(journey(client, "/settings/linked/google"), who))
    after = client.get("/settings/security", headers=HTML).text
    assert f"Linked as {who.email}" in after
    assert 'action="/settings/linked/google/unlink"' in after
    assert 'action="/settings/linked/github"' in after


def test_an_account_that_opens_another_is_not_taken_away(
    browser: httpx.Client, member: Member, provider: Provider, sign_in: SignIn
) -> None:
    who, client = somebody(), member()
    sign_in(browser, who)
    answer = client.get(provider.consent(journey(client, "/settings/linked/google"), who), headers=HTML)
    assert answer.status_code == 409
    assert "opens another account" in answer.text
    assert 'href="/settings/security"' in answer.text
    assert client.get("/api/settings/security").json()["linked"][0]["linked"] is False


def test_linking_the_same_twice_changes_nothing(member: Member, provider: Provider) -> None:
    client, who = member(), somebody()
    first, second = (journey(client, "/settings/linked/google") for _ in range(2))
    assert client.get(provider.consent(second, who)).status_code == 303
    answer = client.post("/api/settings/linked/google")
    assert (answer.status_code, answer.json()["code"]) == (409, "another_linked")
    assert client.get(provider.consent(first, who), headers=JSON).json()["code"] == "oauth_state"


def test_linking_needs_a_fresh_sign_in(member: Member, provider: Provider) -> None:
    client = member(fresh=False)
    for path in ("/settings/linked/google", "/settings/linked/google/unlink"):
        answer = client.post(path, headers=HTML)
        assert (answer.status_code, answer.headers["location"][:13]) == (303, "/signin/again")
    assert client.post("/api/settings/linked/google").json()["code"] == "fresh_sign_in_needed"


def test_another_site_cant_begin_to_link(member: Member, provider: Provider) -> None:
    answer = member().post("/settings/linked/google", headers=JSON | {"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site_request")


def test_an_account_that_is_not_confirmed_links_nothing_but_its_own_address(member: Member, provider: Provider) -> None:
    """Else whoever made an account in another's name could leave a way in behind."""
    client = member("early@example.org", verified=False)
    strange = client.get(provider.consent(journey(client, "/settings/linked/google"), somebody()), headers=JSON)
    assert (strange.status_code, strange.json()["code"]) == (403, "address_unconfirmed")
    own = provider.consent(journey(client, "/settings/linked/google"), somebody("early@example.org"))
    assert client.get(own).status_code == 303
    assert client.get("/api/auth/me").json()["email_verified"] is True


def test_a_link_that_ends_in_another_session_is_none(member: Member, provider: Provider) -> None:
    one, other = member(), member()
    back = provider.consent(journey(one, "/settings/linked/google"), somebody())
    cookies = {"oauth": one.cookies["oauth"], "session": other.cookies["session"]}
    answer = httpx.get(f"{one.base_url}{back}", headers=JSON, cookies=cookies)
    assert (answer.status_code, answer.json()["code"]) == (400, "oauth_state")


def test_unlinking_is_told_and_lasts(
    browser: httpx.Client, member: Member, outbox: Outbox, provider: Provider, sign_in: SignIn
) -> None:
    client, who = member("leaves@example.org", password="correct horse battery"), somebody("other@example.net")
    client.get(provider.consent(journey(client, "/settings/linked/google"), who))
    answer = client.post("/settings/linked/google/unlink", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/security")
    assert "no longer opens" in outbox.latest("leaves@example.org", "notice", least=2).subject
    sign_in(browser, who)
    assert me(browser) == "other@example.net"


def test_the_last_way_in_stays(browser: httpx.Client, provider: Provider, sign_in: SignIn) -> None:
    who = somebody()
    sign_in(browser, who)
    answer = browser.delete("/api/settings/linked/google")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_way_in")
    shown = browser.post("/settings/linked/google/unlink", headers=HTML)
    assert shown.status_code == 409
    assert "no way into your account" in shown.text
    browser.get(provider.consent(journey(browser, "/settings/linked/github"), who))
    assert browser.delete("/api/settings/linked/google").status_code == 200


@pytest.mark.parametrize("name", ["facebook", "Google", "google%20", "github.com"])
def test_there_are_no_other_providers(member: Member, name: str) -> None:
    client = member()
    assert client.post(f"/api/settings/linked/{name}").status_code == 404
    assert client.delete(f"/api/settings/linked/{name}").status_code == 404


def stale(instance: Instance, email: str) -> None:
    """The last proof of a person is an hour old."""
    with instance.rooms.store.write() as db:
        db.execute(
            "UPDATE sessions SET proved_at = '2020-01-01T00:00:00+00:00' "
            "WHERE user_id = (SELECT id FROM users WHERE email = :email)",
            {"email": email},
        )


@BOTH
def test_who_has_no_password_proves_it_at_the_provider(
    browser: httpx.Client, instance: Instance, provider: Provider, sign_in: SignIn, by: str
) -> None:
    who = somebody()
    sign_in(browser, who, by)
    stale(instance, who.email)
    before = browser.cookies["session"]
    assert f'href="/auth/{by}?again=true' in browser.get("/signin/again", headers=HTML).text
    answer = sign_in(browser, who, by, query="?again=true&next=/settings/security")
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/security")
    assert browser.cookies["session"] != before
    assert browser.post(f"/api/settings/linked/{'github' if by == 'google' else 'google'}").status_code == 200


def test_another_identity_proves_nothing(
    browser: httpx.Client, instance: Instance, provider: Provider, sign_in: SignIn
) -> None:
    who, other = somebody(), somebody()
    sign_in(browser, other)
    browser.cookies.clear()
    sign_in(browser, who)
    stale(instance, who.email)
    answer = sign_in(browser, other, query="?again=true")
    assert answer.status_code == 403
    assert "another Google account" in answer.text
    assert browser.post("/api/settings/linked/github").json()["code"] == "fresh_sign_in_needed"
    assert me(browser) == who.email


def test_one_is_asked_which_account_to_prove_it_with(
    browser: httpx.Client, provider: Provider, sign_in: SignIn
) -> None:
    sign_in(browser, somebody())
    for by in ("google", "github"):
        asked = provider.read(browser.get(f"/auth/{by}?again=true").headers["location"])
        assert asked["prompt"] == "select_account"
    assert "prompt" not in provider.read(browser.get("/auth/google").headers["location"])


def test_proving_needs_somebody_to_prove_it_of(browser: httpx.Client, provider: Provider) -> None:
    answer = browser.get("/auth/google?again=true", headers=HTML)
    assert (answer.status_code, answer.headers["location"].startswith("/signin")) == (303, True)


def test_with_a_second_step_a_provider_alone_proves_nothing(
    browser: httpx.Client, instance: Instance, sign_in: SignIn
) -> None:
    who = somebody()
    sign_in(browser, who)
    with instance.rooms.store.write() as db:
        db.execute("UPDATE users SET second_step = 1 WHERE email = :email", {"email": who.email})
    stale(instance, who.email)
    assert sign_in(browser, who, query="?again=true").status_code == 403
