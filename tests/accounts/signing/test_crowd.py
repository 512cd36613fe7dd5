"""A crowd that signs in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from argon2 import PasswordHasher

from tests.accounts.signing.conftest import PASSWORD
from tests.instance import Instance

CROWD = 12


def test_pages_do_not_wait_behind_a_crowd_of_sign_ins(instance: Instance, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Semaphore(0), threading.Event()
    verify = PasswordHasher.verify

    def slow(self: PasswordHasher, kept: str, given: str) -> bool:
        begun.release()
        go_on.wait(20)
        return bool(verify(self, kept, given))

    def sign_in(number: int) -> int:
        given = {"email": f"crowd-{number}@example.org", "password": PASSWORD}
        return httpx.post(f"{instance.url}/api/auth/login", json=given, timeout=30).status_code

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    with ThreadPoolExecutor(CROWD) as crowd:
        answers = [crowd.submit(sign_in, number) for number in range(CROWD)]
        try:
            assert begun.acquire(timeout=10)
            assert begun.acquire(timeout=10)
            assert not begun.acquire(timeout=0.3), "more than two are computed at once"
            assert instance.client.get("/signin", timeout=5).status_code == 200
        finally:
            go_on.set()
        assert {answer.result() for answer in answers} == {401}
