"""How long sessions last, and which tokens open them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from app.accounts.sessions.sessions import IDLE, LONGEST
from app.accounts.tokens import hash_token
from tests.accounts.conftest import Member
from tests.accounts.sessions.conftest import Elsewhere, status
from tests.instance import Instance, running_instance

PASSWORD = "seven grey herons"
MINUTE = timedelta(minutes=1)


def token_of(client: httpx.Client) -> str:
    return next(cookie.value or "" for cookie in client.cookies.jar if cookie.name == "session")


def moved(instance: Instance, client: httpx.Client, by: timedelta, *, used: bool) -> None:
    """Let a session have begun so much earlier; with `used` it was used a moment ago."""
    accounts = instance.rooms.accounts
    with accounts.store.write() as db:
        row = db.conn.execute(
            "SELECT id, created_at, ends_at FROM sessions WHERE token_hash = :hash",
            {"hash": hash_token(token_of(client))},
        ).fetchone()
        now = accounts.now()
        times = {
            "id": row[0],
            "at": (now - by).isoformat(),
            "seen": (now if used else now - by).isoformat(),
            "ends": (now - by + LONGEST).isoformat(),
        }
        db.conn.execute("UPDATE sessions SET created_at = :at, seen_at = :seen, ends_at = :ends WHERE id = :id", times)


def login(client: httpx.Client, email: str, **headers: str) -> httpx.Response:
    return client.post("/api/auth/login", json={"email": email, "password": PASSWORD}, headers=headers)


def test_a_session_ends_after_days_without_use(instance: Instance, member: Member) -> None:
    client = member()
    moved(instance, client, IDLE - MINUTE, used=False)
    assert status(client) == 200
    moved(instance, client, IDLE + MINUTE, used=False)
    assert status(client) == 401


def test_use_keeps_it_and_is_written_down(instance: Instance, member: Member) -> None:
    client = member()
    moved(instance, client, IDLE - MINUTE, used=False)
    before = client.get("/api/settings/sessions").json()["sessions"][0]
    moved(instance, client, IDLE + MINUTE, used=True)
    assert before["address"] == "127.0.0.1"
    assert before["agent"].startswith("python-httpx")
    assert status(client) == 200


def test_a_session_ends_for_good_however_much_it_is_used(instance: Instance, member: Member) -> None:
    client = member()
    moved(instance, client, LONGEST - MINUTE, used=True)
    assert status(client) == 200
    moved(instance, client, LONGEST + MINUTE, used=True)
    assert status(client) == 401


def test_a_cookie_that_was_planted_before_the_sign_in_opens_nothing_after(
    browser: httpx.Client, member: Member
) -> None:
    member("planted@example.org", password=PASSWORD)
    planted = "x" * 43
    answer = login(browser, "planted@example.org", cookie=f"session={planted}")
    fresh = answer.cookies["session"]
    assert fresh != planted
    assert httpx.get(str(browser.base_url.join("/me")), cookies={"session": planted}).status_code != 200
    assert httpx.get(str(browser.base_url.join("/api/auth/me")), cookies={"session": fresh}).status_code == 200


def test_a_session_of_somebody_elses_that_was_planted_ends_with_the_sign_in(
    browser: httpx.Client, member: Member
) -> None:
    member("victim@example.org", password=PASSWORD)
    attacker = member("attacker@example.org")
    answer = login(browser, "victim@example.org", cookie=f"session={token_of(attacker)}")
    assert answer.json()["email"] == "victim@example.org"
    assert status(attacker) == 401


def test_the_token_changes_when_one_proves_who_one_is(member: Member) -> None:
    client = member(password=PASSWORD, fresh=False)
    before = token_of(client)
    answer = client.post("/api/signin/again", json={"password": PASSWORD})
    assert answer.status_code == 200, answer.text
    after = answer.cookies["session"]
    assert after != before
    old, new = ({"cookie": f"session={token}"} for token in (before, after))
    with httpx.Client(base_url=client.base_url) as bare:
        assert bare.get("/api/auth/me", headers=old).status_code == 401
        assert bare.get("/api/auth/me", headers=new).status_code == 200


def test_another_session_does_not_become_fresh_by_it(member: Member, elsewhere: Elsewhere, instance: Instance) -> None:
    client = member("rising@example.org", password=PASSWORD, fresh=False)
    other = elsewhere("rising@example.org")
    with instance.rooms.store.write() as db:
        given = {"hash": hash_token(token_of(other)), "at": (instance.rooms.accounts.now() - IDLE / 2).isoformat()}
        db.conn.execute("UPDATE sessions SET proved_at = :at WHERE token_hash = :hash", given)
    assert client.post("/api/signin/again", json={"password": PASSWORD}).status_code == 200
    key = {"name": "x", "scopes": ["read"]}
    assert other.post("/api/settings/keys", json=key).json()["code"] == "fresh_sign_in_needed"


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(browser: httpx.Client, member: Member) -> None:
    member("cookie@example.org", password=PASSWORD)
    answer = login(browser, "cookie@example.org")
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("session="))
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= parts
    assert not {part for part in parts if part.startswith("domain")} | {"secure"} & parts


def test_only_the_hash_of_a_token_is_kept(instance: Instance, member: Member) -> None:
    token = token_of(member())
    with instance.rooms.store.read() as db:
        kept = db.conn.execute("SELECT * FROM sessions").fetchall()
        told = db.conn.execute("SELECT * FROM audit").fetchall()
    assert any(hash_token(token) in row for row in kept)
    assert token not in repr(kept) + repr(told)


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    data: Path = tmp_path_factory.mktemp("https")
    with running_instance(data, environ={"BASE_URL": "https://gallery.example"}) as running:
        yield running


@pytest.fixture(scope="module")
def cookie(secure: Instance) -> str:
    given = {"email": "https@example.org", "password": PASSWORD}
    answer = secure.client.post("/api/auth/register", json=given)
    assert answer.status_code == 201, answer.text
    return next(one for one in answer.headers.get_list("set-cookie") if "session=" in one)


def test_the_cookie_belongs_to_this_host_alone_and_to_https(cookie: str) -> None:
    parts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert cookie.startswith("__Host-session=")
    assert {"secure", "httponly", "path=/", "samesite=lax"} <= parts


def test_a_cookie_that_a_neighbour_could_set_opens_nothing(secure: Instance, cookie: str) -> None:
    token = cookie.partition("=")[2].partition(";")[0]
    with httpx.Client(base_url=secure.url) as bare:
        assert bare.get("/api/auth/me", headers={"cookie": f"session={token}"}).status_code == 401
        assert bare.get("/api/auth/me", headers={"cookie": f"__Host-session={token}"}).status_code == 200
