"""Writes that a page of another site makes a signed-in browser send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import httpx
import pytest

from tests.accounts.conftest import Member
from tests.instance import Instance

SESSIONS = "/api/settings/sessions"
FORM = "application/x-www-form-urlencoded"
CROSS = {"sec-fetch-site": "cross-site"}
EVIL = {"origin": "https://evil.example"}


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def keys(client: httpx.Client) -> int:
    return len(client.get("/api/settings/keys").json()["keys"])


@pytest.fixture
def victim(member: Member) -> httpx.Client:
    """Someone signed in a moment ago, who may do everything to their account."""
    return member()


REFUSED = (403, "cross_site_request")
MAKE = "name=mine&scopes=read"


@pytest.mark.parametrize(
    "headers",
    [
        CROSS,
        {"sec-fetch-site": "same-site"},
        EVIL,
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        CROSS | EVIL | {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"},
        {"sec-fetch-site": "same-site", "origin": "http://neighbour.example"},
    ],
)
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (FORM, MAKE),
        ("text/plain", '{"name": "mine", "scopes": ["read"]}'),
        ("text/plain;charset=UTF-8", MAKE),
        ("application/json", '{"name": "mine", "scopes": ["read"]}'),
        ("multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nm\r\n--x--\r\n'),
    ],
)
def test_another_site_changes_nothing_whatever_it_sends(
    victim: httpx.Client, headers: dict[str, str], kind: str, content: str
) -> None:
    for path in ("/settings/keys", "/api/settings/keys"):
        given = headers | {"content-type": kind, "accept": "application/json"}
        assert code(victim.post(path, content=content, headers=given)) == REFUSED
    assert keys(victim) == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_method_that_changes_something_is_let_through(victim: httpx.Client, method: str) -> None:
    assert code(victim.request(method, SESSIONS, headers=CROSS)) == REFUSED
    assert victim.get(SESSIONS).status_code == 200


def test_a_person_is_told_so_on_a_page(victim: httpx.Client) -> None:
    answer = victim.post("/settings/keys", content=MAKE, headers=CROSS | {"content-type": FORM, "accept": "text/html"})
    assert answer.status_code == 403
    assert "another site" in answer.text


def test_nobody_is_signed_in_or_out_from_elsewhere(victim: httpx.Client, browser: httpx.Client) -> None:
    assert code(victim.post("/api/auth/logout", headers=CROSS)) == REFUSED
    assert victim.get("/api/auth/me").status_code == 200
    given = {"email": "attacker@example.org", "password": "x" * 12}
    assert code(browser.post("/api/auth/login", json=given, headers=CROSS)) == REFUSED
    assert code(browser.post("/api/auth/register", json=given, headers=EVIL)) == REFUSED


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}])
def test_the_page_here_and_programs_are_let_through(victim: httpx.Client, headers: dict[str, str]) -> None:
    given = headers | {"content-type": FORM, "accept": "text/html"}
    assert victim.post("/settings/keys", content=MAKE, headers=given).status_code == 201


def test_an_older_browser_is_known_by_its_origin(victim: httpx.Client) -> None:
    own = {"origin": str(victim.base_url).rstrip("/"), "content-type": FORM, "accept": "text/html"}
    assert victim.post("/settings/keys", content=MAKE, headers=own).status_code == 201


@contextmanager
def keyed(client: httpx.Client) -> Iterator[tuple[httpx.Client, dict[str, str]]]:
    """A client without cookies, and the header of a key of this person's."""
    token = client.post("/api/settings/keys", json={"name": "k", "scopes": ["read", "create"]}).json()["token"]
    with httpx.Client(base_url=client.base_url) as bare:
        yield bare, {"authorization": f"Bearer {token}"}


def test_a_request_with_a_key_and_no_cookie_is_exempt(victim: httpx.Client) -> None:
    with keyed(victim) as (bare, key):
        for headers in (CROSS, EVIL):
            answer = bare.post("/api/settings/keys", json={}, headers=key | headers)
            assert code(answer) == (403, "session_needed")  # it got past the rule, and a key may not make keys


@pytest.mark.parametrize("own", [True, False])
def test_a_key_beside_a_cookie_exempts_from_nothing(victim: httpx.Client, member: Member, *, own: bool) -> None:
    holder = victim if own else member()
    with keyed(holder) as (_, key):
        assert code(victim.delete(SESSIONS, headers=key | CROSS)) == REFUSED
        assert code(victim.post("/api/settings/keys", json={}, headers=key | EVIL)) == REFUSED


def test_beside_anothers_session_a_key_is_who_asks(victim: httpx.Client, member: Member) -> None:
    with keyed(member("key-owner@example.org")) as (_, key):
        assert victim.get("/api/auth/me", headers=key).json()["email"] == "key-owner@example.org"
        assert code(victim.delete(SESSIONS, headers=key)) == (403, "session_needed")


def test_any_cookie_at_all_ends_the_exemption(victim: httpx.Client) -> None:
    with keyed(victim) as (bare, key):
        headers = key | CROSS | {"cookie": "theme=dark"}
        assert code(bare.post("/api/settings/keys", json={}, headers=headers)) == REFUSED


def test_no_answer_grants_another_site_anything(victim: httpx.Client) -> None:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    for answer in (
        victim.options("/api/settings/keys", headers=EVIL | asked),
        victim.get("/api/auth/me", headers=EVIL | CROSS),
    ):
        assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_reading_from_elsewhere_changes_nothing(victim: httpx.Client, instance: Instance) -> None:
    before = datetime.now(UTC).isoformat()
    for path in ("/signout", "/settings/keys", "/settings/sessions/end-others"):
        victim.get(path, headers=CROSS | {"accept": "text/html"})
    assert victim.get("/api/auth/me").status_code == 200
    with instance.rooms.store.read() as db:
        assert not db.conn.execute("SELECT * FROM audit WHERE at > :at", {"at": before}).fetchall()


@pytest.mark.parametrize(
    ("path", "kind", "refused"),
    [
        ("/auth/google", "application/json", True),
        ("/auth/google", "text/plain", True),
        ("/auth/google", "multipart/form-data; boundary=x", True),
        ("/auth/google/", FORM, True),
        ("/signin", FORM, True),
        ("/auth/google", FORM, False),
    ],
)
def test_only_googles_own_form_may_come_from_elsewhere(
    browser: httpx.Client, path: str, kind: str, *, refused: bool
) -> None:
    headers = CROSS | {"origin": "https://accounts.google.com", "content-type": kind, "accept": "application/json"}
    headers["cookie"] = "g_csrf_token=asked-here"
    answer = browser.post(path, content="credential=x&g_csrf_token=asked-here", headers=headers)
    assert (answer.json().get("code") == "cross_site_request") is refused
