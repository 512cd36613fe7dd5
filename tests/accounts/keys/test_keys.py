"""API keys: made, shown once, used, revoked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from app.accounts.caller import Caller, Scope, caller
from app.accounts.people.queries import by_email, set_disabled
from app.accounts.tokens import hash_token
from app.errors import Forbidden
from app.web.sender import Sender, Whence
from tests.accounts.conftest import Member
from tests.instance import Instance
from tests.outbox import Outbox

PLACE = "/settings/keys"
HTML = {"accept": "text/html"}


def make(client: httpx.Client, **given: Any) -> dict[str, Any]:
    answer = client.post("/api" + PLACE, json={"name": "a script", "scopes": ["read", "create"], **given})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def listed(client: httpx.Client) -> list[dict[str, Any]]:
    return list(client.get("/api" + PLACE).json()["keys"])


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_key_opens_the_api_and_the_json_of_pages(member: Member, browser: httpx.Client) -> None:
    client = member("keys@example.org")
    token = make(client)["token"]
    assert token.startswith("tessera_")
    for path in ("/api/auth/me", "/me"):
        answer = browser.get(path, headers=bearer(token) | {"accept": "application/json"})
        assert answer.json()["email"] == "keys@example.org"


def test_the_scheme_counts_the_same_in_both_cases(member: Member, browser: httpx.Client) -> None:
    token = make(member())["token"]
    assert browser.get("/api/auth/me", headers={"authorization": f"bearer {token}"}).status_code == 200


def test_a_key_is_shown_once_and_only_its_hash_is_kept(member: Member, instance: Instance) -> None:
    client = member()
    token = make(client)["token"]
    assert token not in client.get(PLACE, headers=HTML).text
    assert listed(client)[0]["hint"] == token[-4:]
    with instance.rooms.store.read() as db:
        rows = db.conn.execute("SELECT * FROM api_keys").fetchall()
        told = db.conn.execute("SELECT * FROM audit").fetchall() + db.conn.execute("SELECT * FROM letters").fetchall()
    assert any(hash_token(token) in row for row in rows)
    assert token not in repr(rows) + repr(told)


def test_a_form_makes_one_and_shows_it_with_a_button_that_copies(member: Member, browser: httpx.Client) -> None:
    client = member("form-keys@example.org")
    answer = client.post(PLACE, data={"name": "cron", "scopes": ["read"], "expires": ""}, headers=HTML)
    assert (answer.status_code, answer.headers["cache-control"]) == (201, "no-store")
    token = answer.text.partition('<code id="key">')[2].partition("<")[0]
    assert 'data-copy-from="#key"' in answer.text
    assert browser.get("/api/auth/me", headers=bearer(token)).json()["email"] == "form-keys@example.org"


def test_last_use_is_told(member: Member, browser: httpx.Client) -> None:
    client = member()
    token = make(client)["token"]
    assert listed(client)[0]["used_at"] is None
    browser.get("/api/auth/me", headers=bearer(token))
    used = listed(client)[0]
    assert used["used_from"] == "127.0.0.1"
    assert datetime.now(UTC) - datetime.fromisoformat(used["used_at"]) < timedelta(minutes=1)


def test_a_revoked_key_opens_nothing_from_then_on(member: Member, browser: httpx.Client) -> None:
    client = member()
    made = make(client)
    answer = client.post(f"{PLACE}/{made['id']}/revoke", headers=HTML)
    assert (answer.status_code, answer.headers["location"]) == (303, PLACE)
    refused = browser.get("/api/auth/me", headers=bearer(made["token"]))
    assert code(refused) == (401, "bad_key")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    assert listed(client) == []
    assert client.delete(f"/api{PLACE}/{made['id']}").status_code == 404


def test_nobody_revokes_anothers_key(member: Member, browser: httpx.Client) -> None:
    owner, thief = member(), member()
    made = make(owner)
    assert thief.delete(f"/api{PLACE}/{made['id']}").status_code == 404
    assert browser.get("/api/auth/me", headers=bearer(made["token"])).status_code == 200


def test_a_key_works_through_its_last_day(member: Member, browser: httpx.Client, instance: Instance) -> None:
    client, today = member(), datetime.now(UTC).date()
    made = make(client, expires=today.isoformat())
    assert made["expires_at"] == f"{today + timedelta(days=1)}T00:00:00Z"
    assert browser.get("/api/auth/me", headers=bearer(made["token"])).status_code == 200
    with instance.rooms.store.write() as db:
        given = {"at": (datetime.now(UTC) - timedelta(seconds=1)).isoformat(), "id": made["id"]}
        db.conn.execute("UPDATE api_keys SET expires_at = :at WHERE id = :id", given)
    assert code(browser.get("/api/auth/me", headers=bearer(made["token"]))) == (401, "bad_key")
    assert listed(client)[0]["expired"]


@pytest.mark.parametrize(
    "given", ["Bearer", "Bearer tessera_", "Bearer tessera_" + "A" * 43, "Bearer x", "Bearer é", "B" * 4000]
)
def test_what_is_no_key_is_refused_even_beside_a_session(member: Member, browser: httpx.Client, given: str) -> None:
    headers = {b"authorization": given.encode()}
    assert code(browser.get("/api/auth/me", headers=headers)) == (401, "bad_key")
    assert code(member().get("/api/auth/me", headers=headers)) == (401, "bad_key")


def test_another_scheme_is_no_key(member: Member, browser: httpx.Client) -> None:
    assert code(browser.get("/api/auth/me", auth=("user", make(member())["token"]))) == (401, "bad_key")


def test_a_key_may_not_touch_the_account(member: Member, browser: httpx.Client) -> None:
    made = make(member())
    for method, path in (
        ("GET", "/api/settings/sessions"),
        ("DELETE", "/api/settings/sessions"),
        ("GET", "/api/settings/keys"),
        ("POST", "/api/settings/keys"),
        ("DELETE", f"/api/settings/keys/{made['id']}"),
        ("GET", "/api/admin/audit"),
    ):
        answer = browser.request(method, path, headers=bearer(made["token"]))
        assert code(answer) == (403, "session_needed"), path


def test_a_stolen_cookie_makes_no_key(member: Member) -> None:
    client = member(fresh=False)
    answer = client.post("/api" + PLACE, json={"name": "mine", "scopes": ["read"]})
    assert code(answer) == (403, "fresh_sign_in_needed")
    page = client.get(PLACE, headers=HTML).text
    assert "/signin/again?next=/settings/keys" in page
    assert 'name="name"' not in page
    assert listed(client) == []


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": " \t "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "a\u202eb"}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["admin"]}, "scopes"),
        ({"expires": "2020-01-01"}, "expires"),
        ({"expires": "9999-12-31"}, "expires"),
        ({"expires": "tomorrow"}, "expires"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_will_not_do_is_told_by_field(member: Member, given: dict[str, object], field: str) -> None:
    client = member()
    answer = client.post("/api" + PLACE, json={"name": "x", "scopes": ["read"], **given})
    assert answer.status_code == 400, answer.text
    assert answer.json()["errors"][0]["field"].startswith(field)
    assert listed(client) == []


def test_a_form_without_scopes_is_shown_again_with_what_was_entered(member: Member) -> None:
    answer = member().post(PLACE, data={"name": "backup"}, headers=HTML)
    assert answer.status_code == 400
    assert 'value="backup"' in answer.text
    assert "Tick at least one." in answer.text


def test_an_account_has_so_many_keys_and_no_more(member: Member) -> None:
    client = member()
    first = make(client)
    for _ in range(49):
        make(client)
    refused = client.post("/api" + PLACE, json={"name": "x", "scopes": ["read"]})
    assert code(refused) == (409, "too_many_keys")
    assert 'name="name"' not in client.get(PLACE, headers=HTML).text
    client.delete(f"/api{PLACE}/{first['id']}")
    assert make(client)["token"]


def test_the_owner_is_told_by_mail(member: Member, outbox: Outbox) -> None:
    made = make(member("told-of-key@example.org"))
    letter = outbox.latest("told-of-key@example.org", "notice")
    assert made["token"][-4:] in letter.text
    assert made["token"] not in letter.text + letter.html


def test_the_keys_of_a_locked_account_open_nothing(member: Member, browser: httpx.Client, instance: Instance) -> None:
    token = make(member("locked-keys@example.org"))["token"]
    with instance.rooms.store.write() as db:
        user = by_email(db, "locked-keys@example.org")
        assert user is not None
        set_disabled(db, user.id, datetime.now(UTC))
    assert code(browser.get("/api/auth/me", headers=bearer(token))) == (401, "bad_key")


@pytest.mark.parametrize(
    ("method", "scope"), [("GET", "read"), ("HEAD", "read"), ("POST", "create"), ("DELETE", "create")]
)
def test_each_method_needs_its_scope(member: Member, instance: Instance, method: str, scope: Scope) -> None:
    email = f"scope-{method.lower()}@example.org"
    member(email)
    with instance.rooms.store.read() as db:
        user = by_email(db, email)
    assert user is not None
    sender = cast("Sender", SimpleNamespace(method=method))

    def holding(*scopes: Scope) -> Caller:
        return Caller(user=user, way="key", proof="k", scopes=frozenset(scopes), fresh=False, whence=Whence())

    other: Scope = "read" if scope == "create" else "create"
    assert caller(sender, holding(scope)).scopes == {scope}
    with pytest.raises(Forbidden) as refused:
        caller(sender, holding(other))
    assert refused.value.code == "scope_missing"


@pytest.mark.parametrize("scopes", [["read"], ["create"]])
def test_a_key_reads_only_with_the_scope_for_it(member: Member, browser: httpx.Client, scopes: list[str]) -> None:
    token = make(member(), scopes=scopes)["token"]
    answer = browser.get("/api/auth/me", headers=bearer(token))
    assert answer.status_code == (200 if scopes == ["read"] else 403)
