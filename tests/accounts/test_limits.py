"""What one address, one account and both together may do in a time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from types import SimpleNamespace
from typing import cast

import httpx
import pytest
from argon2 import PasswordHasher

from app.accounts import limits
from app.accounts.caller import BAD_KEYS, PER_ACCOUNT
from app.accounts.passwords import hash_password
from app.accounts.people.queries import add_user, by_email
from app.accounts.sessions.sessions import begin
from app.accounts.signing.tickets import Address, issue_reset
from app.web.rates import WRITES, Rates
from app.web.sender import Sender, Whence
from tests.instance import Instance, running_instance

PASSWORD = "seven grey herons"
HERE, THERE = "198.51.100.7", "203.0.113.80"
LIMITS = ("ratelimit-limit", "ratelimit-remaining", "ratelimit-reset")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """An instance behind a proxy on this machine, so that tests have addresses of their own."""
    with running_instance(tmp_path_factory.mktemp("limits"), environ={"TRUSTED_PROXIES": "127.0.0.1"}) as instance:
        yield instance


@pytest.fixture
def strict(running: Instance) -> Instance:
    """The same, with nothing counted yet."""
    running.rooms.accounts.rates = Rates()
    return running


def join(instance: Instance, email: str, *, known_from: str = "") -> str:
    """An account with `PASSWORD`; `known_from` is an address that it has signed in from."""
    accounts = instance.rooms.accounts
    with accounts.store.write() as db:
        known = by_email(db, email)
        user_id = known.id if known else add_user(db, email, accounts.now(), password_hash=hash_password(PASSWORD))
        if known_from:
            begin(db, user_id, "password", accounts.now(), Whence(known_from))
    return user_id


def login(instance: Instance, email: str, password: str = "wrong, all of it", address: str = HERE) -> httpx.Response:
    return httpx.post(
        f"{instance.url}/api/auth/login",
        json={"email": email, "password": password},
        headers={"x-forwarded-for": address},
        timeout=30,
    )


def told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, str(answer.json().get("code", ""))


def fail(instance: Instance, email: str, times: int, address: str = HERE) -> list[tuple[int, str]]:
    return [told(login(instance, email, address=address)) for _ in range(times)]


def failed(instance: Instance, email: str, address: str, times: int = 1) -> None:
    """The same as failing through the front door, without the work of it."""
    sender = cast("Sender", SimpleNamespace(whence=Whence(address)))
    for _ in range(times):
        limits.after_failure(instance.rooms.accounts, sender, email)


WRONG, SLOW = (401, "wrong_credentials"), (429, "slow_down")


def test_after_three_failures_each_has_to_be_waited_after_and_longer_each_time(strict: Instance) -> None:
    join(strict, "slow@example.org")
    assert fail(strict, "slow@example.org", 3) == [WRONG] * 3
    first = login(strict, "slow@example.org", PASSWORD)
    assert told(first) == SLOW
    assert first.headers["retry-after"] in ("1", "2")
    time.sleep(2.05)
    assert fail(strict, "slow@example.org", 1) == [WRONG]
    second = login(strict, "slow@example.org", PASSWORD)
    assert told(second) == SLOW
    assert second.headers["retry-after"] in ("3", "4")


def test_the_wait_stops_growing_at_a_quarter_of_an_hour(strict: Instance) -> None:
    failed(strict, "long@example.org", HERE, 60)
    answer = login(strict, "long@example.org", address=HERE)
    assert answer.status_code == 429
    assert 800 < int(answer.headers["retry-after"]) <= 900


def test_after_the_wait_the_right_password_opens_and_all_is_forgotten(strict: Instance) -> None:
    join(strict, "back@example.org")
    fail(strict, "back@example.org", 3)
    time.sleep(2.05)
    assert login(strict, "back@example.org", PASSWORD).status_code == 200
    assert fail(strict, "back@example.org", 3) == [WRONG] * 3


def test_a_new_password_by_letter_ends_the_wait(strict: Instance) -> None:
    user_id, accounts = join(strict, "letter@example.org"), strict.rooms.accounts
    failed(strict, "letter@example.org", HERE, 8)
    assert told(login(strict, "letter@example.org", PASSWORD)) == SLOW
    with accounts.store.write() as db:
        token = issue_reset(db, accounts, user_id, Address("letter@example.org")).raw
    given, headers = {"token": token, "password": "eight blue otters"}, {"x-forwarded-for": HERE}
    assert httpx.post(f"{strict.url}/api/reset/set", json=given, headers=headers).status_code == 200
    assert login(strict, "letter@example.org", "eight blue otters").status_code == 200


def test_an_address_without_an_account_is_treated_the_same(strict: Instance) -> None:
    join(strict, "known@example.org")
    known = fail(strict, "known@example.org", 5)
    assert fail(strict, "unknown@example.org", 5, THERE) == known == [WRONG] * 3 + [SLOW] * 2


def test_the_case_of_an_address_makes_no_new_account_of_it(strict: Instance) -> None:
    for email in ("mixed@example.org", "MIXED@example.org", "Mixed@Example.org"):
        assert told(login(strict, email)) == WRONG
    assert told(login(strict, "mIxEd@example.org")) == SLOW


def test_another_account_is_not_slowed_down_with_it(strict: Instance) -> None:
    join(strict, "neighbour@example.org")
    fail(strict, "guessed@example.org", 4)
    assert login(strict, "neighbour@example.org", PASSWORD).status_code == 200


def test_who_fails_with_many_accounts_is_stopped_at_all_of_them(strict: Instance) -> None:
    join(strict, "one-of-many@example.org")
    for number in range(30):
        failed(strict, f"many-{number}@example.org", HERE)
    assert told(login(strict, "one-of-many@example.org", PASSWORD)) == (429, "rate_limited")
    assert login(strict, "one-of-many@example.org", PASSWORD, THERE).status_code == 200


def test_an_owner_gets_in_where_others_on_the_same_address_have_failed(strict: Instance) -> None:
    join(strict, "at-home@example.org", known_from=HERE)
    for number in range(30):
        failed(strict, f"many-{number}@example.org", HERE)
    assert login(strict, "at-home@example.org", PASSWORD).status_code == 200


def test_many_strangers_together_are_stopped_and_the_owner_is_not(strict: Instance) -> None:
    join(strict, "besieged@example.org", known_from=HERE)
    for number in range(50):
        failed(strict, "besieged@example.org", f"192.0.2.{number}")
    assert told(login(strict, "besieged@example.org", PASSWORD, THERE)) == (429, "rate_limited")
    assert login(strict, "besieged@example.org", PASSWORD, HERE).status_code == 200


def test_an_address_is_forgotten_after_ninety_days(strict: Instance) -> None:
    join(strict, "moved@example.org", known_from=HERE)
    with strict.rooms.store.write() as db:
        db.conn.execute("UPDATE audit SET at = '2020-01-01T00:00:00+00:00' WHERE action = 'session.begun'")
    for number in range(50):
        failed(strict, "moved@example.org", f"192.0.2.{number}")
    assert told(login(strict, "moved@example.org", PASSWORD)) == (429, "rate_limited")


def test_a_thousand_sign_ins_are_answered_without_the_work_of_them(
    strict: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    verify = PasswordHasher.verify

    def counting(self: PasswordHasher, kept: str, given: str) -> bool:
        hashed.append(kept)
        return bool(verify(self, kept, given))

    monkeypatch.setattr(PasswordHasher, "verify", counting)
    answers, begun = [], time.monotonic()
    with httpx.Client(base_url=strict.url, headers={"x-forwarded-for": HERE}, timeout=30) as client:
        for number in range(1000):
            given = {"email": f"flood-{number % 300}@example.org", "password": "x" * 10}
            answers.append(client.post("/api/auth/login", json=given).status_code)
    assert time.monotonic() - begun < 60
    assert 0 < answers.count(401) == len(hashed) <= 30
    assert answers.count(429) == 1000 - len(hashed)


def test_what_is_left_is_told_with_each_answer(strict: Instance) -> None:
    first, second = login(strict, "left@example.org"), login(strict, "left@example.org")
    assert all(int(first.headers[name]) >= 0 for name in LIMITS)
    assert int(second.headers["ratelimit-remaining"]) == int(first.headers["ratelimit-remaining"]) - 1
    assert "retry-after" not in second.headers


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_a_refusal_says_what_is_left_and_when_to_come_back(strict: Instance, accept: str) -> None:
    failed(strict, "refused@example.org", HERE, 3)
    answer = httpx.post(
        f"{strict.url}/signin",
        data={"email": "refused@example.org", "password": PASSWORD},
        headers={"x-forwarded-for": HERE, "accept": accept},
    )
    assert answer.status_code == 429
    assert answer.headers["ratelimit-remaining"] == "0"
    assert int(answer.headers["retry-after"]) >= int(answer.headers["ratelimit-reset"]) >= 1
    assert len(answer.headers.get_list("ratelimit-limit")) == 1


def test_a_person_who_is_slowed_down_sees_the_form_again(strict: Instance) -> None:
    failed(strict, "person@example.org", HERE, 3)
    answer = httpx.post(
        f"{strict.url}/signin",
        data={"email": "person@example.org", "password": PASSWORD},
        headers={"x-forwarded-for": HERE, "accept": "text/html"},
    )
    assert answer.headers["content-type"].startswith("text/html")
    assert "The last sign-ins failed. Try again in" in answer.text
    assert 'value="person@example.org"' in answer.text
    assert PASSWORD not in answer.text


def test_letters_are_limited_the_same_for_known_and_unknown_addresses(strict: Instance) -> None:
    join(strict, "mail@example.org")

    def asked(email: str, address: str) -> list[int]:
        headers = {"x-forwarded-for": address}
        url = f"{strict.url}/api/reset"
        return [httpx.post(url, json={"email": email}, headers=headers).status_code for _ in range(6)]

    assert asked("mail@example.org", HERE) == asked("nobody-there@example.org", THERE) == [202] * 5 + [429]


def test_sign_ups_are_limited_by_address(strict: Instance) -> None:
    sender = cast("Sender", SimpleNamespace(whence=Whence(HERE), keep_left=lambda left: None))
    for _ in range(10):
        limits.before_sign_up(strict.rooms.accounts, sender)
    given = {"email": "eleventh@example.org", "password": PASSWORD}
    url, here, there = f"{strict.url}/api/auth/register", {"x-forwarded-for": HERE}, {"x-forwarded-for": THERE}
    assert told(httpx.post(url, json=given, headers=here)) == (429, "rate_limited")
    assert httpx.post(url, json=given, headers=there).status_code == 201


def test_an_account_has_a_limit_of_its_own_wherever_it_comes_from(strict: Instance) -> None:
    user_id = join(strict, "busy@example.org")
    cookies = dict(login(strict, "busy@example.org", PASSWORD).cookies)
    url = f"{strict.url}/api/auth/me"
    free = httpx.get(url, cookies=cookies)
    assert free.status_code == 200
    assert int(free.headers["ratelimit-remaining"]) < PER_ACCOUNT.amount
    strict.rooms.accounts.rates.hit(PER_ACCOUNT, user_id, cost=int(free.headers["ratelimit-remaining"]))
    full = httpx.get(url, cookies=cookies, headers={"x-forwarded-for": THERE})
    assert told(full) == (429, "rate_limited")
    assert full.headers["ratelimit-remaining"] == "0"
    assert int(full.headers["retry-after"]) <= 60


def test_writes_without_an_account_are_limited_before_anything_is_read_of_them(strict: Instance) -> None:
    strict.rooms.accounts.rates.hit(WRITES, HERE, cost=WRITES.amount)
    for path in ("/signout", "/api/auth/login", "/nowhere"):
        headers = {"x-forwarded-for": HERE, "content-type": "text/nonsense", "accept": "application/json"}
        refused = httpx.post(strict.url + path, content=b"{", headers=headers)
        assert told(refused) == (429, "rate_limited"), path
        assert {*LIMITS, "retry-after"} <= set(refused.headers)
    assert httpx.get(f"{strict.url}/signin", headers={"x-forwarded-for": HERE}).status_code == 200
    assert login(strict, "elsewhere@example.org", address=THERE).status_code == 401


def test_keys_that_are_not_good_are_limited_and_good_ones_beside_them_are_not(strict: Instance) -> None:
    join(strict, "good-key@example.org")
    cookies = dict(login(strict, "good-key@example.org", PASSWORD).cookies)
    made = httpx.post(f"{strict.url}/api/settings/keys", json={"name": "k", "scopes": ["read"]}, cookies=cookies)
    strict.rooms.accounts.rates.hit(BAD_KEYS, HERE, cost=BAD_KEYS.amount - 1)

    def asked(token: str, address: str = HERE) -> httpx.Response:
        headers = {"authorization": f"Bearer {token}", "x-forwarded-for": address}
        return httpx.get(f"{strict.url}/api/auth/me", headers=headers)

    assert [told(asked("tessera_guess")) for _ in range(2)] == [(401, "bad_key"), (429, "rate_limited")]
    assert asked(made.json()["token"]).status_code == 200
    assert told(asked("tessera_guess", THERE)) == (401, "bad_key")


def test_a_network_of_ipv6_counts_as_one_address(strict: Instance) -> None:
    strict.rooms.accounts.rates.hit(WRITES, "2001:db8:1:2::", cost=WRITES.amount)
    assert login(strict, "six@example.org", address="2001:db8:1:2:aaaa::1").status_code == 429
    assert login(strict, "six@example.org", address="2001:db8:1:3:aaaa::1").status_code == 401


def test_what_a_client_says_of_itself_counts_only_behind_a_trusted_proxy(
    strict: Instance, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert fail(strict, "proxied@example.org", 4, HERE)[-1] == SLOW
    assert fail(strict, "proxied@example.org", 1, THERE) == [WRONG]
    with running_instance(tmp_path_factory.mktemp("bare")) as bare:
        assert fail(bare, "direct@example.org", 3, HERE) == [WRONG] * 3
        assert fail(bare, "direct@example.org", 1, THERE) == [SLOW]


def test_behind_a_trusted_proxy_what_the_client_forged_itself_does_not_count(strict: Instance) -> None:
    for number in range(3):
        assert fail(strict, "forged@example.org", 1, f"192.0.2.{number}, {HERE}") == [WRONG]
    assert fail(strict, "forged@example.org", 1, f"192.0.2.99, {HERE}") == [SLOW]
