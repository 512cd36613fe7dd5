"""Signing in with a password, and signing out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
from argon2 import PasswordHasher

from app.accounts import passwords
from app.accounts.people.queries import by_email, password_hash, set_disabled, set_password
from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, Joiner, signed_in
from tests.instance import Instance


def login(client: httpx.Client, email: str, password: str = PASSWORD) -> httpx.Response:
    return client.post("/api/auth/login", json={"email": email, "password": password})


def test_the_right_password_opens(browsers: Browsers, join: Joiner) -> None:
    _, email = join()
    client = browsers()
    answer = login(client, email)
    assert (answer.status_code, answer.json()["email"]) == (200, email)
    assert signed_in(client)


def test_letters_of_the_address_count_the_same_in_both_cases(browsers: Browsers, join: Joiner) -> None:
    _, email = join()
    assert login(browsers(), email.upper()).status_code == 200


def todays_parameters() -> str:
    """How a hash begins that is made now."""
    return f"m={passwords.MEMORY_KIB},t={passwords.PASSES},p={passwords.LANES}"


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The hashes that are checked meanwhile."""
    checked: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, kept: str, given: str) -> bool:
        checked.append(kept)
        return bool(verify(self, kept, given))

    with monkeypatch.context() as patched:
        patched.setattr(PasswordHasher, "verify", counting)
        yield checked


def test_unknown_and_wrong_are_told_the_same_after_the_same_work(
    browsers: Browsers, join: Joiner, member: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, email = join()
    member("linked-only@example.org")  # has no password
    said, work = set(), []
    answer = login(browsers(), "nobody@example.org", "not the password")
    for address in (email, "nobody@example.org", "linked-only@example.org", "no address"):
        with counted(monkeypatch) as checked:
            answer = login(browsers(), address, "not the password")
        said.add((answer.status_code, answer.text))
        work.append([todays_parameters() in kept for kept in checked])
    assert len(said) == 1
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong_credentials")
    assert work == [[True]] * 4


def test_a_person_sees_the_form_again(browsers: Browsers) -> None:
    form = {"email": "who@example.org", "password": "not the password", "next": "/studio"}
    answer = browsers().post("/signin", data=form)
    assert answer.status_code == 401
    assert "don’t belong together" in answer.text
    assert 'value="who@example.org"' in answer.text
    assert 'name="next" value="/studio"' in answer.text
    assert "not the password" not in answer.text


def test_a_person_goes_where_they_wanted_to(browsers: Browsers, join: Joiner) -> None:
    _, email = join()
    client = browsers()
    sent = client.get("/settings/mails")
    assert sent.headers["location"] == "/signin?next=/settings/mails"
    assert 'name="next" value="/settings/mails"' in client.get(sent.headers["location"]).text
    answer = client.post("/signin", data={"email": email, "password": PASSWORD, "next": "/settings/mails"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/mails")


def test_a_session_from_before_is_worth_nothing_after(browsers: Browsers, join: Joiner) -> None:
    client, email = join()
    planted = client.cookies["session"]
    assert login(client, email).status_code == 200
    assert client.cookies["session"] != planted
    thief = browsers()
    thief.cookies.set("session", planted)
    assert not signed_in(thief)


def test_a_session_that_somebody_made_up_is_not_taken_over(browsers: Browsers, join: Joiner) -> None:
    _, email = join()
    client = browsers()
    client.cookies.set("session", "chosen-by-the-attacker")
    answer = login(client, email)
    assert "chosen-by-the-attacker" not in answer.headers["set-cookie"]
    thief = browsers()
    thief.cookies.set("session", "chosen-by-the-attacker")
    assert not signed_in(thief)


def test_a_password_of_ten_kilobytes_is_wrong_and_costs_no_more(browsers: Browsers, join: Joiner) -> None:
    _, email = join()
    assert login(browsers(), email, PASSWORD + "x" * 10_000).json()["code"] == "wrong_credentials"


def test_a_hash_of_former_parameters_is_made_anew(instance: Instance, browsers: Browsers, join: Joiner) -> None:
    _, email = join()
    weaker = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    store = instance.rooms.store
    with store.write() as db:
        user = by_email(db, email)
        assert user
        set_password(db, user.id, weaker)
    assert login(browsers(), email).status_code == 200
    with store.read() as db:
        assert todays_parameters() in str(password_hash(db, user.id))
    assert login(browsers(), email).status_code == 200


def test_a_locked_account_is_told_so_only_with_its_password(
    instance: Instance, browsers: Browsers, join: Joiner
) -> None:
    _, email = join()
    with instance.rooms.store.write() as db:
        user = by_email(db, email)
        assert user
        set_disabled(db, user.id, instance.rooms.accounts.now())
    assert login(browsers(), email, "not the password").json()["code"] == "wrong_credentials"
    answer = login(browsers(), email)
    assert (answer.status_code, answer.json()["code"]) == (403, "account_disabled")


def test_an_unknown_field_is_refused(browsers: Browsers) -> None:
    answer = browsers().post("/api/auth/login", json={"email": "a@b.example", "password": "x", "remember": True})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "remember")


def test_signing_out_ends_the_session_and_takes_the_cookie_back(browsers: Browsers, join: Joiner) -> None:
    client, _ = join()
    token = client.cookies["session"]
    answer = client.post("/signout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert not client.cookies.get("session")
    thief = browsers()
    thief.cookies.set("session", token)
    assert not signed_in(thief)


def test_signing_out_without_a_session_is_no_mistake(browser: httpx.Client) -> None:
    assert browser.post("/signout").status_code == 303
    assert browser.post("/api/auth/logout").json() == {"done": True}


def test_what_happened_is_written_down_without_what_was_typed(
    instance: Instance, browsers: Browsers, join: Joiner
) -> None:
    client, email = join()
    login(browsers(), email, "not the password")
    login(browsers(), "hunter2hunter2")
    client.post("/api/verify-email", json={"code": "no code"})
    client.post("/api/settings/password", json={"old_password": "hunter2hunter2", "new_password": PASSWORD})
    client.post("/signout")
    with instance.rooms.store.read() as db:
        user = by_email(db, email)
        assert user
        rows = list(db.query("SELECT action, user_id, detail FROM audit"))
    own = [row["action"] for row in rows if row["user_id"] == user.id]
    assert own == [
        "account.made",
        "session.begun",
        "session.refused",
        "email.code_refused",
        "session.proof_refused",
        "session.ended",
    ]
    assert not [row for row in rows if "hunter2" in row["detail"]]
