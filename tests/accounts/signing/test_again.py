"""Proving once more who one is."""

from __future__ import annotations

from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, signed_in
from tests.instance import Instance


def test_an_old_sign_in_is_proved_anew_and_gets_another_token(member: Member, browsers: Browsers) -> None:
    client = member(password=PASSWORD, fresh=False)
    before = client.cookies["session"]
    change = {"email": "elsewhere@example.org"}
    assert client.post("/api/settings/email", json=change).json()["code"] == "fresh_sign_in_needed"
    answer = client.post("/signin/again", data={"password": PASSWORD, "next": "/settings/mails"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/mails")
    token = answer.cookies["session"]
    fresh, thief = browsers(), browsers()
    fresh.cookies.set("session", token)
    thief.cookies.set("session", before)
    assert fresh.post("/api/settings/email", json=change).status_code == 202
    assert not signed_in(thief)


def test_a_form_that_needs_it_leads_there_and_back(member: Member) -> None:
    client = member(password=PASSWORD, fresh=False)
    sent = client.post(
        "/settings/email",
        data={"email": "elsewhere@example.org"},
        headers={"referer": f"{client.base_url}/settings/security", "origin": str(client.base_url)},
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/signin/again?next=/settings/security")
    page = client.get(sent.headers["location"]).text
    assert 'name="next" value="/settings/security"' in page
    assert 'autocomplete="current-password"' in page


def test_a_wrong_password_proves_nothing(member: Member) -> None:
    client = member(password=PASSWORD, fresh=False)
    answer = client.post("/signin/again", data={"password": "not the password", "next": "/settings/mails"})
    assert answer.status_code == 403
    assert 'id="w-password"' in answer.text
    assert 'name="next" value="/settings/mails"' in answer.text
    assert client.post("/api/settings/email", json={"email": "a@example.org"}).status_code == 403


def test_a_second_step_is_not_passed_by_a_password(member: Member, instance: Instance) -> None:
    client = member("two-steps@example.org", password=PASSWORD, fresh=False)
    with instance.rooms.store.write() as db:
        db.conn.execute("UPDATE users SET second_step = 1 WHERE email = 'two-steps@example.org'")
    assert 'name="password"' not in client.get("/signin/again").text
    answer = client.post("/api/signin/again", json={"password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (403, "second_step_needed")


def test_without_a_sign_in_there_is_nothing_to_prove(browsers: Browsers) -> None:
    assert browsers().get("/signin/again").headers["location"] == "/signin?next=/signin/again"
    assert browsers().post("/api/signin/again", json={"password": PASSWORD}).status_code == 401


def test_nobody_is_led_elsewhere(member: Member) -> None:
    client = member(password=PASSWORD)
    answer = client.post("/signin/again", data={"password": PASSWORD, "next": "//evil.example"})
    assert answer.headers["location"] == "/dashboard"
