"""Changing the address of an account."""

from __future__ import annotations

import httpx
import pytest

from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, signed_in
from tests.outbox import Outbox


def change(client: httpx.Client, email: str) -> httpx.Response:
    return client.post("/api/settings/email", json={"email": email})


def email_of(client: httpx.Client) -> str:
    return str(client.get("/api/auth/me").json()["email"])


def test_the_new_address_counts_when_it_is_confirmed(member: Member, browsers: Browsers, outbox: Outbox) -> None:
    client = member("old-1@example.org", password=PASSWORD)
    assert change(client, "new-1@example.org").status_code == 202
    letter = outbox.latest("new-1@example.org", "email_change")
    assert "old-1" not in letter.text
    assert email_of(client) == "old-1@example.org"
    assert "new-1@example.org" in client.get(f"/verify-email?token={letter.token}").text
    answer = client.post("/verify-email", data={"token": letter.token})
    assert answer.headers["location"] == "/settings/security"
    assert (email_of(client), client.get("/api/auth/me").json()["email_verified"]) == ("new-1@example.org", True)
    login = browsers().post("/api/auth/login", json={"email": "new-1@example.org", "password": PASSWORD})
    assert login.status_code == 200


def test_the_old_address_is_told(member: Member, outbox: Outbox) -> None:
    change(member("old-2@example.org"), "new-2@example.org")
    letter = outbox.latest("old-2@example.org", "email_leaving")
    assert "new-2@example.org" in letter.text
    assert "/stop-email-change?token=" in letter.link


def test_a_stranger_with_the_new_mailbox_gets_nothing_by_its_link(
    member: Member, browsers: Browsers, outbox: Outbox
) -> None:
    client = member("old-3@example.org")
    change(client, "typo@example.org")
    token = outbox.latest("typo@example.org", "email_change").token
    assert browsers().post("/api/verify-email", json={"token": token}).status_code == 401
    assert member().post("/api/verify-email", json={"token": token}).json()["code"] == "link_of_another"
    assert email_of(client) == "old-3@example.org"


def test_an_address_of_somebody_else_is_told_to_them_and_to_nobody_else(member: Member, outbox: Outbox) -> None:
    member("owner@example.org")
    client = member("old-4@example.org")
    free, theirs = change(client, "free@example.org"), change(client, "Owner@example.org")
    assert free.status_code == theirs.status_code == 202
    assert free.text.replace("free", "Owner") == theirs.text
    letter = outbox.latest("owner@example.org", "email_change")
    assert (letter.subject, letter.token) == ("You have an account already", "")


def test_of_two_who_want_an_address_one_gets_it(member: Member, outbox: Outbox) -> None:
    first, second = member("old-5@example.org"), member("old-6@example.org")
    for client in (first, second):
        change(client, "wanted@example.org")
    one, other = (
        letter.token
        for letter in (
            outbox.latest("wanted@example.org", "email_change", least=2),
            outbox.letters("wanted@example.org", "email_change")[0],
        )
    )
    answers = [
        client.post("/api/verify-email", json={"token": token}).status_code
        for client, token in ((first, other), (second, one))
    ]
    assert answers == [200, 409]


def test_a_later_wish_voids_the_earlier(member: Member, outbox: Outbox) -> None:
    client = member("old-7@example.org")
    change(client, "new-7@example.org")
    token = outbox.latest("new-7@example.org", "email_change").token
    change(client, "new-8@example.org")
    assert client.post("/api/verify-email", json={"token": token}).status_code == 410


def test_the_old_address_stops_it_before_it_is_confirmed(member: Member, outbox: Outbox) -> None:
    client = member("old-9@example.org")
    change(client, "new-9@example.org")
    new = outbox.latest("new-9@example.org", "email_change").token
    stop = outbox.latest("old-9@example.org", "email_leaving").token
    assert "new-9@example.org" in client.get(f"/stop-email-change?token={stop}").text
    assert client.post("/stop-email-change", data={"token": stop}).status_code == 200
    assert not signed_in(client)
    assert client.post("/api/verify-email", json={"token": new}).status_code == 401
    outbox.latest("old-9@example.org", "reset")


def test_the_old_address_takes_it_back_after_it_was_confirmed(
    member: Member, browsers: Browsers, outbox: Outbox
) -> None:
    client = member("old-10@example.org")
    change(client, "thief@example.org")
    client.post("/api/verify-email", json={"token": outbox.latest("thief@example.org", "email_change").token})
    assert email_of(client) == "thief@example.org"
    stop = outbox.latest("old-10@example.org", "email_leaving").token
    owner = browsers()
    assert owner.post("/api/stop-email-change", json={"token": stop}).status_code == 200
    assert not signed_in(client)
    token = outbox.latest("old-10@example.org", "reset").token
    assert owner.post("/api/reset/set", json={"token": token, "password": PASSWORD}).status_code == 200
    assert email_of(owner) == "old-10@example.org"
    again = owner.post("/api/stop-email-change", json={"token": stop})
    assert (again.status_code, owner.get(f"/stop-email-change?token={stop}").status_code) == (410, 410)


def moved(client: httpx.Client, outbox: Outbox, email: str) -> None:
    """Change the address, and confirm it."""
    change(client, email)
    answer = client.post("/api/verify-email", json={"token": outbox.latest(email, "email_change").token})
    assert answer.status_code == 200


@pytest.mark.parametrize("thief_first", [True, False])
def test_a_thief_who_moves_on_gains_nothing(
    member: Member, browsers: Browsers, outbox: Outbox, thief_first: bool
) -> None:
    name = f"chain-{thief_first}"
    client = member(f"{name}@example.org")
    user_id = client.get("/api/auth/me").json()["id"]
    moved(client, outbox, f"{name}-2@example.org")
    moved(client, outbox, f"{name}-3@example.org")
    owners, thiefs = (
        outbox.latest(address, "email_leaving").token for address in (f"{name}@example.org", f"{name}-2@example.org")
    )
    answers = [
        browsers().post("/api/stop-email-change", json={"token": token}).status_code
        for token in ((thiefs, owners) if thief_first else (owners, thiefs))
    ]
    assert answers == ([200, 200] if thief_first else [200, 410])
    token = outbox.latest(f"{name}@example.org", "reset").token
    owner = browsers()
    owner.post("/api/reset/set", json={"token": token, "password": PASSWORD})
    me = owner.get("/api/auth/me").json()
    assert (me["id"], me["email"]) == (user_id, f"{name}@example.org")


def test_nobody_keeps_the_old_address_from_its_account_by_signing_up(
    member: Member, browsers: Browsers, outbox: Outbox
) -> None:
    client = member("old-12@example.org")
    change(client, "thief-12@example.org")
    client.post("/api/verify-email", json={"token": outbox.latest("thief-12@example.org", "email_change").token})
    given = {"email": "OLD-12@example.org", "password": PASSWORD}
    assert browsers().post("/api/auth/register", json=given).json()["code"] == "email_taken"
    stop = outbox.latest("old-12@example.org", "email_leaving").token
    assert browsers().post("/api/stop-email-change", json={"token": stop}).status_code == 200


def test_a_link_to_a_new_password_goes_with_the_old_address(member: Member, outbox: Outbox) -> None:
    client = member("old-11@example.org")
    client.post("/api/reset", json={"email": "old-11@example.org"})
    reset = outbox.latest("old-11@example.org", "reset").token
    change(client, "new-11@example.org")
    client.post("/api/verify-email", json={"token": outbox.latest("new-11@example.org", "email_change").token})
    answer = client.post("/api/reset/set", json={"token": reset, "password": PASSWORD})
    assert answer.status_code == 410


@pytest.mark.parametrize(
    ("email", "code"),
    [("same@example.org", "same_email"), ("no address", "bad_email"), ("a@example.org\nBcc: b@x.example", "bad_email")],
)
def test_what_is_no_new_address_is_told(member: Member, email: str, code: str) -> None:
    client = member() if code == "bad_email" else member("same@example.org")
    answer = change(client, email)
    assert (answer.status_code, answer.json()["code"]) == (400, code)
    assert answer.json()["errors"][0]["field"] == "email"


def test_it_takes_a_sign_in_of_the_last_minutes(member: Member) -> None:
    answer = change(member(fresh=False), "x@example.org")
    assert (answer.status_code, answer.json()["code"]) == (403, "fresh_sign_in_needed")
