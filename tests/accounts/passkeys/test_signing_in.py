"""Signing in with a passkey alone."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import httpx
import pytest

from app.accounts.passkeys.challenges import LASTS
from app.accounts.passkeys.schemas import base64url, from_base64url
from app.accounts.people.queries import by_email, set_disabled
from tests.accounts.conftest import Member
from tests.authenticator import Authenticator
from tests.instance import Instance
from tests.passkeys import add, device_for, sign_in, told

OPTIONS, SIGN_IN = "/api/passkeys/signin/options", "/api/passkeys/signin"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def device(instance: Instance, member: Member) -> Authenticator:
    """A device with a passkey of a person without a password."""
    known = device_for(instance)
    add(member(), known)
    return known


def test_a_passkey_is_a_whole_sign_in(instance: Instance, member: Member, browser: httpx.Client) -> None:
    device = device_for(instance)
    add(member("grace@example.org"), device)
    assert sign_in(browser, device).json()["email"] == "grace@example.org"
    assert browser.get("/api/auth/me").json()["email"] == "grace@example.org"


def test_asking_for_a_sign_in_writes_nothing(instance: Instance, browser: httpx.Client) -> None:
    with instance.rooms.store.read() as db:
        before = db.conn.execute("SELECT count(*) FROM tickets").fetchone()
    told(browser, OPTIONS)
    with instance.rooms.store.read() as db:
        assert db.conn.execute("SELECT count(*) FROM tickets").fetchone() == before


def test_nobody_is_named_in_what_a_sign_in_asks(browser: httpx.Client, device: Authenticator) -> None:
    options = told(browser, OPTIONS)
    assert (options["allowCredentials"], options["userVerification"]) == ([], "required")


def test_a_form_takes_the_answer_as_text_and_leads_on(
    instance: Instance, browser: httpx.Client, device: Authenticator
) -> None:
    credential = httpx.Response(200, json=device.get(told(browser, OPTIONS))).text
    answer = browser.post("/signin/passkey", data={"credential": credential, "next": "/settings/keys"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/keys")


def test_no_answer_leads_to_another_site(browser: httpx.Client, device: Authenticator) -> None:
    credential = httpx.Response(200, json=device.get(told(browser, OPTIONS))).text
    answer = browser.post("/signin/passkey", data={"credential": credential, "next": "//evil.example/"})
    assert answer.headers["location"] == "/dashboard"


def test_an_answer_counts_once(browser: httpx.Client, instance: Instance, member: Member) -> None:
    device = device_for(instance, count=0)
    add(member(), device)
    body = {"credential": device.get(told(browser, OPTIONS))}
    first, second = browser.post(SIGN_IN, json=body), browser.post(SIGN_IN, json=body)
    assert (first.status_code, second.status_code, second.json()["code"]) == (200, 401, "passkey_stale")


def test_of_two_who_send_an_answer_at_once_one_gets_in(
    instance: Instance, browser: httpx.Client, member: Member
) -> None:
    device = device_for(instance, count=0)
    add(member(), device)
    body = {"credential": device.get(told(browser, OPTIONS))}
    with ThreadPoolExecutor(6) as pool:
        answers = pool.map(lambda _: httpx.post(f"{instance.url}{SIGN_IN}", json=body).status_code, range(6))
        assert sorted(answers) == [200] + [401] * 5


def test_an_answer_that_comes_late_is_refused(
    instance: Instance, browser: httpx.Client, device: Authenticator, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = {"credential": device.get(told(browser, OPTIONS))}
    accounts = instance.rooms.accounts
    later = accounts.now() + LASTS + timedelta(seconds=1)
    monkeypatch.setattr(accounts, "now", lambda: later)
    assert browser.post(SIGN_IN, json=body).json()["code"] == "passkey_stale"


def test_a_challenge_is_good_for_what_it_was_made_for_alone(
    instance: Instance, member: Member, browser: httpx.Client
) -> None:
    device, client = device_for(instance), member()
    add(client, device)
    body = {"credential": device.get(told(client, "/api/passkeys/again/options"))}
    assert browser.post(SIGN_IN, json=body).json()["code"] == "passkey_stale"


def test_a_challenge_of_ones_own_making_is_refused(browser: httpx.Client, device: Authenticator) -> None:
    body = {"credential": device.get({"challenge": base64url(b"x" * 53)})}
    assert browser.post(SIGN_IN, json=body).json()["code"] == "passkey_stale"


def _flipped(text: str) -> str:
    raw = bytearray(from_base64url(text))
    raw[-1] ^= 1
    return base64url(bytes(raw))


def _another_signature(credential: dict[str, Any]) -> None:
    credential["response"]["signature"] = _flipped(credential["response"]["signature"])


def _another_count(credential: dict[str, Any]) -> None:
    credential["response"]["authenticatorData"] = _flipped(credential["response"]["authenticatorData"])


def _another_person(credential: dict[str, Any]) -> None:
    credential["response"]["userHandle"] = base64url(b"somebody else")


def _nobody(credential: dict[str, Any]) -> None:
    credential["response"]["userHandle"] = None


def _unknown(credential: dict[str, Any]) -> None:
    credential["id"] = base64url(b"a key that nobody added")


@pytest.mark.parametrize("change", [_another_signature, _another_count, _another_person, _nobody, _unknown])
def test_an_answer_with_something_changed_is_refused(
    browser: httpx.Client, device: Authenticator, change: Change
) -> None:
    credential = device.get(told(browser, OPTIONS))
    change(credential)
    answer = browser.post(SIGN_IN, json={"credential": credential})
    assert (answer.status_code, answer.json()["code"]) == (401, "passkey_refused")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(("origin", "host"), [("http://evil.example", "localhost"), ("", "evil.example")])
def test_an_answer_given_to_another_site_is_refused(
    browser: httpx.Client, device: Authenticator, origin: str, host: str
) -> None:
    device.origin, device.host = origin or device.origin, host
    assert sign_in(browser, device).json()["code"] == "passkey_refused"


def test_a_key_that_did_not_check_who_uses_it_is_refused(browser: httpx.Client, device: Authenticator) -> None:
    credential = device.get(told(browser, OPTIONS), verified=False)
    assert browser.post(SIGN_IN, json={"credential": credential}).json()["code"] == "passkey_refused"


def test_a_copy_is_noticed_by_its_count(instance: Instance, member: Member, browser: httpx.Client) -> None:
    device, owner = device_for(instance, count=7), member("copied@example.org")
    add(owner, device)
    assert sign_in(browser, device).status_code == 200
    device.count = 7
    assert sign_in(browser, device).json()["code"] == "passkey_refused"
    with instance.rooms.store.read() as db:
        details = [row[0] for row in db.conn.execute("SELECT detail FROM audit WHERE action = 'passkey.refused'")]
    assert any("may be a copy" in detail for detail in details)


def test_a_passkey_that_does_not_count_signs_in_again_and_again(
    instance: Instance, member: Member, browser: httpx.Client
) -> None:
    device = device_for(instance, count=0)
    add(member(), device)
    assert [sign_in(browser, device).status_code for _ in range(2)] == [200, 200]


def test_a_locked_account_stays_locked(instance: Instance, member: Member, browser: httpx.Client) -> None:
    device, accounts = device_for(instance), instance.rooms.accounts
    add(member("locked@example.org"), device)
    with accounts.store.write() as db:
        user = by_email(db, "locked@example.org")
        assert user is not None
        set_disabled(db, user.id, accounts.now())
    assert sign_in(browser, device).json()["code"] == "account_disabled"


@pytest.mark.parametrize(
    "credential",
    [
        "",
        "nonsense",
        "{}",
        {
            "id": "AA",
            "type": "public-key",
            "response": {"clientDataJSON": "%", "authenticatorData": "", "signature": ""},
        },
        {
            "id": "A",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "authenticatorData": "", "signature": ""},
        },
    ],
)
def test_what_is_no_answer_of_a_passkey_is_refused(browser: httpx.Client, credential: object) -> None:
    answer = browser.post(SIGN_IN, json={"credential": credential})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_passkey")


def test_a_person_sees_the_sign_in_again_with_what_went_wrong(browser: httpx.Client) -> None:
    answer = browser.post("/signin/passkey", data={"credential": ""}, headers={"accept": "text/html"})
    assert answer.status_code == 400
    assert "Passkeys need JavaScript" in answer.text
    assert 'action="/signin"' in answer.text
