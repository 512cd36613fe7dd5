"""Who did what from where, as the operator reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.accounts.audit.queries import note
from app.accounts.passwords import hash_password
from app.accounts.people.queries import add_user, by_email
from app.accounts.sessions.sessions import begin
from app.operators.audit.words import WORDS, words_of
from app.web.rates import Rates
from app.web.sender import Whence
from tests.instance import Instance, running_instance

APP = Path(__file__).resolve().parents[3] / "app"
PASSWORD = "seven grey herons"
HTML = {"accept": "text/html"}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
PLACE = "/api/admin/audit"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with running_instance(tmp_path_factory.mktemp("audit")) as instance:
        instance.rooms.accounts.rates = Rates(times=1000)
        yield instance


def person(running: Instance, email: str, *, admin: bool = False) -> dict[str, str]:
    """The cookie of a person, who is made if need be."""
    accounts = running.rooms.accounts
    with accounts.store.write() as db:
        known = by_email(db, email)
        user_id = known.id if known else add_user(db, email, accounts.now(), admin=admin, verified=True)
        return {"session": begin(db, user_id, "password", accounts.now(), Whence("192.0.2.1", FIREFOX)).raw}


@pytest.fixture(scope="module")
def operator(running: Instance) -> Iterator[httpx.Client]:
    with ExitStack() as clients:
        cookies = person(running, "operator@example.org", admin=True)
        yield clients.enter_context(httpx.Client(base_url=running.url, timeout=20, cookies=cookies))


def entries(client: httpx.Client, **asked: object) -> list[dict[str, Any]]:
    answer = client.get(PLACE, params={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200, answer.text
    return list(answer.json()["entries"])


def test_a_line_tells_who_did_what_when_and_from_where(running: Instance, operator: httpx.Client) -> None:
    person(running, "told@example.org")
    line = entries(operator, user="told@example.org")[0]
    assert {name: line[name] for name in ("email", "action", "said", "detail", "address", "device", "by", "own")} == {
        "email": "told@example.org",
        "action": "session.begun",
        "said": "Signed in",
        "detail": "password",
        "address": "192.0.2.1",
        "device": "Firefox on Linux",
        "by": "",
        "own": False,
    }


def test_what_is_done_through_the_front_door_is_there(running: Instance, operator: httpx.Client) -> None:
    email, given = "door@example.org", {"email": "door@example.org", "password": PASSWORD}
    with httpx.Client(base_url=running.url, timeout=20) as client:
        client.post("/api/auth/register", json=given)
        client.post("/api/settings/keys", json={"name": "k", "scopes": ["read"]})
        client.delete("/api/settings/keys/" + client.get("/api/settings/keys").json()["keys"][0]["id"])
        client.post("/api/auth/logout")
        client.post("/api/auth/login", json=given | {"password": "wrong wrong"})
    actions = [line["action"] for line in reversed(entries(operator, user=email))]
    assert actions == ["account.made", "session.begun", "key.made", "key.revoked", "session.ended", "session.refused"]


def test_who_acts_for_another_is_named(running: Instance, operator: httpx.Client) -> None:
    person(running, "acted-on@example.org")
    with running.rooms.store.write() as db:
        acted_on, actor = by_email(db, "acted-on@example.org"), by_email(db, "operator@example.org")
        assert acted_on is not None
        assert actor is not None
        now = running.rooms.accounts.now()
        note(db, "account.disabled", now, Whence(), user_id=acted_on.id, actor="operator")
        note(db, "account.enabled", now, Whence(), user_id=acted_on.id, actor=actor.id)
    lines = entries(operator, user="acted-on@example.org")[:2]
    assert [line["by"] for line in lines] == ["operator@example.org", "operator"]


def test_it_is_asked_by_account_by_action_and_by_both(running: Instance, operator: httpx.Client) -> None:
    person(running, "filter@example.org")
    with running.rooms.store.read() as db:
        user = by_email(db, "FILTER@example.org")
    assert user is not None
    assert {line["user_id"] for line in entries(operator, user="FILTER@example.org")} == {user.id}
    assert entries(operator, user=user.id) == entries(operator, user="filter@example.org")
    assert {line["action"] for line in entries(operator, action="session.begun")} == {"session.begun"}
    assert len(entries(operator, user=user.id, action="session.begun")) == 1
    assert entries(operator, user=user.id, action="key.made") == []
    assert entries(operator, user="nobody@example.org") == []


def test_pages_follow_each_other_without_a_gap_while_more_is_written(running: Instance, operator: httpx.Client) -> None:
    with running.rooms.store.write() as db:
        for number in range(120):
            note(db, "profile.changed", running.rooms.accounts.now(), Whence(), detail=str(number))
    seen: list[str] = []
    url = f"{PLACE}?action=profile.changed"
    while url:
        page = operator.get(url).json()
        seen += [line["detail"] for line in page["entries"]]
        url = page["next"] and "/api" + page["next"]
        with running.rooms.store.write() as db:
            note(db, "profile.changed", running.rooms.accounts.now(), Whence(), detail="later")
    assert seen == [str(number) for number in reversed(range(120))]


def test_the_page_shows_it_and_leads_to_older_lines(running: Instance, operator: httpx.Client) -> None:
    with running.rooms.store.write() as db:
        for _ in range(60):
            note(db, "mails.changed", running.rooms.accounts.now(), Whence("192.0.2.77"))
    page = operator.get("/admin/audit?action=mails.changed", headers=HTML).text
    assert page.count("<tr>") == 51
    assert "192.0.2.77" in page
    older = re.search(r'href="(/admin/audit\?action=mails.changed&amp;before=\d+)"', page)
    assert older is not None
    assert operator.get(older[1].replace("&amp;", "&"), headers=HTML).text.count("<tr>") == 11


def test_what_a_client_calls_itself_is_shown_as_text(running: Instance, operator: httpx.Client) -> None:
    with running.rooms.store.write() as db:
        note(db, "passkey.renamed", running.rooms.accounts.now(), Whence("<b>", "<script>alert(1)</script>"))
    page = operator.get("/admin/audit?action=passkey.renamed", headers=HTML).text
    assert "<script>alert" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("query", ["before=0", "before=x", "before=99999999999999999999", "page=2", "user=a&user=b"])
def test_what_will_not_do_is_refused(operator: httpx.Client, query: str) -> None:
    assert operator.get(f"{PLACE}?{query}").status_code == 400


@pytest.mark.parametrize("query", ["user=%27%20OR%201%3D1--", "action=%25", "user=" + "x" * 254])
def test_strange_questions_find_nothing(operator: httpx.Client, query: str) -> None:
    assert operator.get(f"{PLACE}?{query}").json()["entries"] == []


def test_only_the_operator_reads_it(running: Instance) -> None:
    with httpx.Client(base_url=running.url, timeout=20) as client:
        assert client.get(PLACE).json()["code"] == "sign_in_needed"
        client.cookies.update(person(running, "curious@example.org"))
        assert client.get(PLACE).json()["code"] == "operators_only"
        assert client.get("/admin/audit", headers=HTML).status_code == 403


def test_it_is_kept_by_nobody_on_the_way(operator: httpx.Client) -> None:
    for path in (PLACE, "/admin/audit"):
        assert operator.get(path).headers["cache-control"] == "no-store"


def test_no_secret_is_in_it(running: Instance, operator: httpx.Client) -> None:
    given = {"email": "secret@example.org", "password": PASSWORD}
    with httpx.Client(base_url=running.url, timeout=20) as client:
        client.post("/api/auth/register", json=given)
        client.post("/api/auth/login", json=given | {"email": PASSWORD})  # people type it into the wrong field
        token = client.post("/api/settings/keys", json={"name": "k", "scopes": ["read"]}).json()["token"]
        session = client.cookies["session"]
    with running.rooms.store.read() as db:
        rows = repr(db.conn.execute("SELECT * FROM audit").fetchall())
    assert "key.made" in rows
    for secret in (PASSWORD, hash_password(PASSWORD)[:12], token, session):
        assert secret not in rows


def test_every_action_has_plain_words() -> None:
    call = re.compile(r'note\(\s*db,(?: accounts,)?\s*"([a-z_]+\.[a-z_]+)"')
    noted = {action for path in APP.rglob("*.py") for action in call.findall(path.read_text("utf-8"))}
    assert len(noted) > 25
    assert sorted(noted - set(WORDS)) == []
    assert words_of("key.made") == "API key made"
    assert words_of("not.known") == "not.known"
