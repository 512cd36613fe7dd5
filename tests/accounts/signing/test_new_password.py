"""Changing one's password."""

from __future__ import annotations

from datetime import timedelta

import httpx

from app.accounts.tickets.queries import issue
from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, Joiner, signed_in
from tests.instance import Instance
from tests.outbox import Outbox

NEW = "eleven brown owls"


def change(client: httpx.Client, **given: str) -> httpx.Response:
    return client.post("/api/settings/password", json={"old_password": PASSWORD, "new_password": NEW} | given)


def test_it_ends_the_other_sessions_and_keeps_this_one_by_another_token(
    browsers: Browsers, join: Joiner, outbox: Outbox
) -> None:
    client, email = join()
    elsewhere, thief = browsers(), browsers()
    elsewhere.post("/api/auth/login", json={"email": email, "password": PASSWORD})
    thief.cookies.set("session", client.cookies["session"])
    assert signed_in(elsewhere)
    assert change(client).status_code == 200
    assert (signed_in(client), signed_in(elsewhere), signed_in(thief)) == (True, False, False)
    assert "was changed" in outbox.latest(email, "password_changed").subject
    login = browsers().post("/api/auth/login", json={"email": email, "password": NEW})
    assert login.status_code == 200


def test_the_password_so_far_is_needed(member: Member) -> None:
    client = member(password=PASSWORD)
    for old in ("", "not the password"):
        answer = change(client, old_password=old)
        assert (answer.status_code, answer.json()["code"]) == (403, "wrong_password")
        assert answer.json()["errors"][0]["field"] == "old_password"


def test_the_new_one_has_to_do(member: Member) -> None:
    answer = change(member(password=PASSWORD), new_password="short")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "new_password")


def test_without_one_so_far_a_late_sign_in_is_needed(member: Member) -> None:
    given = {"new_password": NEW}
    answer = member(fresh=False).post("/api/settings/password", json=given)
    assert (answer.status_code, answer.json()["code"]) == (403, "fresh_sign_in_needed")
    assert member().post("/api/settings/password", json=given).status_code == 200


def test_with_a_second_step_the_password_alone_does_not_do(member: Member, instance: Instance) -> None:
    client = member("two-steps-2@example.org", password=PASSWORD, fresh=False)
    with instance.rooms.store.write() as db:
        db.conn.execute("UPDATE users SET second_step = 1 WHERE email = 'two-steps-2@example.org'")
    assert change(client).json()["code"] == "fresh_sign_in_needed"


def test_a_person_sees_the_settings_again_with_what_was_wrong(member: Member) -> None:
    form = {"old_password": "not the password", "new_password": NEW}
    answer = member(password=PASSWORD).post("/settings/password", data=form)
    assert (answer.status_code, 'id="w-old_password"' in answer.text) == (403, True)


def test_links_of_letters_before_it_are_void(member: Member, outbox: Outbox) -> None:
    client = member("voided@example.org", password=PASSWORD)
    client.post("/api/reset", json={"email": "voided@example.org"})
    token = outbox.latest("voided@example.org", "reset").token
    change(client)
    answer = client.post("/api/reset/set", json={"token": token, "password": "yet another password"})
    assert answer.status_code == 410


def test_a_ticket_of_another_kind_is_no_link(instance: Instance, member: Member) -> None:
    client = member("kinds@example.org", password=PASSWORD)
    user_id = client.get("/api/auth/me").json()["id"]
    accounts = instance.rooms.accounts
    with accounts.store.write() as db:
        token = issue(db, "verify", accounts.now(), timedelta(hours=1), user_id=user_id)
    answer = client.post("/api/reset/set", json={"token": token.raw, "password": NEW})
    assert answer.status_code == 410
