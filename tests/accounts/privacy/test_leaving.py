"""Deleting one's account, and a week to change one's mind."""

from __future__ import annotations

from datetime import datetime, timedelta

import httpx
import msgspec
import pytest

from app.accounts.letters.kinds import KINDS
from app.accounts.letters.queries import Letter
from app.accounts.people.queries import set_admin
from app.accounts.privacy.erasing import erase_due
from app.accounts.privacy.leaving import Farewell
from app.accounts.sessions.sessions import begin
from app.accounts.tokens import new_token
from app.web.sender import Whence
from tests.accounts.conftest import Member
from tests.accounts.privacy.conftest import deliver, id_of
from tests.instance import Instance
from tests.outbox import Outbox


def leave(client: httpx.Client, email: str) -> httpx.Response:
    return client.post("/api/settings/privacy/delete", json={"email": email})


def standing(client: httpx.Client) -> str | None:
    told: str | None = client.get("/api/settings/privacy").json()["delete_after"]
    return told


def key_of(instance: Instance, email: str) -> str:
    """An API key of this person's."""
    token, at = new_token("tessera_"), instance.rooms.accounts.now()
    with instance.rooms.store.write() as db:
        db.conn.execute(
            "INSERT INTO api_keys (id, token_hash, user_id, name, hint, scopes, created_at)"
            """VALUES (:id, :hash, :user, 'k', 'h', '["read"]', :at)""",
            {"id": token.raw[-9:], "hash": token.kept, "user": id_of(instance, email), "at": at.isoformat()},
        )
    return token.raw


def other_session(instance: Instance, email: str) -> httpx.Client:
    accounts = instance.rooms.accounts
    with accounts.store.write() as db:
        token = begin(db, id_of(instance, email), "password", accounts.now(), Whence("127.0.0.2", "another"))
    return httpx.Client(base_url=instance.url, cookies={"session": token.raw})


def test_an_account_is_erased_seven_days_after_it_was_deleted(member: Member, instance: Instance) -> None:
    client = member("leaves@letters.example")
    answer = leave(client, "leaves@letters.example")
    assert answer.status_code == 202
    until = datetime.fromisoformat(answer.json()["delete_after"])
    assert timedelta(days=6, hours=23) < until - instance.rooms.accounts.now() <= timedelta(days=7)
    erase_due(instance.rooms.accounts)
    assert id_of(instance, "leaves@letters.example")


def test_the_address_is_typed_to_show_that_it_is_meant(member: Member) -> None:
    client = member("meant@letters.example")
    answer = leave(client, "ment@letters.example")
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "email")
    assert standing(client) is None
    assert leave(client, " Meant@Letters.example").status_code == 202


def test_a_wrong_address_is_told_beside_the_field(member: Member) -> None:
    answer = member().post("/settings/privacy/delete", data={"email": "wrong@letters.example"})
    assert answer.status_code == 400
    assert "This is not the address of this account." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_session_that_is_not_fresh_can_t_delete(member: Member) -> None:
    client = member("stale@letters.example", fresh=False)
    answer = leave(client, "stale@letters.example")
    assert (answer.status_code, answer.json()["code"]) == (403, "fresh_sign_in_needed")
    assert standing(client) is None


def test_another_site_can_t_delete(member: Member) -> None:
    client = member("crossed@letters.example")
    answer = client.post(
        "/settings/privacy/delete", data={"email": "crossed@letters.example"}, headers={"sec-fetch-site": "cross-site"}
    )
    assert (answer.status_code, standing(client)) == (403, None)


def test_an_api_key_can_neither_delete_nor_keep(member: Member, instance: Instance) -> None:
    member("keyed@letters.example")
    headers = {"authorization": f"Bearer {key_of(instance, 'keyed@letters.example')}"}
    for path in ("delete", "keep", "export"):
        given = {"email": "keyed@letters.example"} if path == "delete" else {}
        answer = httpx.post(f"{instance.url}/api/settings/privacy/{path}", json=given, headers=headers)
        assert answer.status_code == 403


def test_keys_and_other_sessions_end_at_once_and_this_one_stays(member: Member, instance: Instance) -> None:
    client = member("ends@letters.example")
    headers = {"authorization": f"Bearer {key_of(instance, 'ends@letters.example')}"}
    with other_session(instance, "ends@letters.example") as other:
        assert other.get("/api/auth/me").status_code == 200
        assert httpx.get(f"{instance.url}/api/auth/me", headers=headers).status_code == 200
        leave(client, "ends@letters.example")
        assert other.get("/api/auth/me").status_code == 401
        assert httpx.get(f"{instance.url}/api/auth/me", headers=headers).status_code == 401
    assert client.get("/api/auth/me").status_code == 200


def test_a_kept_account_is_as_it_was_and_its_keys_work_again(member: Member, instance: Instance) -> None:
    client = member("keeps@letters.example")
    headers = {"authorization": f"Bearer {key_of(instance, 'keeps@letters.example')}"}
    leave(client, "keeps@letters.example")
    assert "Keep my account" in client.get("/settings/privacy").text
    answer = client.post("/settings/privacy/keep")
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/privacy")
    assert standing(client) is None
    assert httpx.get(f"{instance.url}/api/auth/me", headers=headers).status_code == 200


def test_a_sign_in_within_the_week_leads_to_where_it_can_be_kept(
    member: Member, instance: Instance, browser: httpx.Client
) -> None:
    email, password = "returns@letters.example", "a few words in a row"
    leave(member(email, password=password), email)
    answer = browser.post("/signin", data={"email": email, "password": password, "next": "/styles"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/privacy")
    page = browser.get("/settings/privacy", headers={"cookie": answer.headers["set-cookie"].partition(";")[0]})
    assert "Keep my account" in page.text


def test_a_mail_tells_how_to_keep_it(member: Member, instance: Instance, outbox: Outbox) -> None:
    client = member("told@letters.example")
    leave(client, "told@letters.example")
    deliver(instance)
    assert "/settings/privacy" in outbox.latest("told@letters.example", "leaving").text


def test_a_mail_that_is_late_is_not_sent_to_one_who_stays(member: Member, instance: Instance) -> None:
    member("quick@letters.example")
    accounts = instance.rooms.accounts
    data = msgspec.json.encode(Farewell(id_of(instance, "quick@letters.example"), accounts.now())).decode()
    address, at = "quick@letters.example", accounts.now()
    letter = Letter(number=1, kind="leaving", address=address, data=data, attempts=1, created_at=at)
    with accounts.store.write() as db:
        assert KINDS["leaving"](db, accounts, letter) is None


def test_deleting_again_does_not_put_it_off(member: Member) -> None:
    client = member("again@letters.example")
    first = leave(client, "again@letters.example").json()
    assert leave(client, "again@letters.example").json() == first


@pytest.fixture
def only_admin(instance: Instance, member: Member) -> httpx.Client:
    """The one person who runs the instance."""
    client = member("root@letters.example", admin=True)
    with instance.rooms.store.write() as db:
        db.conn.execute("UPDATE users SET is_admin = (email = 'root@letters.example')")
    return client


def test_the_last_admin_can_t_leave_before_another_is_named(
    instance: Instance, member: Member, only_admin: httpx.Client
) -> None:
    answer = leave(only_admin, "root@letters.example")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    assert standing(only_admin) is None
    assert "grant-admin" in only_admin.get("/settings/privacy").text
    member("heir@letters.example")
    with instance.rooms.store.write() as db:
        set_admin(db, id_of(instance, "heir@letters.example"), True)
    assert leave(only_admin, "root@letters.example").status_code == 202
