"""A forgotten password."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlite_utils import Database

from app.accounts.people.queries import by_email, set_disabled
from tests.accounts.conftest import Member
from tests.accounts.signing.conftest import PASSWORD, Browsers, Joiner, signed_in
from tests.instance import Instance
from tests.outbox import Outbox

NEW = "eleven brown owls"


def ask(client: httpx.Client, email: str) -> httpx.Response:
    return client.post("/api/reset", json={"email": email})


def settle(client: httpx.Client, token: str, password: str = NEW) -> httpx.Response:
    return client.post("/api/reset/set", json={"token": token, "password": password})


def token_for(outbox: Outbox, client: httpx.Client, email: str, *, least: int = 1) -> str:
    assert ask(client, email).status_code == 202
    return outbox.latest(email, "reset", least=least).token


def test_the_link_sets_the_password_and_signs_in(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    client = browsers()
    token = token_for(outbox, client, email)
    answer = settle(client, token)
    assert (answer.status_code, answer.json()["email"]) == (200, email)
    assert signed_in(client)
    for password, status in ((PASSWORD, 401), (NEW, 200)):
        login = browsers().post("/api/auth/login", json={"email": email, "password": password})
        assert login.status_code == status


def test_it_ends_every_session(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    elsewhere, email = join()
    settle(client := browsers(), token_for(outbox, client, email))
    assert (signed_in(elsewhere), signed_in(client)) == (False, True)


def test_it_confirms_the_address_and_tells_of_the_change(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    client = browsers()
    settle(client, token_for(outbox, client, email))
    assert client.get("/api/auth/me").json()["email_verified"]
    assert "/reset" in outbox.latest(email, "password_changed").text


def test_a_link_works_once_and_voids_the_others(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    client = browsers()
    first = token_for(outbox, client, email)
    second = token_for(outbox, client, email, least=2)
    assert settle(client, first).status_code == 200
    for token in (first, second):
        answer = settle(browsers(), token, "yet another password")
        assert (answer.status_code, answer.json()["code"]) == (410, "link_expired")


def test_looking_at_a_link_does_not_use_it(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    client = browsers()
    token = token_for(outbox, client, email)
    for _ in range(3):
        page = client.get(f"/reset/set?token={token}")
        assert (page.status_code, email in page.text) == (200, True)
    client.head(f"/reset/set?token={token}")
    assert settle(client, token).status_code == 200


def test_a_form_leads_through_it_and_back(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    client = browsers()
    sent = client.post("/reset", data={"email": email, "next": "/settings/mails"})
    assert (sent.status_code, "Look into your mail" in sent.text) == (202, True)
    token = outbox.latest(email, "reset").token
    weak = client.post(f"/reset/set?token={token}", data={"password": "short"})
    assert weak.status_code == 400
    assert f'action="/reset/set?token={token}"' in weak.text
    assert 'id="w-password"' in weak.text
    answer = client.post(f"/reset/set?token={token}", data={"password": NEW})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings/mails")


@pytest.mark.parametrize("token", ["", "guessed", "x" * 5000, "é"])
def test_a_link_that_is_none_leads_to_a_new_one(browser: httpx.Client, token: str) -> None:
    page = browser.get("/reset/set", params={"token": token} if token else {})
    assert page.status_code == 410
    assert 'href="/reset"' in page.text
    assert browser.post("/reset/set", params={"token": token}, data={"password": NEW}).status_code == 410
    assert settle(browser, token).json()["code"] == "link_expired"


def test_a_link_is_good_for_an_hour(
    instance: Instance, browsers: Browsers, join: Joiner, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, email = join()
    client = browsers()
    token = token_for(outbox, client, email)
    accounts = instance.rooms.accounts
    later = accounts.now() + dt.timedelta(minutes=61)
    with monkeypatch.context() as patched:
        patched.setattr(accounts, "now", lambda: later)
        assert settle(client, token).json()["code"] == "link_expired"
    assert settle(client, token).status_code == 200


def test_known_and_unknown_are_told_the_same_and_cost_the_same(
    instance: Instance, browsers: Browsers, join: Joiner, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, email = join()
    nobody = "nobody-at-all@example.org"
    statements: list[list[str]] = []
    store = instance.rooms.store
    answers = []
    for address in (email, nobody):
        seen: list[str] = []
        store._writer.conn.set_trace_callback(seen.append)
        answers.append(ask(browsers(), address))
        store._writer.conn.set_trace_callback(None)
        statements.append([text.split("(")[0] for text in seen if "INSERT" in text and "tickets" not in text])
    texts = {answer.text.replace(email, "…").replace(nobody, "…") for answer in answers}
    assert ({answer.status_code for answer in answers}, len(texts)) == ({202}, 1)
    assert statements[0] == statements[1]
    assert len(statements[0]) == 2
    outbox.latest(email, "reset")
    assert not outbox.letters(nobody)


def test_the_letter_goes_to_the_address_that_is_kept(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    ask(browsers(), email.upper())
    assert outbox.latest(email, "reset").to == email


def test_a_locked_account_gets_none(instance: Instance, browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    with instance.rooms.store.write() as db:
        user = by_email(db, email)
        assert user
        set_disabled(db, user.id, instance.rooms.accounts.now())
    assert ask(browsers(), email).status_code == 202
    _, after = join()
    ask(browsers(), after)
    outbox.latest(after, "reset")  # letters go in their order
    assert not outbox.letters(email, "reset")


def test_an_account_without_a_password_gets_one(browsers: Browsers, member: Member, outbox: Outbox) -> None:
    member("no-password@example.org")
    client = browsers()
    assert settle(client, token_for(outbox, client, "no-password@example.org")).status_code == 200


def test_what_a_stranger_set_up_with_the_address_is_gone(
    instance: Instance, browsers: Browsers, join: Joiner, outbox: Outbox
) -> None:
    stranger, email = join()
    user_id = stranger.get("/api/auth/me").json()["id"]
    accounts = instance.rooms.accounts
    with accounts.store.write() as db:
        set_up_ways(db, user_id)
    settle(client := browsers(), token_for(outbox, client, email))
    assert signed_in(client), "no second step of the stranger's is asked"
    with accounts.store.read() as db:
        assert ways_left(db, user_id) == (0, 0, 0, 0)


def test_the_owner_s_other_ways_stay(instance: Instance, browsers: Browsers, member: Member, outbox: Outbox) -> None:
    user_id = member("keeps@example.org", password=PASSWORD).get("/api/auth/me").json()["id"]
    with instance.rooms.store.write() as db:
        set_up_ways(db, user_id)
    answer = settle(client := browsers(), token_for(outbox, client, "keeps@example.org"))
    assert (answer.status_code, signed_in(client)) == (202, False), "the second step is still asked"
    with instance.rooms.store.read() as db:
        assert ways_left(db, user_id) == (1, 1, 1, 1)


SET_UP = (
    """
    INSERT INTO passkeys (id, credential_id, user_id, public_key, sign_count, transports, backed_up, name, created_at)
    VALUES (:id, :kept, :id, :kept, 0, '[]', 0, 'key', '2026')
    """,
    "INSERT INTO recovery_codes (user_id, code_hash) VALUES (:id, :kept)",
    """
    INSERT INTO api_keys (id, token_hash, user_id, name, hint, scopes, created_at)
    VALUES (:id, :kept, :id, 'key', 'hint', '[]', '2026')
    """,
    "UPDATE users SET github_id = :id, second_step = 1 WHERE id = :id",
)


def set_up_ways(db: Database, user_id: str) -> None:
    """A passkey, a recovery code, an API key and a GitHub account, without the ceremonies."""
    for statement in SET_UP:
        db.conn.execute(statement, {"id": user_id, "kept": user_id.encode()})


def ways_left(db: Database, user_id: str) -> tuple[int, ...]:
    """How many passkeys, recovery codes, good API keys and linked accounts there are."""
    counts = (
        "SELECT count(*) FROM passkeys WHERE user_id = :id",
        "SELECT count(*) FROM recovery_codes WHERE user_id = :id",
        "SELECT count(*) FROM api_keys WHERE user_id = :id AND revoked_at IS NULL",
        "SELECT count(*) FROM users WHERE id = :id AND github_id IS NOT NULL",
    )
    return tuple(db.conn.execute(count, {"id": user_id}).fetchone()[0] for count in counts)


@pytest.mark.parametrize("email", ["", "a@b@c", "a@example.org\nBcc: b@example.org", "\uff41da@example.org"])
def test_what_is_no_address_is_told(browser: httpx.Client, email: str) -> None:
    answer = ask(browser, email)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_email")


def test_two_who_use_a_link_at_once_set_one_password(browsers: Browsers, join: Joiner, outbox: Outbox) -> None:
    _, email = join()
    token = token_for(outbox, browsers(), email)
    clients = [browsers() for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(lambda client: settle(client, token).status_code, clients))
    assert found == [200, 410, 410, 410]
