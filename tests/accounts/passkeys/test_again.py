"""Proving once more, with a passkey, who one is."""

from __future__ import annotations

import httpx

from tests.accounts.conftest import Member
from tests.instance import Instance
from tests.passkeys import add, device_for, sign_in, told

OPTIONS, AGAIN = "/api/passkeys/again/options", "/api/passkeys/again"


def _make_old(instance: Instance) -> None:
    with instance.rooms.store.write() as db:
        db.conn.execute("UPDATE sessions SET proved_at = '2026-01-01T00:00:00+00:00'")


def test_a_passkey_makes_an_old_session_fresh(instance: Instance, member: Member, browser: httpx.Client) -> None:
    device = device_for(instance)
    add(member(), device)
    sign_in(browser, device)
    _make_old(instance)
    assert browser.post("/api/settings/passkeys/options").json()["code"] == "fresh_sign_in_needed"
    answer = browser.post(AGAIN, json={"credential": device.get(told(browser, OPTIONS))})
    assert answer.status_code == 200
    assert browser.post("/api/settings/passkeys/options").status_code == 200


def test_the_former_token_opens_nothing_afterwards(instance: Instance, member: Member, browser: httpx.Client) -> None:
    device = device_for(instance)
    add(member(), device)
    sign_in(browser, device)
    former = browser.cookies["session"]
    browser.post(AGAIN, json={"credential": device.get(told(browser, OPTIONS))})
    assert browser.cookies["session"] != former
    stolen = httpx.get(f"{instance.url}/api/auth/me", cookies={"session": former})
    assert stolen.status_code == 401


def test_somebody_else_s_passkey_proves_nothing(instance: Instance, member: Member) -> None:
    client, other = member(), member()
    mine, theirs = device_for(instance), device_for(instance)
    add(client, mine)
    add(other, theirs)
    answer = client.post(AGAIN, json={"credential": theirs.get(told(client, OPTIONS))})
    assert answer.json()["code"] == "passkey_refused"


def test_a_challenge_of_another_session_proves_nothing(instance: Instance, member: Member) -> None:
    client, device = member(), device_for(instance)
    add(client, device)
    with httpx.Client(base_url=instance.url) as elsewhere:
        sign_in(elsewhere, device)
        credential = device.get(told(elsewhere, OPTIONS))
    assert client.post(AGAIN, json={"credential": credential}).json()["code"] == "passkey_stale"


def test_only_ones_own_passkeys_are_asked(instance: Instance, member: Member) -> None:
    client = member()
    add(client, device_for(instance))
    assert len(told(client, OPTIONS)["allowCredentials"]) == 1


def test_a_person_goes_on_to_where_they_were(instance: Instance, member: Member) -> None:
    client, device = member(), device_for(instance)
    add(client, device)
    credential = httpx.Response(200, json=device.get(told(client, OPTIONS))).text
    answer = client.post("/signin/again/passkey", data={"credential": credential, "next": "/settings/security"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/security")
